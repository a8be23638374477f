import type { AgentView, ConversationView, Presence, QueueView, WorkItemView } from '#contracts';

/** What the tiles say. Each is counted from the list behind it, so that a tile always equals its list. */
export interface Figures {
  readonly inQueue: number;
  readonly busiest: QueueView | null;
  readonly longest: QueueView | null;
  readonly available: number;
  readonly signedIn: number;
  readonly freeUnits: number;
}

const isSignedIn = ({ presence }: AgentView): boolean => presence !== 'offline';
const free = ({ presence, capacity }: AgentView): number =>
  presence === 'available' || presence === 'busy' ? Math.max(0, capacity.total - capacity.used) : 0;

/** The queue that leads among those where somebody waits. */
const leading = (queues: readonly QueueView[], isBefore: (one: QueueView, other: QueueView) => boolean) =>
  queues.reduce<QueueView | null>(
    (best, queue) => (queue.waiting > 0 && (best === null || isBefore(queue, best)) ? queue : best),
    null,
  );

export const figuresOf = (queues: readonly QueueView[], agents: readonly AgentView[]): Figures => ({
  inQueue: queues.reduce((sum, { waiting }) => sum + waiting, 0),
  busiest: leading(queues, (one, other) => one.waiting > other.waiting),
  longest: leading(queues, (one, other) => (one.longestWaitSince ?? '~') < (other.longestWaitSince ?? '~')),
  available: agents.filter(({ presence }) => presence === 'available').length,
  signedIn: agents.filter(isSignedIn).length,
  freeUnits: agents.reduce((sum, agent) => sum + free(agent), 0),
});

const order: readonly Presence[] = ['available', 'busy', 'do-not-disturb', 'away', 'inactive', 'offline'];

/** How many agents are in each presence, those that take work first; presences nobody is in are left out. */
export const presencesOf = (
  agents: readonly AgentView[],
): readonly { readonly presence: Presence; readonly count: number }[] =>
  order
    .map((presence) => ({ presence, count: agents.filter((agent) => agent.presence === presence).length }))
    .filter(({ count }) => count > 0);

/** Who can take work first, then by name. */
export const inDutyOrder = (agents: readonly AgentView[]): readonly AgentView[] =>
  [...agents].sort(
    (one, other) => order.indexOf(one.presence) - order.indexOf(other.presence) || one.name.localeCompare(other.name),
  );

/** Agents of a queue who could take something now. */
export const freeIn = (queue: QueueView, agents: readonly AgentView[]): number =>
  agents.filter((agent) => agent.queueIds.includes(queue.id) && free(agent) > 0).length;

/** Who waits for an answer first and longest, then the rest, latest change on top. */
export const inUrgency = (conversations: readonly ConversationView[]): readonly ConversationView[] =>
  [...conversations].sort((one, other) => {
    const [since, otherSince] = [one.waitingSince, other.waitingSince];
    if (since && otherSince) return Date.parse(since) - Date.parse(otherSince);
    if (since || otherSince) return since ? -1 : 1;
    return Date.parse(other.statusSince) - Date.parse(one.statusSince);
  });

/** The work that a conversation is, and the queue it waits or waited in, where routing says so. */
export type WorkOf = ReadonlyMap<string, Pick<WorkItemView, 'id' | 'queueName'>>;
export const workOfEach = (items: readonly WorkItemView[]): WorkOf =>
  new Map(items.map((item) => [item.conversationId, item]));
