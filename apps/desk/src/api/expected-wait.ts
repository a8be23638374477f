import { queryOptions } from '@tanstack/react-query';
import { ask } from './client.ts';

/** How many seconds an answer on this channel would wait now, by the pace of its sender; read again while somebody writes. */
export const expectedWait = (channelId: string) =>
  queryOptions({
    queryKey: ['expected-wait', channelId],
    queryFn: async ({ signal }) => {
      const { items } = await ask('/api/gateway/sending', 'senderQueuesView', { query: { channelId }, signal });
      return Math.max(0, ...items.map(({ expectedSeconds }) => expectedSeconds.reply));
    },
    staleTime: 10_000,
    refetchInterval: 15_000,
    retry: false,
  });
