import type { AgentView } from '#contracts';
import { figure, plural } from './plural.ts';

/** The words of the supervisor's live page. */
export const supervisorWords = {
  title: 'Live',
  tiles: {
    inQueue: 'In queue',
    inQueueNone: 'nobody waits',
    inQueueMost: (count: number, queue: string) => `${figure(count)} in ${queue}`,
    longest: 'Longest wait',
    longestIn: (queue: string) => `in ${queue}`,
    longestNone: 'nobody waits',
    available: 'Agents available',
    availableOf: (signedIn: number, units: number) =>
      `of ${figure(signedIn)} signed in, ${figure(units)} ${plural(units, 'unit', 'units')} free`,
    ongoing: 'Ongoing conversations',
    ongoingActive: (count: number) => `${figure(count)} active`,
  },
  queues: {
    title: 'Queues',
    queue: 'Queue',
    waiting: 'Waiting',
    longest: 'Longest',
    free: 'Agents free',
    members: 'Members',
    none: 'No queues yet',
    noneText: 'Queues appear here once they are set up.',
    failed: 'Queues',
    nobody: 'none',
  },
  agents: {
    title: 'Agents',
    agent: 'Agent',
    presence: 'Presence',
    since: 'Since',
    setBy: 'Set by',
    setters: { system: 'System', agent: 'Agent', supervisor: 'Supervisor' } satisfies Record<
      AgentView['presenceSetBy'],
      string
    >,
    /** Why a presence is what it is. */
    reasons: {
      capacity: 'Follows what the agent has in work',
      chosen: 'Chosen',
      default: 'What the agent is after signing in',
      missed: 'Missed an offer',
      rejected: 'Declined an offer',
      sessions: 'Has too many sessions',
      disconnected: 'Gone, or signed out',
    } satisfies Record<AgentView['presenceReason'], string>,
    capacity: 'Capacity',
    profile: (name: string, used: number, limit: number) => `· ${name} ${figure(used)} of ${figure(limit)}`,
    conversations: 'Conversations',
    offered: 'Offered today',
    answered: 'Answered',
    declined: 'Declined',
    missed: 'Missed',
    otherEnds: (lost: number, withdrawn: number) =>
      [lost > 0 ? `${figure(lost)} not seen` : '', withdrawn > 0 ? `${figure(withdrawn)} taken back` : '']
        .filter((part) => part !== '')
        .join(', ') || undefined,
    queues: 'Queues',
    skills: 'Skills',
    skill: (name: string, rating: number) => `${name} ${figure(rating)}`,
    none: 'No agents yet',
    noneText: 'An agent appears here after signing in for the first time.',
    failed: 'Agents',
    summary: (counts: readonly { readonly presence: string; readonly count: number }[]) =>
      counts.map(({ presence, count }) => `${figure(count)} ${presence.toLowerCase()}`).join(' · '),
  },
  conversations: {
    title: 'Conversations',
    customer: 'Customer',
    status: 'Status',
    agent: 'Agent',
    queue: 'Queue',
    line: 'Line',
    waits: 'Waits',
    opened: 'Opened',
    monitor: 'Monitor',
    monitorName: (name: string) => `Monitor ${name}`,
    none: 'No conversations are going on',
    noneText: 'A conversation appears here as soon as a customer writes.',
    failed: 'Conversations',
    offered: (name: string) => `${name}, offered`,
    more: (count: number) => `${figure(count)} more`,
    last: 'Last text',
  },
  monitor: {
    title: 'Monitor',
    watching: 'You are watching. Neither side sees you.',
    join: 'Join',
    joined: 'You have joined. Agent and customer were told.',
    leave: 'Leave',
    say: (name: string) => `Text to ${name}`,
    send: 'Send',
    closed: 'This conversation is closed.',
    close: 'Close conversation',
    closeTitle: 'Close this conversation?',
    closeText:
      'It ends at once, whatever its state, and its agent is told. When the customer writes again, a new one begins.',
    back: 'Live',
    failed: 'This conversation',
    handledBy: 'Agent',
    nobody: 'nobody yet',
  },
} as const;
