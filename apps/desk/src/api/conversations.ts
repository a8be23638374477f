import type { QueryClient } from '@tanstack/react-query';
import { type ConversationView, type MessageView, type WriteTextRequest } from '#contracts';
import { joinThread, prependEarlier } from '../live/apply.ts';
import { learn, liveKey, liveQuery } from '../live/live.ts';
import type { Thread } from '../live/states.ts';
import { ask, askAll } from './client.ts';

const path = '/api/conversations';
const zone = () => Intl.DateTimeFormat().resolvedOptions().timeZone;

const list = (view: 'mine' | 'closed-today' | 'ongoing', signal: AbortSignal) =>
  askAll((cursor) => ask(path, 'conversationsView', { query: { view, zone: zone(), limit: 200, cursor }, signal }));

/** What I am offered or hold: active, waiting and in wrap-up. */
export const mine = liveQuery('mine', '', (signal) => list('mine', signal));
/** What I had and what closed since midnight, where I am. */
export const closedToday = liveQuery('closed-today', '', (signal) => list('closed-today', signal));
/** Everything that is not closed, for supervisors. */
export const ongoing = liveQuery('ongoing', '', (signal) => list('ongoing', signal));

export const conversation = (id: string) =>
  liveQuery('conversation', id, (signal) => ask(`${path}/${id}`, 'conversationView', { signal }));

async function page(id: string, cursor: string | undefined, signal?: AbortSignal): Promise<Thread> {
  const { items, next } = await ask(`${path}/${id}/messages`, 'messagesView', {
    query: { limit: 50, cursor },
    ...(signal ? { signal } : {}),
  });
  return { messages: items.toReversed(), earlier: next };
}

/** The last fifty texts, and those above that were read since. */
export const thread = (id: string) =>
  liveQuery('thread', id, async (signal, before) => joinThread(before, await page(id, undefined, signal)));

/** Reads the fifty texts above those that are there; does nothing at the beginning. */
export async function readEarlier(cache: QueryClient, id: string): Promise<void> {
  const before = cache.getQueryData<Thread>(liveKey('thread', id));
  if (!before?.earlier) return;
  const above = await page(id, before.earlier);
  cache.setQueryData<Thread>(liveKey('thread', id), (now) => now && prependEarlier(now, above));
}

const learnt = (cache: QueryClient, view: ConversationView): ConversationView => {
  learn(cache, { kind: 'conversation', id: view.id, version: view.version, view });
  return view;
};

const command = (name: 'read' | 'end' | 'close') => async (cache: QueryClient, id: string) =>
  learnt(cache, await ask(`${path}/${id}/${name}`, 'conversationView', { method: 'POST' }));

/** I have seen everything up to now. */
export const markRead = command('read');
/** End: from active to wrap-up. */
export const end = command('end');
/** X: from active to waiting, from wrap-up to closed. */
export const close = command('close');

/** Writes a text under the id it has had since Enter; a repeat is the same text. */
export async function writeText(
  cache: QueryClient,
  conversationId: string,
  id: string,
  request: WriteTextRequest,
): Promise<MessageView> {
  const written = `${path}/${conversationId}/messages/${id}`;
  const view = await ask(written, 'messageView', { method: 'PUT', body: request });
  learn(cache, { kind: 'message', id: view.id, version: view.version, view });
  return view;
}
