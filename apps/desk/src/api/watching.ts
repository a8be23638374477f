import type { QueryClient } from '@tanstack/react-query';
import { learn } from '../live/live.ts';
import { ask, order } from './client.ts';

const path = '/api/conversations';
/** What was asked for last: a page that is left and opened again says so in this order. */
let turn: Promise<unknown> = Promise.resolve();
const inTurn = (next: () => Promise<void>): Promise<void> => {
  const asked = turn.then(next);
  turn = asked.catch(() => {});
  return asked;
};

/** This supervisor reads along, and neither side is told (product.md 18.4). Once more is the same. */
export const watch = (cache: QueryClient, id: string): Promise<void> =>
  inTurn(async () => {
    const view = await ask(`${path}/${id}/monitor`, 'conversationView', { method: 'POST' });
    learn(cache, { kind: 'conversation', id: view.id, version: view.version, view });
  });

/** They do so no more; said also by a page that is closed. */
export const watchNoMore = (id: string): Promise<void> =>
  inTurn(() => order(`${path}/${id}/leave`, { method: 'POST', outlivesPage: true }));
