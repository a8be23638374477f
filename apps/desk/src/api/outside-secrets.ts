import { type QueryClient, queryOptions } from '@tanstack/react-query';
import type { OutsideSecretKind, OutsideSecretView } from '#contracts';
import { ask, order } from './client.ts';
import { untilHeard } from './query-client.ts';

const pathOf = (kind: OutsideSecretKind, id: string) => `/api/conversations/secrets/${kind}/${id}`;
const keyOf = (kind: OutsideSecretKind, id: string) => ['outside-secrets', kind, id];

/** Whether calls to another system are signed, since when, and when the secret was last used. It is never answered itself. */
export const outsideSecret = (kind: OutsideSecretKind, id: string) =>
  queryOptions({
    queryKey: keyOf(kind, id),
    queryFn: ({ signal }) => ask(pathOf(kind, id), 'outsideSecretStateView', { signal }),
    retry: untilHeard,
    staleTime: 0,
  });

/** Sets or replaces it. One that was made up is in the answer, this once. */
export async function setOutsideSecret(
  cache: QueryClient,
  kind: OutsideSecretKind,
  id: string,
  body: { readonly secret?: string; readonly graceHours: number },
): Promise<OutsideSecretView> {
  const set = await ask(pathOf(kind, id), 'outsideSecretView', { method: 'PUT', body });
  await cache.invalidateQueries({ queryKey: keyOf(kind, id) });
  return set;
}

/** Calls are not signed any more. */
export async function removeOutsideSecret(cache: QueryClient, kind: OutsideSecretKind, id: string): Promise<void> {
  await order(pathOf(kind, id), { method: 'DELETE' });
  await cache.invalidateQueries({ queryKey: keyOf(kind, id) });
}
