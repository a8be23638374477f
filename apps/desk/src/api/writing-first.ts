import { queryOptions, type QueryClient } from '@tanstack/react-query';
import type { ConversationView } from '#contracts';
import { learn } from '../live/live.ts';
import { ask } from './client.ts';

const path = '/api/conversations/started';

/** Channels to write on, and the templates there are. */
export const writingFirst = queryOptions({
  queryKey: ['writing-first'],
  queryFn: ({ signal }) => ask(`${path}/choices`, 'writingFirstView', { signal }),
  staleTime: 60_000,
});

/** Writes to a customer first. The id is the conversation's, so that a repeat is the same one. */
export async function startConversation(
  cache: QueryClient,
  id: string,
  body: { readonly channelId: string; readonly to: string; readonly body: string },
): Promise<ConversationView> {
  const view = await ask(`${path}/${id}`, 'conversationView', { method: 'PUT', body });
  learn(cache, { kind: 'conversation', id: view.id, version: view.version, view });
  return view;
}
