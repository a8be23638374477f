import type { AssistAnswer, CardView, ConversationId, Person } from '#contracts';
import type { Transaction } from '#event-bus';
import { mustSee } from '../domain/access.ts';
import type { AssistCard } from '../storage/assistant.tables.ts';
import { cards, cardViewOf } from '../storage/assistants.ts';
import { conversations } from '../storage/conversations.ts';
import { showCard } from './say.ts';

/**
 * A smart assist answered: what it may show is put before the agent, on top of what was there and in its order (product.md 26). What was before them
 * already is not said again; what they waved away stays away.
 */
export async function recordCards(
  tx: Transaction,
  conversationId: ConversationId,
  assistId: string,
  kinds: readonly string[],
  answer: AssistAnswer,
): Promise<void> {
  const conversation = (await conversations(tx).find([conversationId])).get(conversationId);
  if (!conversation || conversation.status === 'closed') return;
  const known = new Set((await cards(tx).latest(conversationId)).map(wordsOf));
  const fresh = new Map(answer.cards.filter(({ type }) => kinds.includes(type)).map((card) => [wordsOf(card), card]));
  const added = [...fresh]
    .filter(([words]) => !known.has(words))
    // the newest is on top, and of one answer the first
    .reverse()
    .map(([, card]): AssistCard => ({
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

const wordsOf = ({ title, body }: Pick<AssistCard, 'title' | 'body'>): string => JSON.stringify([title, body]);

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
