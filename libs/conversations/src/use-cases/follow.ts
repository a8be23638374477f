import type { ConversationId, Envelope, QueueId, WorkAsRouted } from '#contracts';
import type { Transaction } from '#event-bus';
import type { Conversation, Decision } from '../domain/conversation.ts';
import { conversations } from '../storage/conversations.ts';
import { type Decided, keepAll } from './keep.ts';

/**
 * Follows facts of routing. Routing learned of each of these conversations from us, after the commit that opened it: one that is not here
 * was erased, and what routing says of it changes nothing. Answers what was decided.
 */
export async function follow<
  Data extends { conversationId: ConversationId; queueId?: QueueId | null; work?: WorkAsRouted | undefined },
>(
  tx: Transaction,
  events: readonly Envelope<Data>[],
  decide: (before: Conversation, event: Envelope<Data>) => Decision & Pick<Decided, 'says' | 'closure'>,
): Promise<Decided[]> {
  if (events.length === 0) return [];
  const now = await conversations(tx).find(events.map(({ data }) => data.conversationId));
  const decided: Decided[] = [];
  for (const event of events) {
    const { conversationId, queueId, work } = event.data;
    const before = now.get(conversationId);
    if (!before) continue;
    const decision = decide(before, event);
    now.set(conversationId, decision.conversation);
    decided.push({ before, ...decision, within: tx.causedBy(event), queueId: queueId ?? undefined, work });
  }
  await keepAll(tx, decided);
  return decided;
}
