import type { AgentId } from '#contracts';
import type { Takes } from './capacity.ts';
import { anew, nothing, withNeeds, type WorkItem } from './work-item.ts';

/** When work came into its queue that never was in one. */
const never = new Date(0);

/** Whether it ever waited in a queue, or was somebody's out of one. */
export const wasQueued = ({ queuedAt }: Pick<WorkItem, 'queuedAt'>): boolean => queuedAt > never;

/**
 * An agent wrote first (product.md 43, G4): what the conversation would be as work, of which nobody has needed anything. It waits for its customer, and
 * is theirs to take back (17.2 T10), or a supervisor's to give out (T18); when its customer writes it is routed like any other.
 */
export const begunBy = (item: WorkItem, agentId: AgentId, since: Date): WorkItem => ({
  ...item,
  status: 'done',
  agentId,
  queuedAt: never,
  overflowsAt: null,
  endedAt: since,
});

/** What a conversation needs another time: the same as before, but of nobody in particular. */
const again = (last: WorkItem, { id, episode }: Pick<WorkItem, 'id' | 'episode'>, now: Date): WorkItem => ({
  ...last,
  ...withNeeds(last, { favour: null }),
  ...anew(now, { overflowsAt: null, heeds: last.heeds }),
  ...nothing,
  id,
  episode,
  version: last.version + 1,
  agentId: null,
  offerId: null,
  endedAt: null,
  offers: 0,
  passes: {},
  note: null,
  waitedSince: null,
});

/** Work that was done is its agent's again, as an item of its own: they took the conversation back before its customer wrote (product.md 17.2 T10). */
export const revive = (
  last: WorkItem,
  { id, episode, agentId }: Pick<WorkItem, 'id' | 'episode'> & { readonly agentId: AgentId },
  takes: Takes,
  now: Date,
): WorkItem => ({
  ...again(last, { id, episode }, now),
  status: 'assigned',
  agentId,
  units: takes.units,
  heldProfileIds: takes.profileIds,
  acceptedAt: now,
});

/**
 * A supervisor gives out what waited for its customer (product.md 17.2 T18): work of its own, which waits in this queue. It counts as new, behind
 * those who wait there already (11.2).
 */
export const takeUp = (
  last: WorkItem,
  begun: Pick<WorkItem, 'id' | 'episode' | 'queueId' | 'overflowsAt' | 'heeds' | 'waitedSince' | 'note'>,
  now: Date,
): WorkItem => ({ ...again(last, begun, now), ...begun, status: 'waiting', lastInteractionAt: now });

/** Its customer wrote before we heard that it was given out again: it stays where it is, and is about what they wrote. */
export const goOn = (
  item: WorkItem,
  said: Pick<WorkItem, 'episode' | 'preview' | 'lastInteractionAt' | 'correlationId' | 'readyEventId'>,
): WorkItem => ({ ...item, ...said, version: item.version + 1 });
