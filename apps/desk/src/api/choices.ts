import { queryOptions } from '@tanstack/react-query';
import type { MyChoicesView } from '#contracts';
import { ask } from './client.ts';

/** What I may choose from: the queues that I serve, and the presences that were made mine. */
export const myChoices = queryOptions({
  queryKey: ['my-choices'],
  queryFn: ({ signal }): Promise<MyChoicesView> => ask('/api/routing/agents/me/choices', 'myChoicesView', { signal }),
  staleTime: 30_000,
});
