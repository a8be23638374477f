import { queryOptions } from '@tanstack/react-query';
import { ask } from './client.ts';

/** What sending this text on this channel comes to, as it would leave; with the text, which may be another one by then. */
export const estimate = (channelId: string, body: string) =>
  queryOptions({
    queryKey: ['estimate', channelId, body],
    queryFn: async ({ signal }) => {
      const asking = { method: 'POST', body: { channelId, body }, signal } as const;
      return { ...(await ask('/api/gateway/sending/estimate', 'estimateView', asking)), body };
    },
    staleTime: 60_000,
    gcTime: 60_000,
    retry: false,
  });
