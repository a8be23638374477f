import { queryOptions } from '@tanstack/react-query';
import { ask } from './client.ts';

/** What the customer gets when the conversation is ended. Asked each time: anybody may word it anew. */
export const farewell = (conversationId: string) =>
  queryOptions({
    queryKey: ['farewell', conversationId],
    queryFn: ({ signal }) => ask(`/api/conversations/${conversationId}/farewell`, 'farewellView', { signal }),
    staleTime: 0,
  });
