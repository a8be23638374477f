import {
  type ConversationId,
  type ConversationView,
  messageId,
  type messagesRequest,
  type MessageView,
  type Person,
  Refusal,
} from '#contracts';
import { cursorOf, page } from '#platform';
import type { EntityManager } from 'typeorm';
import { z } from 'zod';
import { knowsOf, mustSee } from '../domain/access.ts';
import type { Conversation } from '../domain/conversation.ts';
import { ConversationTable } from '../storage/conversation.table.ts';
import { channelOf } from '../storage/copies.ts';
import { MessageTable } from '../storage/message.table.ts';
import { conversationViewOf, messageViewOf } from './views.ts';

/** A conversation that this person may see. Refuses with `conversation-not-found` and `not-allowed`. */
export async function seenConversation(
  manager: EntityManager,
  person: Person,
  id: ConversationId,
): Promise<Conversation> {
  const found = await manager.findOneBy(ConversationTable, { id });
  if (!found) throw new Refusal('conversation-not-found', 'There is no such conversation.');
  mustSee(found, person);
  return found;
}

/** One conversation. Refuses with `conversation-not-found` and `not-allowed`. */
export async function readConversation(
  manager: EntityManager,
  person: Person,
  id: ConversationId,
): Promise<ConversationView> {
  const conversation = await seenConversation(manager, person, id);
  return conversationViewOf(conversation, await channelOf(manager, conversation.channelId), knowsOf(person));
}

const cursor = cursorOf(z.tuple([z.iso.datetime(), z.int(), messageId]));

/** One page of a thread, newest first. Refuses as `readConversation` does. */
export async function readMessages(
  manager: EntityManager,
  person: Person,
  id: ConversationId,
  { limit, ...request }: z.output<typeof messagesRequest>,
): Promise<{ items: MessageView[]; next: string | null }> {
  await seenConversation(manager, person, id);
  const query = manager
    .createQueryBuilder(MessageTable, 'm')
    .where('m.conversationId = :id', { id })
    .orderBy('m.receivedAt', 'DESC')
    .addOrderBy('m.position', 'DESC')
    .addOrderBy('m.id', 'DESC')
    .limit(limit + 1);
  const after = cursor.read(request.cursor);
  if (after) {
    const [at, position, before] = after;
    query.andWhere('(m.receivedAt, m.position, m.id) < (:at, :position, :before)', { at, position, before });
  }
  const found = await query.getMany();
  const placeOf = ({ receivedAt, position, id }: (typeof found)[number]) =>
    cursor.write([receivedAt.toISOString(), position, id]);
  return page(found, limit, placeOf, messageViewOf);
}
