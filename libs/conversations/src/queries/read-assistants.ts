import { type ConversationId, type Person, Refusal } from '#contracts';
import type { EntityManager } from 'typeorm';
import { mustSee } from '../domain/access.ts';
import { MessageTranslationTable } from '../storage/assistant.tables.ts';
import { cards, cardViewOf } from '../storage/assistants.ts';
import { ConversationTable } from '../storage/conversation.table.ts';

async function mustBeSeen(manager: EntityManager, person: Person, id: ConversationId): Promise<void> {
  const found = await manager.findOneBy(ConversationTable, { id });
  if (!found) throw new Refusal('conversation-not-found', 'There is no such conversation.');
  mustSee(found, person);
}

/** The cards before the agent, newest first. */
export async function readCards(manager: EntityManager, person: Person, id: ConversationId) {
  await mustBeSeen(manager, person, id);
  return { items: (await cards({ manager }).shown(id)).map(cardViewOf) };
}

/** What the texts of a conversation say in the agents' language, those of the last 500 that were foreign. */
export async function readTranslations(manager: EntityManager, person: Person, id: ConversationId) {
  await mustBeSeen(manager, person, id);
  const found = await manager.find(MessageTranslationTable, {
    where: { conversationId: id },
    order: { messageId: 'DESC' },
    take: 500,
  });
  return { items: found.map((one) => ({ ...one, version: 1 })) };
}
