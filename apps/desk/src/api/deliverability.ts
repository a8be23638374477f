import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { ask } from './client.ts';

const path = '/api/gateway';
const tenSeconds = 10_000;

/** What waits to leave, sender by sender; nothing pushes it, so it is read again every ten seconds. */
export const senderQueues = queryOptions({
  queryKey: ['sending', 'queues'],
  queryFn: async ({ signal }) => (await ask(`${path}/sending`, 'senderQueuesView', { signal })).items,
  staleTime: 0,
  refetchInterval: tenSeconds,
});

/** What has to be seen to before texts leave as they should, the latest first. */
export const sendingAlerts = infiniteQueryOptions({
  queryKey: ['sending', 'alerts'],
  queryFn: ({ pageParam, signal }) =>
    ask(`${path}/alerts`, 'sendingAlertsView', { query: { limit: 50, cursor: pageParam }, signal }),
  initialPageParam: undefined as string | undefined,
  getNextPageParam: ({ next }) => next ?? undefined,
  refetchInterval: 6 * tenSeconds,
});

/** How the texts of each of our numbers fared from one instant to another, the end not included. */
export const deliverability = (from: string, to: string) =>
  queryOptions({
    queryKey: ['sending', 'deliverability', from, to],
    queryFn: async ({ signal }) =>
      (await ask(`${path}/deliverability`, 'deliverabilitiesView', { query: { from, to }, signal })).items,
  });
