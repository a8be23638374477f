import { infiniteQueryOptions, type QueryClient, queryOptions } from '@tanstack/react-query';
import type { ErasureRequest, ErasureView } from '#contracts';
import { ask } from './client.ts';

const path = '/api/conversations/erasures';
const key = ['erasures'] as const;
const everyMs = 1_000;

const isUnderWay = ({ state }: ErasureView): boolean => state === 'under-way';

/** Every request to forget a customer, newest first, page by page; asked again while one of them goes on. */
export const erasures = infiniteQueryOptions({
  queryKey: [...key, 'list'],
  queryFn: ({ pageParam, signal }) => ask(path, 'erasuresView', { query: { limit: 20, cursor: pageParam }, signal }),
  initialPageParam: undefined as string | undefined,
  getNextPageParam: ({ next }) => next ?? undefined,
  staleTime: 0,
  refetchInterval: ({ state: { data } }) =>
    data?.pages.some(({ items }) => items.some(isUnderWay)) ? everyMs : (false as const),
});

/** How far one of them is, until it is done. */
export const erasure = (id: string) =>
  queryOptions({
    queryKey: [...key, 'one', id],
    queryFn: ({ signal }): Promise<ErasureView> => ask(`${path}/${id}`, 'erasureView', { signal }),
    staleTime: 0,
    refetchInterval: ({ state: { data } }) => (!data || isUnderWay(data) ? everyMs / 2 : false),
  });

/** Forgets a customer. The same id again is the same request. */
export async function forget(cache: QueryClient, id: string, body: ErasureRequest): Promise<ErasureView> {
  const view = await ask(`${path}/${id}`, 'erasureView', { method: 'PUT', body });
  cache.setQueryData(erasure(id).queryKey, view);
  await cache.invalidateQueries({ queryKey: erasures.queryKey });
  return view;
}

/** What was known of them is asked for again: it is no longer there. */
export const readAnew = (cache: QueryClient): Promise<void> =>
  cache.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== key[0] });
