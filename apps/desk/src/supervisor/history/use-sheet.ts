import { useQuery } from '@tanstack/react-query';
import type { WorkReportRequest } from '#contracts';
import { channels } from '../../api/channel-config.ts';
import {
  agentReports,
  conversationReports,
  presenceReports,
  queueReports,
  sessionReports,
  workReports,
  workstreamReports,
} from '../../api/reports.ts';
import { agents } from '../../api/routing.ts';
import { spellAddress } from '../../parts/address.ts';
import { type Days, periodOf } from './period.ts';
import { presenceSheet } from './presence-sheet.ts';
import { adviceSheet, agentSheet } from './agent-sheets.ts';
import { queueSheet } from './queue-sheet.ts';
import { channelSheet, hourSheet, type Sheet, workSheet, workstreamSheet } from './sheet.ts';

export const groups = [
  'queue',
  'workstream',
  'hour',
  'skill',
  'profile',
  'agent',
  'advice',
  'presence',
  'channel',
] as const;
export type Group = (typeof groups)[number];

/** What work has in common by which it is grouped. */
const byOfWork: Partial<Record<Group, WorkReportRequest['by']>> = {
  hour: 'hour',
  skill: 'skill',
  profile: 'capacity-profile',
};

/** The report of these days, read when they are given; the others stay unread. Presences may be those of one queue's agents. */
export function useSheet(by: Group, days: Days | null, queueId?: string) {
  const period = days ? periodOf(days) : { from: '' };
  const ofWork = byOfWork[by];
  const wanted = (group: Group) => ({ enabled: days !== null && by === group });
  const queues = useQuery({ ...queueReports(period), ...wanted('queue') });
  const workstreams = useQuery({ ...workstreamReports(period), ...wanted('workstream') });
  const zone = days?.zone ?? 'UTC';
  const work = useQuery({
    ...workReports(period, ofWork ?? 'hour', zone),
    enabled: days !== null && ofWork !== undefined,
  });
  const byAgent = useQuery({ ...sessionReports(period, 'agent'), ...wanted('agent') });
  const toAgents = useQuery({ ...agentReports(period), enabled: days !== null && (by === 'agent' || by === 'advice') });
  const about = by === 'channel' ? by : 'workstream';
  const begun = useQuery({
    ...conversationReports(period, about),
    enabled: days !== null && (by === 'channel' || by === 'workstream'),
  });
  const presences = useQuery({ ...presenceReports(period, queueId), ...wanted('presence') });
  const byChannel = useQuery({ ...sessionReports(period, 'channel'), ...wanted('channel') });
  const people = useQuery({ ...agents, ...wanted('agent') });
  const numbers = useQuery({ ...channels, ...wanted('channel') });
  const sheetOf = (): Sheet | undefined => {
    if (by === 'queue') return queues.data && queueSheet(queues.data.items);
    if (by === 'workstream')
      return workstreams.data && begun.data && workstreamSheet(workstreams.data.items, begun.data);
    if (by === 'advice') return toAgents.data && adviceSheet(toAgents.data.items);
    if (ofWork) return work.data && (by === 'hour' ? hourSheet : workSheet)(work.data);
    if (by === 'presence') return presences.data && presenceSheet(presences.data);
    if (by === 'agent') {
      if (!byAgent.data || !toAgents.data || people.isPending) return undefined;
      const nameOf = (id: string) => people.data?.find((one) => (one.id as string) === id)?.name;
      return agentSheet(byAgent.data, toAgents.data.items, nameOf);
    }
    if (!byChannel.data || !begun.data || numbers.isPending) return undefined;
    return channelSheet(byChannel.data, begun.data, (id) => {
      const channel = numbers.data?.find((one) => one.id === id);
      return channel && `${spellAddress(channel.number)}, ${channel.name}`;
    });
  };
  const failing = (one: typeof begun | typeof toAgents, other: typeof workstreams | typeof byAgent) =>
    one.error ? one : other;
  const read = {
    ...{ hour: work, skill: work, profile: work },
    queue: queues,
    workstream: failing(begun, workstreams),
    agent: failing(toAgents, byAgent),
    advice: toAgents,
    presence: presences,
    channel: failing(begun, byChannel),
  };
  const { error, refetch } = read[by];
  return { data: sheetOf(), error, refetch };
}
