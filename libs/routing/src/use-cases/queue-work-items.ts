import { type ConversationId, type KnownContext, type QueueId, queueFoundClosed, type WorkstreamId } from '#contracts';
import { forgottenCustomers } from '#copies';
import { atOnce, type Transaction } from '#event-bus';
import { arrive, type WorkstreamRules } from '../domain/place.ts';
import { goOn, wasQueued } from '../domain/another-episode.ts';
import type { QueueNow } from '../domain/overflow.ts';
import type { WorkItem } from '../domain/work-item.ts';
import { conversations, earlyConversations } from '../storage/conversations.ts';
import { queueStays } from '../storage/queue-stays.ts';
import { queuesNow } from '../storage/queues-now.ts';
import { routingRules } from '../storage/routing-rules.ts';
import { uncutItems } from '../storage/uncut-items.ts';
import { workItems } from '../storage/work-items.ts';
import { workstreams } from '../storage/workstreams.ts';
import { endWork } from './end-work.ts';
import { aWorkItem, type ConversationReady, readyOf } from './arriving-work.ts';
import { favourAgents } from './favour-agents.ts';
import { type Arrival, type Placed, placeWork } from './place-work.ts';
import { show } from './show.ts';
import { type PlacedItem, tellingsOf, tellPlacements } from './tell-placements.ts';

/**
 * Conversations that need somebody become waiting work in the queue that the rules of their workstream choose (product.md 7, 8, 10, 17.2
 * T1); one that comes back to an agent's work waits in the queue it had (T9). What is older than what we know of a conversation is late
 * and ignored; of unknown workstreams, kept until they are known. Of customers who were forgotten since there is nothing to do (decisions R).
 */
export async function queueWorkItems(tx: Transaction, heard: readonly ConversationReady[]): Promise<void> {
  const aboutWhom = ({ occurredAt, data: { customer } }: ConversationReady) => ({ customer, at: new Date(occurredAt) });
  const [events, known] = await atOnce(forgottenCustomers(tx).exclude(heard, aboutWhom), workstreamsOf(tx, heard));
  if (events.length === 0) return;
  const early = events.filter(({ data }) => !known.has(data.workstreamId));
  if (early.length > 0) await earlyConversations(tx).keep(early);

  const newest = newestOfEach(events.filter(({ data }) => known.has(data.workstreamId)));
  if (newest.length === 0) return;
  // in this order: whoever hears of a conversation locks it first
  const [contexts, items, rules, queues] = await atOnce(
    conversations(tx).areReady(newest.map(({ data }) => readyOf(data))),
    workItems(tx).lockAllOf(newest.map(({ data }) => data.conversationId)),
    routingRules(tx).inForce([...new Set(newest.map(({ data }) => data.workstreamId))]),
    queuesNow(tx).some(newest.map(({ data }) => known.get(data.workstreamId)!.fallbackQueueId)),
  );
  const ready = newest.filter(({ data }) => contexts.has(data.conversationId));
  if (ready.length === 0) return;

  const before = items.filter(({ conversationId }) => contexts.has(conversationId));
  const takenUp = await goOnWithTakenUp(tx, ready, before);
  await queueNew(
    tx,
    ready.filter(({ data }) => !takenUp.has(data.conversationId)),
    before.filter(({ conversationId }) => !takenUp.has(conversationId)),
    { known, contexts, rules, queues },
  );
}

/**
 * What a supervisor gave out while it waited, and nobody has taken yet, is where they put it when its customer writes before we heard of that
 * (product.md 17.2 T18). Answers of which conversations it is.
 */
async function goOnWithTakenUp(
  tx: Transaction,
  ready: readonly ConversationReady[],
  items: readonly WorkItem[],
): Promise<ReadonlySet<ConversationId>> {
  const events = new Map(ready.map((event) => [event.data.conversationId, event]));
  const going = items
    .filter(({ status, waitedSince }) => waitedSince !== null && (status === 'waiting' || status === 'offered'))
    .map((item) => {
      const { id: readyEventId, correlationId, data } = events.get(item.conversationId)!;
      const { version: episode, preview, lastInteractionAt } = data;
      const at = new Date(lastInteractionAt);
      return goOn(item, { episode, preview, lastInteractionAt: at, correlationId, readyEventId });
    });
  await workItems(tx).saveAbout(going);
  await uncutItems(tx).anew(going.map(({ id }) => id));
  await show(tx, { items: going });
  if (going.length > 0) tx.wake('assignment');
  return new Set(going.map(({ conversationId }) => conversationId));
}

