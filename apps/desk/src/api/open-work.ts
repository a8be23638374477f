import { infiniteQueryOptions, type QueryClient } from '@tanstack/react-query';
import type { WorkItemsRequest, WorkItemView } from '#contracts';
import { liveQuery } from '../live/live.ts';
import { ask } from './client.ts';
import { mine } from './conversations.ts';

const path = '/api/routing/work-items';
const key = ['open-work'] as const;
/** A conversation is in my list once two services have heard of it; longer than this it is waited for in the list itself. */
const longestWait = 5_000;

export type OpenSort = WorkItemsRequest['sort'];

/** In which order, of which queue (null: all of mine), and with which words in it. */
export interface OpenWanted {
  readonly order: OpenSort;
  readonly queue: string | null;
  readonly find: string;
}

/** What waits in the queues that I serve, fifty at a time. */
export const openWork = ({ order, queue, find }: OpenWanted) =>
  infiniteQueryOptions({
    queryKey: [...key, order, queue, find],
    queryFn: ({ pageParam, signal }) =>
      ask(path, 'workItemsView', {
        query: {
          list: 'open',
          sort: order,
          queueId: queue ?? undefined,
          q: find || undefined,
          limit: 50,
          cursor: pageParam,
        },
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
  });

/** How the lines moved that I serve. Nothing is read for it: what stands there is `openWork`'s. */
export const openLines = liveQuery('open-lines', '', () => Promise.resolve([]));

export const readOpenWorkAgain = (cache: QueryClient): Promise<void> => cache.invalidateQueries({ queryKey: key });

/** Takes an item out of the list; refused when somebody was faster. Answers once the conversation is among mine. */
export async function pickWork(cache: QueryClient, { id, conversationId }: WorkItemView): Promise<void> {
  await ask(`${path}/${id}/pick`, 'workItemView', { method: 'POST' });
  await becameMine(cache, conversationId);
}

function becameMine(cache: QueryClient, conversationId: string): Promise<void> {
  const isMine = () =>
    cache.getQueryData(mine.queryKey)?.some(({ id, accepted }) => id === conversationId && accepted) ?? false;
  if (isMine()) return Promise.resolve();
  return new Promise((resolve) => {
    const done = () => {
      stop();
      clearTimeout(timer);
      resolve();
    };
    const stop = cache.getQueryCache().subscribe(() => isMine() && done());
    const timer = setTimeout(done, longestWait);
  });
}
