import { type DataOf, type Person, Refusal, transferRefused, type WorkItemId, type WorkTarget } from '#contracts';
import type { Transaction } from '#event-bus';
import { workItems } from '../storage/work-items.ts';

type Reason = DataOf<typeof transferRefused>['reason'];
const reasons: readonly string[] = ['queue-closed', 'queue-not-found'] satisfies Reason[];

/** What kept a conversation out of a queue is said, too: it is a line of its thread (product.md 21.2). Of other refusals who asked alone is told. */
export async function sayRefusedTransfer(
  tx: Transaction,
  id: WorkItemId,
  { queueId }: WorkTarget,
  by: Person,
  error: unknown,
): Promise<void> {
  if (!(error instanceof Refusal) || !reasons.includes(error.code) || queueId === undefined) return;
  const [item] = await workItems(tx).lockAny([id]);
  if (item?.agentId !== by.agentId) return;
  tx.publish(transferRefused, {
    conversationId: item.conversationId,
    workItemId: id,
    queueId,
    byAgentId: by.agentId,
    reason: error.code as Reason,
    refusedAt: tx.now.toISOString(),
  });
}
