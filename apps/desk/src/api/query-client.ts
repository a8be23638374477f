import { QueryClient, type QueryFunction, type QueryKey, type SkipToken } from '@tanstack/react-query';
import { Refused } from './refused.ts';

/** Reads are tried again while nobody answers, up to three times; a refusal is final. Nothing is read again by itself. */
export const makeQueryClient = (): QueryClient =>
  new QueryClient({
    defaultOptions: {
      queries: {
        retry: (failures, error) => !(error instanceof Refused) && failures < 3,
        retryDelay: (failures) => Math.min(500 * 2 ** failures, 4_000),
        refetchOnWindowFocus: false,
        refetchOnReconnect: false,
        staleTime: 30_000,
        networkMode: 'always',
      },
      mutations: { networkMode: 'always' },
    },
  });

/**
 * What stands on the server now, past the cache: what is on screen stays as it is while a person chooses between theirs and somebody
 * else's.
 */
export const readPast = <Data, Key extends QueryKey>(
  cache: QueryClient,
  { queryKey, queryFn }: { readonly queryKey: Key; readonly queryFn?: QueryFunction<Data, Key> | SkipToken },
): Promise<Data> =>
  cache.fetchQuery({
    queryKey: ['past', ...queryKey],
    queryFn: queryFn as QueryFunction<Data>,
    staleTime: 0,
    gcTime: 0,
  });

/** Another service learns of what is new by an event: what it does not know yet is there a moment later. */
export const untilHeard = (failures: number, error: Error): boolean =>
  failures < 4 && (!(error instanceof Refused) || error.status === 404);
