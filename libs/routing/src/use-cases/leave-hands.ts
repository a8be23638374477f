import type { AgentId, DataOf, handlerChanged } from '#contracts';
import type { Transaction } from '#event-bus';
import { relieve } from '../domain/agent.ts';
import type { QueueNow } from '../domain/overflow.ts';
import { arrive } from '../domain/place.ts';
import { moveToQueue, takenBy, type WorkItem, withPlace } from '../domain/work-item.ts';
import { agents } from '../storage/agents.ts';
import { queueStays } from '../storage/queue-stays.ts';
import { explanations, type KeptPlacement, tellPlacement } from '../storage/explanations.ts';
import { workItems } from '../storage/work-items.ts';
import { endColleagues } from './colleague-offers.ts';
import { sayHandler } from './say-handler.ts';
import { show } from './show.ts';
import { sayUnserved, tellPlacements } from './tell-placements.ts';

/** Why nobody has them any more, and what is told of that. */
const whatHappened = {
  'agent-transfer-to-queue': 'transferred',
  'supervisor-assign-to-queue': 'moved',
  'agent-disconnected': 'disconnected',
  released: 'released',
} as const satisfies Partial<Record<DataOf<typeof handlerChanged>['reason'], KeptPlacement['what']>>;
type Leaves = keyof typeof whatHappened;

/** A locked item that goes into a queue, where nobody has it. */
export interface Leaving {
  readonly item: WorkItem;
  readonly queue: QueueNow;
  /** What who puts it there says to who gets it; null: nothing. */
  readonly note: string | null;
}

/**
 * Items go back into queues, whether an agent had them or they waited elsewhere (product.md 17.2 T7, 18.2): the agents' capacity is free, colleagues are asked
 * no more, and who had them has them no more, for this reason. Where nobody serves the queue and it says so, the conversation ends instead (9.5).
 */
export async function leaveHands(
  tx: Transaction,
  leavings: readonly Leaving[],
  { reason, by }: { readonly reason: Leaves; readonly by: AgentId | null },
): Promise<WorkItem[]> {
  const said = await endColleagues(
    tx,
    leavings.map(({ item }) => item),
  );
  const moved = leavings.map(({ item, queue, note }) => {
    const before = said.get(item.id) ?? item;
    const { id: queueId } = queue;
    // what nobody placed there by hand is there for the reason that it was
    const isBack = queueId === item.queueId && (reason === 'agent-disconnected' || reason === 'released');
    const isFallback = isBack && item.heeds === 'nothing';
    const placement = arrive({ queueId, instead: null, ruleId: null }, new Map([[queueId, queue]]), tx.now, {
      isFallback,
    });
    const after = placement.ends
      ? withPlace(before, placement, before.escalations, tx.now)
      : moveToQueue(before, { queueId, overflowsAt: placement.overflowsAt, heeds: placement.heeds, note }, tx.now);
    return { agentId: item.agentId, before, after, placement };
  });
  const items = moved.map(({ after }) => after);
  await workItems(tx).saveAll(items);
  await queueStays(tx).leave(moved, reason);
  await explanations(tx).append(
    moved.map(({ before, after, agentId }) => {
      const to = { queueId: after.queueId, agentId: null };
      return tellPlacement(after, { what: whatHappened[reason], by, from: { ...before, agentId }, to });
    }),
  );
  const staff = await agents(tx).lock([...new Set(moved.flatMap(({ agentId }) => agentId ?? []))]);
  const freed = staff.map((agent) =>
    moved
      .filter(({ agentId }) => agentId === agent.id)
      .reduce((one, { before }) => relieve(one, takenBy(before), tx.now), agent),
  );
  await agents(tx).saveAll(freed);
  const ends = moved.filter(({ placement }) => placement.ends);
  if (ends.length > 0)
    await tellPlacements(
      tx,
      ends.map(({ after: item, placement, agentId: fromAgentId }) => ({
        ...{ item, placement, fromAgentId },
        ...{ tellings: [], cause: tx },
      })),
    );
  for (const { agentId, after, placement } of moved)
    if (!placement.ends && agentId !== null)
      sayHandler(tx, after, agentId, { mode: 'primary', change: 'left', reason }, by);
  for (const { after, placement } of moved) if (placement.isUnserved) sayUnserved(tx, after, tx.now);
  await show(tx, { items, agents: freed });
  tx.wake('assignment');
  tx.wake('queue-figures');
  if (items.some(({ overflowsAt }) => overflowsAt)) tx.wake('overflow');
  return items;
}
