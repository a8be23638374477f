import type { ConversationView } from '#contracts';
import type { Transaction } from '#event-bus';
import type { Conversation, Decision } from '../domain/conversation.ts';
import { conversationViewOf } from '../queries/views.ts';
import { conversations } from '../storage/conversations.ts';
import { channelOf } from '../storage/copies.ts';
import { sayChange, showConversation } from './say.ts';

/** Saves what was decided about one conversation and tells everybody. Answers how it looks now. */
export async function keep(
  tx: Transaction,
  before: Conversation,
  { conversation, change }: Decision,
): Promise<ConversationView> {
  const channel = await channelOf(tx.manager, conversation.channelId);
  if (conversation !== before) {
    await conversations(tx).save(conversation);
    sayChange(tx, conversation, change);
    showConversation(tx, { before, conversation }, channel);
  }
  return conversationViewOf(conversation, channel);
}
