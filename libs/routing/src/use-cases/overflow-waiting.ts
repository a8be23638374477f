import type { QueueId, QueueOverflow, Told } from '#contracts';
import type { Transaction } from '#event-bus';
import { overflowsAt } from '../domain/overflow.ts';
import { arrive, type Placement } from '../domain/place.ts';
import { type WorkItem, withPlace } from '../domain/work-item.ts';
import { dueOverflows } from '../storage/due-overflows.ts';
import { queueStays } from '../storage/queue-stays.ts';
import { queuesNow } from '../storage/queues-now.ts';
import { routingRules } from '../storage/routing-rules.ts';
import { workItems } from '../storage/work-items.ts';
import { favourAnew } from './favour-agents.ts';
import { becauseOf } from './say-offer.ts';
import { show } from './show.ts';
import { type PlacedItem, tellPlacements } from './tell-placements.ts';

/** How many items overflow in one transaction (product.md 10.2: more than 20 in a minute are processed in batches). */
export const together = 20;

/**
 * Does what their queues, or the rules that brought them there, say about items that have waited too long: those of queues with the
 * shorter wait first, in turn where waits are equal (product.md 10.2). What goes to another queue begins to wait there anew. Answers when
 * to come again: true at once, otherwise in so many milliseconds, false: nothing waits for it.
 */
export async function overflowWaiting(tx: Transaction): Promise<boolean | number> {
  const due = await dueOverflows(tx).lock(together);
  if (due.length === 0) return dueOverflows(tx).nextIn();

  const instead = await overflowsOfRules(tx, due);
  const queues = await queuesNow(tx).some(due.map(({ queueId }) => queueId));
  const waitingTimeOf = (item: WorkItem) =>
    ((item.overflowRuleId && instead.get(item.overflowRuleId)) || queues.get(item.queueId)?.overflow)?.waitingTime;
  const targets = due.flatMap((item) => waitingTimeOf(item)?.queueId ?? []);
  const there = new Map([...queues, ...(await queuesNow(tx).some(targets.filter((id) => !queues.has(id))))]);

  const moved: PlacedItem[] = [];
  const kept: WorkItem[] = [];
  for (const item of due) {
    const said = waitingTimeOf(item);
    const name = there.get(item.queueId)?.name ?? '';
    const at = said ? new Date(item.queuedAt.getTime() + said.seconds * 1000) : null;
    // it was told to wait longer, or for ever, since
    if (!said || !at || at > tx.now || (said.do === 'transfer' && !there.has(said.queueId!))) {
      kept.push({ ...item, overflowsAt: at && at > tx.now ? at : null });
      continue;
    }
    const placement = past(item, said, name, there, tx.now);
    moved.push({
      item: withPlace(item, placement, item.escalations, tx.now),
      placement,
      tellings: [],
      cause: becauseOf(tx, item),
    });
  }
  const items = await favourAnew(
    tx,
    moved.map(({ item }) => item),
  );
  await workItems(tx).saveAll([...items, ...kept]);
  const before = new Map(due.map((item) => [item.id, item]));
  await queueStays(tx).leave(
    items.map((after) => ({ before: before.get(after.id)!, after })),
    'overflow',
  );
  await tellPlacements(tx, moved);
  await show(tx, { items });
  tx.wake('assignment');
  tx.wake('queue-figures');
  return true;
}

type Place = Omit<Placement, 'route'>;

/** Where an item goes whose time in this queue is over. */
function past(
  { queueId, queuedAt }: WorkItem,
  said: NonNullable<QueueOverflow['waitingTime']>,
  name: string,
  queues: Parameters<typeof arrive>[1],
  now: Date,
): Place {
  const tell = (action: 'end' | 'transfer', to: QueueId | null): Told<'overflow'> => ({
    stage: 'in-queue',
    condition: 'waiting-time',
    queue: { id: queueId, name },
    limit: said.seconds,
    found: Math.floor((now.getTime() - queuedAt.getTime()) / 1000),
    action,
    to: to && { id: to, name: queues.get(to)!.name },
  });
  if (said.do === 'end') {
    const ends = { condition: 'waiting-time', queueId } as const;
    return { queueId, ends, overflowsAt: null, ruleId: null, overflow: tell('end', null) };
  }
  const arrived = arrive({ queueId: said.queueId!, instead: null, ruleId: null }, queues, now);
  if (arrived.ends) return arrived;
  // also where it comes back to the same queue, it waits anew
  return {
    ...arrived,
    overflowsAt: overflowsAt(queues.get(said.queueId!)!, null, now),
    overflow: tell('transfer', said.queueId),
  };
}

/** What the rules that brought these to their queues say instead of them, by rule. */
async function overflowsOfRules(tx: Transaction, items: readonly WorkItem[]): Promise<Map<string, QueueOverflow>> {
  const ruled = items.filter(({ overflowRuleId }) => overflowRuleId !== null);
  if (ruled.length === 0) return new Map();
  const rules = await routingRules(tx).inForce([...new Set(ruled.map(({ workstreamId }) => workstreamId))]);
  return new Map(
    [...rules.values()].flatMap(({ routeToQueue }) =>
      routeToQueue.rules.flatMap(({ id, overflow }) => (overflow ? [[id, overflow] as const] : [])),
    ),
  );
}
