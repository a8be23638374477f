import type { ConversationId } from '#contracts';
import type { Transaction } from '#event-bus';
import { closeWhenIdle } from '../domain/closing.ts';
import type { Conversation } from '../domain/conversation.ts';
import { conversations } from '../storage/conversations.ts';
import { channelsOf } from '../storage/copies.ts';
import { sayChange, showConversation } from './say.ts';

/** Closes the conversation if nothing has happened to it for too long (product.md 17.4); answers it as it is then. */
export async function closeIdleConversation(tx: Transaction, id: ConversationId): Promise<Conversation | undefined> {
  const before = (await conversations(tx).find([id])).get(id);
  if (!before) return undefined;
  const { conversation, change } = closeWhenIdle(before, tx.now);
  if (conversation === before) return before;
  await conversations(tx).save(conversation);
  sayChange(tx, conversation, change);
  const { channelId } = conversation;
  showConversation(tx, { before, conversation }, (await channelsOf(tx.manager, [channelId])).get(channelId));
  return conversation;
}
