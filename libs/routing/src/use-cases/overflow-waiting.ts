import type { QueueId, QueueOverflow, Told } from '#contracts';
import type { Transaction } from '#event-bus';
import { heedsNow, type Overflowing, overflowingWhileWaiting, overflowsAt } from '../domain/overflow.ts';
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
 * Does what their queues, or the rules that brought them there, say about items that have waited too long, or whose queues closed meanwhile (43 G16):
 * those of queues with the shorter wait first, in turn where waits are equal (product.md 10.2). What goes to another queue begins to wait there anew. Answers when
 * to come again: true at once, otherwise in so many milliseconds, false: nothing waits for it.
 */
export async function overflowWaiting(tx: Transaction): Promise<boolean | number> {
  const due = await dueOverflows(tx).lock(together);
  if (due.length === 0) return dueOverflows(tx).nextIn();

  const instead = await overflowsOfRules(tx, due);
  const queues = await queuesNow(tx).some(due.map(({ queueId }) => queueId));
  const ruleOf = ({ overflowRuleId }: WorkItem) => (overflowRuleId && instead.get(overflowRuleId)) || null;
  const found = due.map((was) => {
    const queue = queues.get(was.queueId);
    const item = queue ? { ...was, heeds: heedsNow(queue, was, tx.now) } : was;
    const said = queue ? overflowingWhileWaiting(queue, ruleOf(item), item, tx.now) : null;
    return { item, queue, said };
  });
  const targets = found.flatMap(({ said }) => said?.to ?? []).filter((id) => !queues.has(id));
  const there = new Map([...queues, ...(await queuesNow(tx).some(targets))]);

  const moved: PlacedItem[] = [];
  const kept: WorkItem[] = [];
  for (const { item, queue, said } of found) {
    // it was told to wait longer, or for ever, since
    if (!queue || !said || (said.do === 'transfer' && !there.has(said.to!))) {
      const at = queue ? overflowsAt(queue, ruleOf(item), item) : null;
      kept.push({ ...item, overflowsAt: at && at > tx.now ? at : null });
      continue;
    }
    const placement = past(item, said, queue.name, there, tx.now);
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

/** Where an item goes that waits in this queue no longer. */
function past(
  { queueId }: WorkItem,
  { condition, do: action, to, limit, found }: Overflowing,
  name: string,
  queues: Parameters<typeof arrive>[1],
  now: Date,
): Place {
  const tell = (target: QueueId | null): Told<'overflow'> => ({
    ...{ stage: 'in-queue', condition, limit, found, action },
    queue: { id: queueId, name },
    to: target && { id: target, name: queues.get(target)!.name },
  });
  if (action === 'end') {
    const ends = { condition, queueId };
    return { queueId, ends, overflowsAt: null, heeds: 'nothing', ruleId: null, overflows: [tell(null)] };
  }
  const arrived = arrive({ queueId: to!, instead: null, ruleId: null }, queues, now);
  return { ...arrived, overflows: [tell(to), ...arrived.overflows] };
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