async function queueNew(
  tx: Transaction,
  ready: readonly ConversationReady[],
  before: readonly WorkItem[],
  {
    known,
    contexts,
    rules,
    queues,
  }: {
    readonly known: Awaited<ReturnType<typeof workstreamsOf>>;
    readonly contexts: ReadonlyMap<ConversationId, KnownContext | null>;
    readonly rules: ReadonlyMap<WorkstreamId, WorkstreamRules>;
    readonly queues: ReadonlyMap<QueueId, QueueNow>;
  },
): Promise<void> {
  if (ready.length === 0) return;
  const causes = new Map(ready.map((event) => [event.data.conversationId, tx.causedBy(event)]));
  // ready again: its last episode is over, even if nobody has told us yet
  const unended = before.filter(({ status }) => status !== 'done');
  const ended = await endWork(
    tx,
    unended.map((item) => ({ item, how: 'over', cause: causes.get(item.conversationId)! })),
  );
  await queueStays(tx).setAside(unended);
  const arrivals = ready.map((event) => {
    const { conversationId, workstreamId } = event.data;
    const earlier = [...before, ...ended].filter((item) => item.conversationId === conversationId);
    const { facts } = readyOf(event.data);
    const about = { workstream: known.get(workstreamId)!, facts, known: contexts.get(conversationId)! };
    return { event, ...about, last: lastOf(earlier), cause: causes.get(conversationId)! };
  });

  const { placed: found, queueNames } = await placeArrivals(tx, arrivals, { rules, queues });
  const placed = await favoured(tx, found, ready);
  await atOnce(workItems(tx).insertAll(placed.map(({ item }) => item)), tellPlacements(tx, placed));
  placed.forEach((one, n) => {
    const { last } = arrivals[n]!;
    if (last === null || !wasQueued(last)) sayClosed(one, tx.now);
  });

  await show(tx, { items: placed.map(({ item }) => item) }, { queueNames });
  tx.wake('assignment');
  tx.wake('queue-figures');
  if (placed.some(({ item }) => item.overflowsAt)) tx.wake('overflow');
}

/** The same, with the agents who come first in each. */
async function favoured(
  tx: Transaction,
  placed: readonly PlacedItem[],
  ready: readonly ConversationReady[],
): Promise<PlacedItem[]> {
  const items = await favourAgents(
    tx,
    placed.map(({ item }, n) => {
      const { previousAgentId, known } = ready[n]!.data;
      return { item, previousAgentId, preferredAgentIds: known?.preferredAgentIds ?? [] };
    }),
  );
  return placed.map((one, n) => ({ ...one, item: items[n]! }));
}

interface Arriving extends Arrival {
  readonly event: ConversationReady;
  /** The conversation's item before this one. */
  readonly last: WorkItem | null;
  readonly cause: Transaction;
}

/** New ones by the rules; those that come back, into the queue they had, if it is still there. */
async function placeArrivals(
  tx: Transaction,
  arrivals: readonly Arriving[],
  read: { readonly rules: ReadonlyMap<WorkstreamId, WorkstreamRules>; readonly queues: ReadonlyMap<QueueId, QueueNow> },
): Promise<{ readonly placed: PlacedItem[]; readonly queueNames: ReadonlyMap<QueueId, string> }> {
  const returning = arrivals.filter(({ last }) => last !== null && last.agentId !== null && wasQueued(last));
  const homes = await queuesNow(tx).some(returning.map(({ last }) => last!.queueId));
  const isAtHome = (one: Arriving) => returning.includes(one) && homes.has(one.last!.queueId);

  const fresh = arrivals.filter((one) => !isAtHome(one));
  const { placed, queues } = await placeWork(tx, fresh, read);
  await keepClassified(tx, fresh, placed);
  const byRule = placed.values();
  const all = arrivals.map((one): PlacedItem => {
    const { last, cause, event } = one;
    if (isAtHome(one)) {
      const arrived = arrive({ queueId: last!.queueId, instead: null, ruleId: null }, homes, tx.now, {
        isFallback: last!.heeds === 'nothing',
      });
      // who had it before may have it again, whether or not they serve the queue
      const placement = { ...arrived, isUnserved: undefined };
      const item = aWorkItem(tx, event, last, placement, last!);
      const { queueId } = item;
      const route = { version: 1, because: 'returned', queueId, failure: null, fitted: [] } as const;
      return { item, placement, cause, tellings: [{ workItemId: item.id, stage: 'route-to-queue', told: route }] };
    }
    const found = byRule.next().value!;
    const item = aWorkItem(tx, event, last, found.placement, found.needs);
    return { item, placement: found.placement, cause, tellings: tellingsOf(item, found) };
  });
  return { placed: all, queueNames: new Map([...homes, ...queues].map(([id, { name }]) => [id, name])) };
}

/** Of a conversation that is new nothing was said before, so that saying nothing needs no writing. */
const keepClassified = (tx: Transaction, arrivals: readonly Arriving[], placed: readonly Placed[]): Promise<void> =>
  conversations(tx).saveClassified(
    arrivals.flatMap(({ event, last }, n) => {
      const classified = placed[n]!.considered.found.attributes;
      const saysNothing = last === null && Object.keys(classified).length === 0;
      return saysNothing ? [] : [{ id: event.data.conversationId, classified }];
    }),
  );

/** A conversation that begins is told of a closed queue; one that comes back knows. */
function sayClosed({ item: { id, conversationId, queueId }, placement, cause }: PlacedItem, now: Date): void {
  if (!placement.isClosed) return;
  cause.publish(queueFoundClosed, { conversationId, workItemId: id, queueId, foundAt: now.toISOString() });
}

const lastOf = (items: readonly WorkItem[]): WorkItem | null =>
  items.reduce<WorkItem | null>((last, item) => (last && last.version > item.version ? last : item), null);

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
