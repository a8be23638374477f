import { type ConversationId, type Person, Refusal } from '#contracts';
import type { EntityManager } from 'typeorm';
import { mustSee } from '../domain/access.ts';
import type { Conversation } from '../domain/conversation.ts';
import { MessageTranslationTable } from '../storage/assistant.tables.ts';
import { cards, cardViewOf, translationViewOf } from '../storage/assistants.ts';
import { settings } from '../storage/configuration-copies.ts';
import { channelOf } from '../storage/copies.ts';
import { ConversationTable } from '../storage/conversation.table.ts';

async function mustBeSeen(manager: EntityManager, person: Person, id: ConversationId): Promise<Conversation> {
  const found = await manager.findOneBy(ConversationTable, { id });
  if (!found) throw new Refusal('conversation-not-found', 'There is no such conversation.');
  mustSee(found, person);
  return found;
}

/** The cards before the agent, newest first. */
export async function readCards(manager: EntityManager, person: Person, id: ConversationId) {
  await mustBeSeen(manager, person, id);
  return { items: (await cards({ manager }).shown(id)).map(cardViewOf) };
}

/** What the texts of a conversation say in the agents' language, the last 500 that were foreign; and whether they are translated now. */
export async function readTranslations(manager: EntityManager, person: Person, id: ConversationId) {
  const { channelId } = await mustBeSeen(manager, person, id);
  const { translation } = (await settings({ manager }).inForce()).organisation;
  const channel = await channelOf(manager, channelId);
  const found = await manager.find(MessageTranslationTable, {
    where: { conversationId: id },
    order: { messageId: 'DESC' },
    take: 500,
  });
  return {
    items: found.map(translationViewOf),
    enabled: translation.enabled && (channel.settings?.realTimeTranslation ?? false),
    language: translation.defaultInputLanguage,
  };
}
