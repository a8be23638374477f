import { liveQuery } from '../live/live.ts';
import { ask } from './client.ts';

const path = '/api/conversations';

/** What the texts of a conversation say in the agents' language, and whether they are translated at the moment. */
export const translations = (conversationId: string) =>
  liveQuery('translations', conversationId, (signal) =>
    ask(`${path}/${conversationId}/translations`, 'translationsView', { signal }),
  );

/** An agent's words in the customer's language, with what language that is. */
export const translated = (conversationId: string, text: string, signal: AbortSignal) =>
  ask(`${path}/${conversationId}/translate`, 'translatedView', { method: 'POST', body: { text }, signal });
