import { infiniteQueryOptions, type QueryClient, queryOptions } from '@tanstack/react-query';
import type { SecretColumn, SecretGrants, SecretGrantsView } from '#contracts';
import { ask } from './client.ts';

const path = '/api/channel-config/secrets';
const queryKey = ['set-up', 'secrets'] as const;

/** Every column of secrets: who may do what with it, and what the person who asks may. */
export const secretColumns = queryOptions({
  queryKey: [...queryKey, 'columns'],
  queryFn: async ({ signal }): Promise<readonly SecretGrantsView[]> =>
    (await ask(path, 'secretsView', { signal })).items,
});

export async function saveGrants(
  cache: QueryClient,
  secret: SecretColumn,
  version: number,
  body: SecretGrants,
): Promise<SecretGrantsView> {
  const saved = await ask(`${path}/${secret}/grants`, 'secretGrantsView', { method: 'PUT', body, ifMatch: version });
  await cache.invalidateQueries({ queryKey });
  return saved;
}

/** What was done to the secrets of a column, newest first. */
export const audit = (secret: SecretColumn) =>
  infiniteQueryOptions({
    queryKey: [...queryKey, 'audit', secret],
    queryFn: ({ pageParam, signal }) =>
      ask(`${path}/${secret}/audit`, 'secretAuditsView', { query: { limit: 30, cursor: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
  });

/** Seals every token and API key again with the newest key; answers how many had an older one. */
export async function reseal(cache: QueryClient): Promise<number> {
  const { resealed } = await ask(`${path}/account-auth-token/reseal`, 'resealedView', { method: 'POST' });
  const keys = await ask('/api/gateway/api-keys/reseal', 'resealedView', { method: 'POST' });
  await cache.invalidateQueries({ queryKey });
  return resealed + keys.resealed;
}
