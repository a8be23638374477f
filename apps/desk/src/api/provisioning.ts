import { type QueryClient, queryOptions } from '@tanstack/react-query';
import type { ProvisioningView, RetirementWay } from '#contracts';
import { ask } from './client.ts';

const path = '/api/channel-config/provisioning/sms';
const queryKey = ['set-up', 'provisioning'] as const;

/** Whether SMS is set up here. Asked again while it is on its way there or away. */
export const provisioning = queryOptions({
  queryKey,
  queryFn: ({ signal }): Promise<ProvisioningView> => ask(path, 'provisioningView', { signal }),
  refetchInterval: ({ state }) => (/ing$/.test(state.data?.status ?? '') ? 1_500 : false),
});

/** Turns SMS on, or off with what becomes of what still uses its channels. Everything that is set up may look different then. */
export async function provision(cache: QueryClient, how: RetirementWay | null): Promise<ProvisioningView> {
  const body = how === null ? { enabled: true } : { enabled: false, confirmed: true, how };
  const view = await ask(path, 'provisioningView', { method: 'PUT', body });
  await cache.invalidateQueries({ queryKey: ['set-up'] });
  return view;
}
