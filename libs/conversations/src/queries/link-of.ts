import { type ConversationId, type MessageId, type Person, Refusal } from '#contracts';
import type { EntityManager } from 'typeorm';
import { firstLink } from '../domain/link-preview.ts';
import { settings } from '../storage/configuration-copies.ts';
import { MessageTable } from '../storage/message.table.ts';
import { seenConversation } from './read-conversation.ts';

/**
 * The link of a text whose page is shown to who may see the text; null: there is none, or it is not to be looked at. Refuses with
 * `conversation-not-found`, `message-not-found` and `not-allowed`.
 */
export async function linkOf(
  manager: EntityManager,
  person: Person,
  { id, messageId }: { readonly id: ConversationId; readonly messageId: MessageId },
): Promise<string | null> {
  await seenConversation(manager, person, id);
  const message = await manager.findOneBy(MessageTable, { id: messageId, conversationId: id });
  if (!message) throw new Refusal('message-not-found', 'There is no such text in this conversation.');
  if (message.masked) return null;
  const { organisation } = await settings({ manager }).inForce();
  return organisation.linkPreviews.enabled ? firstLink(message.body) : null;
}
