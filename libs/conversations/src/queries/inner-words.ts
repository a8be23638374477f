import {
  type ConversationId,
  messageId,
  type NoteView,
  type pageRequest,
  type Person,
  type PrivateMessageView,
} from '#contracts';
import { cursorOf, page } from '#platform';
import type { EntityManager } from 'typeorm';
import { z } from 'zod';
import { mustTakePart } from '../domain/access.ts';
import type { InnerWords } from '../storage/handling.table.ts';
import { notes, privateMessages } from '../storage/inner-words.ts';
import { seenConversation } from './read-conversation.ts';

export const noteViewOf = ({ id, conversationId, body, authorId, authorName, at }: InnerWords): NoteView => ({
  id,
  conversationId,
  body,
  author: { agentId: authorId, name: authorName },
  at: at.toISOString(),
});

/** Private messages never change. */
export const privateMessageViewOf = (words: InnerWords): PrivateMessageView => ({ ...noteViewOf(words), version: 1 });

const cursor = cursorOf(z.tuple([z.iso.datetime(), messageId]));
type Page = z.output<typeof pageRequest>;

async function pageOf<View>(
  found: (limit: number, place: readonly [string, string] | null) => Promise<InnerWords[]>,
  { limit, ...request }: Page,
  view: (words: InnerWords) => View,
): Promise<{ items: View[]; next: string | null }> {
  const read = await found(limit + 1, cursor.read(request.cursor) ?? null);
  return page(read, limit, ({ at, id }) => cursor.write([at.toISOString(), id]), view);
}

/** What was noted about a conversation, newest first. Refuses with `conversation-not-found` and `not-allowed`. */
export async function readNotes(manager: EntityManager, person: Person, id: ConversationId, request: Page) {
  await seenConversation(manager, person, id);
  return pageOf((limit, place) => notes({ manager }).before(id, limit, place), request, noteViewOf);
}

/** What those who take part said to each other, newest first. Refuses as `readNotes` does. */
export async function readPrivateMessages(manager: EntityManager, person: Person, id: ConversationId, request: Page) {
  mustTakePart(await seenConversation(manager, person, id), person);
  return pageOf((limit, place) => privateMessages({ manager }).before(id, limit, place), request, privateMessageViewOf);
}
