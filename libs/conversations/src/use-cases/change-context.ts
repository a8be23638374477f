import { conversationContextChanged, type DataOf } from '#contracts';
import type { Transaction } from '#event-bus';
import { type ConversationContext, knownContextOf } from '../domain/context.ts';
import type { Conversation } from '../domain/conversation.ts';
import { contexts } from '../storage/contexts.ts';
import { conversations } from '../storage/conversations.ts';
import { showContext } from './say.ts';

/** Saves what is known of a conversation from now on, and tells everybody. The conversation is locked; its version rises: it is answered as it is now. */
export async function changeContext(
  tx: Transaction,
  before: Conversation,
  context: ConversationContext,
  because: DataOf<typeof conversationContextChanged>['because'] | null,
): Promise<Conversation> {
  const conversation = { ...before, version: before.version + 1, caseId: context.caseRecord?.id ?? null };
  const changed = { ...context, changedAt: tx.now };
  await conversations(tx).save(conversation);
  await contexts(tx).save(changed);
  if (because !== null)
    tx.publish(conversationContextChanged, {
      conversationId: conversation.id,
      version: conversation.version,
      known: knownContextOf(changed),
      because,
      changedAt: tx.now.toISOString(),
    });
  showContext(tx, conversation, changed);
  return conversation;
}
