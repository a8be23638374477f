import { infiniteQueryOptions, type QueryClient, queryOptions } from '@tanstack/react-query';
import type { WebhookDeliveryView, WebhookRequest, WebhookView } from '#contracts';
import { ask, order } from './client.ts';

const root = '/api/conversations/webhooks';
/** What is known of webhooks, for who hears that it is no longer so. */
const webhooksKey = ['webhooks'] as const;

/** What is told to other systems, by name. */
export const webhooks = queryOptions({
  queryKey: [...webhooksKey, 'list'],
  queryFn: async ({ signal }) => (await ask(root, 'webhooksView', { signal })).items,
  staleTime: 0,
});

export const webhook = (id: string) =>
  queryOptions({
    queryKey: [...webhooksKey, 'one', id],
    queryFn: ({ signal }): Promise<WebhookView> => ask(`${root}/${id}`, 'webhookView', { signal }),
    staleTime: 0,
  });

/** Makes one (`from` null), and then the answer holds its secret, or changes it over exactly this version. */
export async function saveWebhook(
  cache: QueryClient,
  id: string,
  from: number | null,
  body: WebhookRequest,
): Promise<WebhookView> {
  const saved = await ask(`${root}/${id}`, 'webhookView', {
    method: 'PUT',
    body,
    ...(from === null ? {} : { ifMatch: from }),
  });
  await cache.invalidateQueries({ queryKey: webhooksKey });
  return saved;
}

export async function removeWebhook(cache: QueryClient, id: string): Promise<void> {
  await order(`${root}/${id}`, { method: 'DELETE' });
  cache.removeQueries({ queryKey: [...webhooksKey, 'one', id] });
  await cache.invalidateQueries({ queryKey: webhooks.queryKey });
}

const deliveriesKey = (id: string) => [...webhooksKey, 'deliveries', id];
export type DeliveryState = WebhookDeliveryView['state'];

/** What it was told, newest first; looked at again while the page is open, sooner while something is under way. */
export const deliveries = (id: string, state: DeliveryState | undefined) =>
  infiniteQueryOptions({
    queryKey: [...deliveriesKey(id), state ?? 'every'],
    queryFn: ({ pageParam, signal }) =>
      ask(`${root}/${id}/deliveries`, 'webhookDeliveriesView', {
        query: { state, limit: 20, cursor: pageParam },
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
    staleTime: 0,
    refetchInterval: ({ state: { data } }) =>
      data?.pages.some(({ items }) => items.some((one) => one.state === 'pending')) ? 2_000 : 4_000,
  });

/** The same is told once more, under the same id. */
export async function replay(cache: QueryClient, webhookId: string, id: string): Promise<void> {
  await ask(`${root}/${webhookId}/deliveries/${id}/replay`, 'webhookDeliveryView', { method: 'POST' });
  await cache.invalidateQueries({ queryKey: deliveriesKey(webhookId) });
}
