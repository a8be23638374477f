import { type AgentId, type DataOf, handlerChanged, type QueueId } from '#contracts';
import type { Transaction } from '#event-bus';
import { type WorkItem, waitedSinceOf, workOf } from '../domain/work-item.ts';

type Change = Pick<DataOf<typeof handlerChanged>, 'mode' | 'change' | 'reason'>;

/** Says that somebody began or ceased to handle an item's conversation, by `byAgentId`; null: by the rules. The item is the one that this made. */
export function sayHandler(
  tx: Transaction,
  item: WorkItem,
  agentId: AgentId,
  change: Change,
  byAgentId: AgentId | null,
  queueId: QueueId = item.queueId,
): void {
  const { id: workItemId, conversationId, version, episode } = item;
  const who = { conversationId, workItemId, agentId, version, byAgentId, queueId, episode };
  const has = change.mode === 'primary' && change.change === 'joined' ? { work: workOf(item, tx.now) } : {};
  tx.publish(handlerChanged, { ...who, ...change, ...has, ...waitedSinceOf(item), changedAt: tx.now.toISOString() });
}
