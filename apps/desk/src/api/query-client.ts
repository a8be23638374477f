import { QueryClient } from '@tanstack/react-query';
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
