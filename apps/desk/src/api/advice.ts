import type { QueryClient } from '@tanstack/react-query';
import type { ConversationView } from '#contracts';
import { learn, liveQuery } from '../live/live.ts';
import { ask, askAll } from './client.ts';

const path = '/api/conversations';

/** What I am asked for advice about, and what I read along in. */
export const accompanied = liveQuery('accompanied', '', (signal) =>
  askAll((cursor) => ask(path, 'conversationsView', { query: { view: 'accompanied', limit: 200, cursor }, signal })),
);

/** What those who take part said to each other, oldest first; the customer never sees it. */
export const privateMessages = (conversationId: string) =>
  liveQuery('private', conversationId, async (signal) =>
    (
      await askAll((cursor) =>
        ask(`${path}/${conversationId}/private-messages`, 'privateMessagesView', {
          query: { limit: 100, cursor },
          signal,
        }),
      )
    ).toReversed(),
  );

/** Says something to those who take part, under an id of one's own: a repeat is the same message. */
export async function say(cache: QueryClient, conversationId: string, id: string, body: string): Promise<void> {
  const written = `${path}/${conversationId}/private-messages/${id}`;
  const view = await ask(written, 'privateMessageView', { method: 'PUT', body: { body } });
  learn(cache, { kind: 'private-message', id: view.id, version: view.version, view });
}

/** Takes a consulted colleague into the conversation with the customer. */
export async function promote(
  cache: QueryClient,
  conversationId: string,
  colleague: string,
): Promise<ConversationView> {
  const view = await ask(`${path}/${conversationId}/consultees/${colleague}/promote`, 'conversationView', {
    method: 'POST',
  });
  learn(cache, { kind: 'conversation', id: view.id, version: view.version, view });
  return view;
}
