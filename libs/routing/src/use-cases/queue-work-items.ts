import { type conversationReady, type EventOf, workItemId } from '#contracts';
import type { Transaction } from '#event-bus';
import type { WorkItem } from '../domain/work-item.ts';
import type { Workstream } from '../domain/workstream.ts';
import { conversations, earlyConversations } from '../storage/conversations.ts';
import { workItems } from '../storage/work-items.ts';
import { workstreams } from '../storage/workstreams.ts';
import { endWork } from './end-work.ts';
import { show } from './show.ts';

export type ConversationReady = EventOf<typeof conversationReady>;

/**
 * Conversations that need somebody become waiting work in the queue of their workstream (product.md 17.2 T1, T9). What
 * is older than what we know of a conversation is late and ignored; of unknown workstreams, kept until they are known.
 */
export async function queueWorkItems(tx: Transaction, events: readonly ConversationReady[]): Promise<void> {
  const known = await workstreamsOf(tx, events);
  const early = events.filter(({ data }) => !known.has(data.workstreamId));
  if (early.length > 0) await earlyConversations(tx).keep(early);

  const newest = newestOfEach(events.filter(({ data }) => known.has(data.workstreamId)));
  if (newest.length === 0) return;
  const news = await conversations(tx).areReady(
    newest.map(({ data }) => ({ id: data.conversationId, version: data.version })),
  );
  const ready = newest.filter(({ data }) => news.has(data.conversationId));
  if (ready.length === 0) return;

  const ids = ready.map(({ data }) => data.conversationId);
  const before = await workItems(tx).lockAllOf(ids);
  const causes = new Map(ready.map((event) => [event.data.conversationId, tx.causedBy(event)]));
  // ready again: its last episode is over, even if nobody has told us yet
  const unended = before.filter(({ status }) => status !== 'done');
  const ended = await endWork(
    tx,
    unended.map((item) => ({ item, how: 'over', cause: causes.get(item.conversationId)! })),
  );
  const items = ready.map((event) => {
    const earlier = [...before, ...ended].filter((item) => item.conversationId === event.data.conversationId);
    const version = Math.max(0, ...earlier.map((item) => item.version)) + 1;
    return aWorkItem(tx.newId(), version, event, known.get(event.data.workstreamId)!);
  });
  await workItems(tx).insertAll(items);

  await show(tx, { items });
  tx.wake('assignment');
  tx.wake('queue-figures');
}

/** The workstreams of these events. Those that are unknown stay so, for everybody, until this transaction is over. */
async function workstreamsOf(tx: Transaction, events: readonly ConversationReady[]) {
  const ids = [...new Set(events.map(({ data }) => data.workstreamId))];
  const known = await workstreams(tx).known(ids);
  const unknown = ids.filter((id) => !known.has(id));
  if (unknown.length === 0) return known;
  await workstreams(tx).lockUnknown(unknown);
  return workstreams(tx).known(ids);
}

function newestOfEach(events: readonly ConversationReady[]): ConversationReady[] {
  const newest = new Map<string, ConversationReady>();
  for (const event of events) {
    const other = newest.get(event.data.conversationId);
    if (!other || other.data.version < event.data.version) newest.set(event.data.conversationId, event);
  }
  return [...newest.values()];
}

const aWorkItem = (
  id: string,
  version: number,
  { id: readyEventId, correlationId, data }: ConversationReady,
  { fallbackQueueId }: Workstream,
): WorkItem => ({
  id: workItemId.parse(id),
  version,
  conversationId: data.conversationId,
  episode: data.version,
  workstreamId: data.workstreamId,
  queueId: fallbackQueueId,
  customer: data.customer,
  preview: data.preview,
  status: 'waiting',
  agentId: null,
  offerId: null,
  units: 0,
  heldProfileIds: [],
  skills: [],
  profileIds: [],
  favour: null,
  need: '',
  lastInteractionAt: new Date(data.lastInteractionAt),
  offers: 0,
  passes: {},
  correlationId,
  readyEventId,
});
