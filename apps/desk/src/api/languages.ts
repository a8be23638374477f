import { queryOptions } from '@tanstack/react-query';
import { ask } from './client.ts';

/** The languages that a channel may have, with what a text in them costs. */
export const languages = queryOptions({
  queryKey: ['languages'],
  queryFn: ({ signal }) => ask('/api/channel-config/languages', 'languagesView', { signal }),
  staleTime: Infinity,
});
