import { queryOptions, type QueryClient } from '@tanstack/react-query';
import type { MeView } from '#contracts';
import { learn } from '../live/live.ts';
import { ask, order } from './client.ts';

const path = '/api/conversations';
/** Who looks, by the id that those who take part are known by. It stays the same as long as the page. */
export const me = queryOptions({
  queryKey: ['who-i-am'],
  queryFn: ({ signal }): Promise<MeView> => ask('/api/sign-in/me', 'meView', { signal }),
  staleTime: Infinity,
});

/** What was asked for last: a page that is left and opened again says so in this order. */
let turn: Promise<unknown> = Promise.resolve();
const inTurn = (next: () => Promise<void>): Promise<void> => {
  const asked = turn.then(next);
  turn = asked.catch(() => {});
  return asked;
};

/** This supervisor reads along, and neither side is told (product.md 18.4). Once more says that they still do. */
export const watch = (cache: QueryClient, id: string): Promise<void> =>
  inTurn(async () => {
    const view = await ask(`${path}/${id}/monitor`, 'conversationView', { method: 'POST' });
    learn(cache, { kind: 'conversation', id: view.id, version: view.version, view });
  });

/** They do so no more; said also by a page that is closed. */
export const watchNoMore = (id: string): Promise<void> =>
  inTurn(() => order(`${path}/${id}/leave`, { method: 'POST', outlivesPage: true }));
