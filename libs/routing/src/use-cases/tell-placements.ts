import { type AgentId, overflowEnded, overflowMoved, queueFoundEmpty, type QueueId } from '#contracts';
import type { Transaction } from '#event-bus';
import type { Placement } from '../domain/place.ts';
import { waitedSinceOf, type WorkItem } from '../domain/work-item.ts';
import { explanations, type Telling } from '../storage/explanations.ts';
import { overflows } from '../storage/overflows.ts';
import type { Placed } from './place-work.ts';

/** An item as it was put into its queue, or ended, and why. */
export interface PlacedItem {
  readonly item: WorkItem;
  readonly placement: Omit<Placement, 'route'>;
  /** What led there; left out where no rule was asked. */
  readonly tellings: readonly Telling[];
  readonly cause: Transaction;
  /** Who had it and put it there; left out or null: nobody had it. */
  readonly fromAgentId?: AgentId | null;
}

/** Classification and route, as they are kept. Where there are no rulesets there is nothing to tell of them. */
export function tellingsOf(
  { id: workItemId }: Pick<WorkItem, 'id'>,
  { considered: { found }, placement: { route }, rules }: Placed,
): readonly Telling[] {
  const classified = { ...found, version: rules.classificationVersion };
  return [
    ...(rules.classification.rulesets.length > 0
      ? [{ workItemId, stage: 'classification', told: classified } as const]
      : []),
    { workItemId, stage: 'route-to-queue', told: { ...route, version: rules.routeVersion } },
  ];
}

/** Says that conversations end or go on by overflow, counts overflows, and tells why; the items are stored already. */
export async function tellPlacements(tx: Transaction, placed: readonly PlacedItem[]): Promise<void> {
  const overflowed = placed.flatMap(({ item, placement: { overflows: all } }) =>
    all.map((overflow) => ({ item, overflow })),
  );
  await explanations(tx).append(
    placed.flatMap(({ item, placement, tellings }) => [
      ...tellings,
      ...placement.overflows.map((told) => ({ workItemId: item.id, stage: 'overflow', told }) as const),
    ]),
  );
  await overflows(tx).insertAll(
    overflowed.map(({ item, overflow: { stage, condition, action, queue, to } }) => ({
      id: tx.newId(),
      happenedAt: tx.now,
      workItemId: item.id,
      queueId: queue.id as QueueId,
      toQueueId: (to?.id ?? null) as QueueId | null,
      stage,
      condition,
      action,
    })),
  );
  for (const { item, placement, cause, fromAgentId = null } of placed) {
    for (const overflow of placement.overflows) {
      if (!overflow.to) continue;
      cause.publish(overflowMoved, {
        conversationId: item.conversationId,
        workItemId: item.id,
        fromQueueId: overflow.queue.id as QueueId,
        toQueueId: overflow.to.id as QueueId,
        version: item.version,
        stage: overflow.stage,
        condition: overflow.condition,
        movedAt: tx.now.toISOString(),
      });
    }
    if (placement.isUnserved) sayUnserved(cause, item, tx.now);
    if (!placement.ends) continue;
    cause.publish(overflowEnded, {
      conversationId: item.conversationId,
      workItemId: item.id,
      queueId: placement.ends.queueId,
      version: item.version,
      stage: placement.overflows.at(-1)?.stage ?? 'pre-queue',
      condition: placement.ends.condition,
      fromAgentId,
      ...waitedSinceOf(item),
      endedAt: tx.now.toISOString(),
    });
  }
}

/** Says that nobody serves the queue that it waits in: its customer is told (product.md 21.2). */
export function sayUnserved(
  cause: Transaction,
  { id: workItemId, conversationId, queueId, version }: WorkItem,
  now: Date,
): void {
  cause.publish(queueFoundEmpty, { conversationId, workItemId, queueId, version, foundAt: now.toISOString() });
}
