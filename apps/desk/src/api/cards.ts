import type { QueryClient } from '@tanstack/react-query';
import type { CardView } from '#contracts';
import { learn, liveQuery } from '../live/live.ts';
import { ask } from './client.ts';

const path = '/api/conversations';

/** What smart assists put before me about a conversation, newest first, without what I waved away. */
export const cards = (conversationId: string) =>
  liveQuery(
    'cards',
    conversationId,
    async (signal) => (await ask(`${path}/${conversationId}/cards`, 'cardsView', { signal })).items,
  );

/** Says that a card was of use, or waves it away. */
export async function answerCard(
  cache: QueryClient,
  { conversationId, id }: CardView,
  answer: 'accept' | 'dismiss',
): Promise<void> {
  const view = await ask(`${path}/${conversationId}/cards/${id}/${answer}`, 'cardView', {
    method: 'POST',
    outlivesPage: true,
  });
  learn(cache, { kind: 'card', id: view.id, version: view.version, view });
}
