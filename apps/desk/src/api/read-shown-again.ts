import type { QueryClient } from '@tanstack/react-query';

/**
 * Reads again what is on screen and no event tells of, as settings that somebody else may have saved. What the stream keeps up to date is
 * left alone.
 */
export const readShownAgain = (cache: QueryClient): void =>
  void cache.refetchQueries(
    { type: 'active', predicate: ({ queryKey }) => queryKey[0] !== 'live' },
    { cancelRefetch: false },
  );
