import type { AssistAnswer, CardView, ConversationId, Person } from '#contracts';
import type { Transaction } from '#event-bus';
import { mustSee } from '../domain/access.ts';
import type { AssistCard } from '../storage/assistant.tables.ts';
import { cards, cardViewOf } from '../storage/assistants.ts';
import { conversations } from '../storage/conversations.ts';
import { showCard } from './say.ts';

/** A smart assist answered: what it may show is put before the agent (product.md 26). What is before them already is not said again. */
export async function recordCards(
  tx: Transaction,
  conversationId: ConversationId,
  assistId: string,
  kinds: readonly string[],
  answer: AssistAnswer,
): Promise<void> {
  const conversation = (await conversations(tx).find([conversationId])).get(conversationId);
  if (!conversation || conversation.status === 'closed') return;
  const shown = await cards(tx).shown(conversationId);
  const added = answer.cards
    .filter(({ type }) => kinds.includes(type))
    .filter((card) => !shown.some((one) => one.title === card.title && one.body === card.body))
    .map((card): AssistCard => ({
      ...card,
      id: tx.newId(),
      conversationId,
      assistId,
      version: 1,
      state: 'shown',
      createdAt: tx.now,
    }));
  await cards(tx).add(...added);
  for (const card of added) showCard(tx, conversation, cardViewOf(card));
}

/** The agent took a card, or waved it away. Once more is the same. Refuses with `conversation-not-found`, `not-allowed`, `card-not-found`. */
export async function answerCard(
  tx: Transaction,
  person: Person,
  { id, cardId, state }: { id: ConversationId; cardId: string; state: 'accepted' | 'dismissed' },
): Promise<CardView> {
  const conversation = await conversations(tx).get(id);
  mustSee(conversation, person);
  const before = await cards(tx).get(id, cardId);
  if (before.state === state) return cardViewOf(before);
  const card = { ...before, state, version: before.version + 1 };
  await cards(tx).save(card);
  showCard(tx, conversation, cardViewOf(card));
  return cardViewOf(card);
}
