import { infiniteQueryOptions, type QueryClient, queryOptions } from '@tanstack/react-query';
import type { SecretGrants, SecretGrantsView } from '#contracts';
import { ask } from './client.ts';

const path = '/api/channel-config/secrets/account-auth-token';
const queryKey = ['set-up', 'secrets'] as const;

/** Who may set and replace the tokens of accounts. */
export const grants = queryOptions({
  queryKey: [...queryKey, 'grants'],
  queryFn: ({ signal }): Promise<SecretGrantsView> => ask(`${path}/grants`, 'secretGrantsView', { signal }),
});

export async function saveGrants(cache: QueryClient, version: number, body: SecretGrants): Promise<SecretGrantsView> {
  const saved = await ask(`${path}/grants`, 'secretGrantsView', { method: 'PUT', body, ifMatch: version });
  await cache.invalidateQueries({ queryKey });
  return saved;
}

/** What was done to tokens, newest first. */
export const audit = infiniteQueryOptions({
  queryKey: [...queryKey, 'audit'],
  queryFn: ({ pageParam, signal }) =>
    ask(`${path}/audit`, 'secretAuditsView', { query: { limit: 30, cursor: pageParam }, signal }),
  initialPageParam: undefined as string | undefined,
  getNextPageParam: ({ next }) => next ?? undefined,
});

/** Seals every token and API key again with the newest key; answers how many had an older one. */
export async function reseal(cache: QueryClient): Promise<number> {
  const { resealed } = await ask(`${path}/reseal`, 'resealedView', { method: 'POST' });
  const keys = await ask('/api/gateway/api-keys/reseal', 'resealedView', { method: 'POST' });
  await cache.invalidateQueries({ queryKey });
  return resealed + keys.resealed;
}
