import { infiniteQueryOptions, type QueryClient, queryOptions } from '@tanstack/react-query';
import type { ApiKeyRequest } from '#contracts';
import { ask } from './client.ts';
import { keys } from './keys.ts';

const pathOf = (accountId: string) => `/api/gateway/accounts/${accountId}/api-key`;
const keyOf = (accountId: string) => [...keys.accounts, 'api-key', accountId];

/** With which API key an account sends; its secret is never answered. */
export const apiKey = (accountId: string) =>
  queryOptions({
    queryKey: [...keyOf(accountId), 'now'],
    queryFn: ({ signal }) => ask(pathOf(accountId), 'apiKeyView', { signal }),
  });

/** What was done to it, newest first. */
export const apiKeyAudit = (accountId: string) =>
  infiniteQueryOptions({
    queryKey: [...keyOf(accountId), 'audit'],
    queryFn: ({ pageParam, signal }) =>
      ask(`${pathOf(accountId)}/audit`, 'apiKeyAuditView', { query: { limit: 10, cursor: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
  });

/** The account sends with this key from now on; null: with its token. */
export async function setApiKey(cache: QueryClient, accountId: string, version: number, key: ApiKeyRequest | null) {
  await ask(pathOf(accountId), 'apiKeyView', {
    ifMatch: version,
    ...(key ? { method: 'PUT', body: key } : { method: 'DELETE' }),
  });
  await cache.invalidateQueries({ queryKey: keyOf(accountId) });
}
