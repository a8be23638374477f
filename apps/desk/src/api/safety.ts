import { infiniteQueryOptions, type QueryClient, queryOptions } from '@tanstack/react-query';
import type {
  BlockedNumbersRequest,
  BlockingSettingsRequest,
  BlockingSettingsView,
  ConsentImportView,
  ConsentView,
  RecordConsentRequest,
} from '#contracts';
import { ask, fetchSignedIn, order } from './client.ts';

const path = '/api/gateway';

/** Which lines of the consent ledger are shown. */
export interface ConsentFilter {
  readonly customer?: string | undefined;
  readonly status?: string | undefined;
  readonly source?: string | undefined;
  readonly current?: 'true' | undefined;
}

export const consentEntries = (filter: ConsentFilter) =>
  infiniteQueryOptions({
    queryKey: ['safety', 'consent', 'list', filter],
    queryFn: ({ pageParam, signal }) =>
      ask(`${path}/consent`, 'consentEntriesView', { query: { ...filter, limit: 50, cursor: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
  });

/** Whether a customer may be texted from a number, and why. */
export const consentOf = (number: string, customer: string) =>
  queryOptions({
    queryKey: ['safety', 'consent', 'one', number, customer],
    queryFn: ({ signal }): Promise<ConsentView> =>
      ask(`${path}/consent/${encodeURIComponent(number)}/${encodeURIComponent(customer)}`, 'consentView', { signal }),
  });

/** Writes down what a customer said elsewhere. */
export async function recordConsent(cache: QueryClient, id: string, body: RecordConsentRequest): Promise<void> {
  await order(`${path}/consent/${id}`, { method: 'PUT', body });
  await cache.invalidateQueries({ queryKey: ['safety', 'consent'] });
}

/** The ledger as a table for other programs. */
export async function consentTable(filter: ConsentFilter): Promise<Blob> {
  const said = Object.entries(filter).flatMap(([name, value]) => (value ? [[name, value]] : []));
  const answer = await fetchSignedIn(`${path}/consent/export?${new URLSearchParams(said)}`, {
    headers: { accept: 'text/csv' },
  });
  if (!answer.ok) throw new Error(`The ledger could not be read: ${answer.status}.`);
  return answer.blob();
}

/** Takes lines of a table into the ledger; lines that are known change nothing. */
export async function importConsent(cache: QueryClient, file: Blob): Promise<ConsentImportView> {
  const view = await ask(`${path}/consent/import`, 'consentImportView', { method: 'POST', file });
  await cache.invalidateQueries({ queryKey: ['safety', 'consent'] });
  return view;
}

export const blockedNumbers = (state: BlockedNumbersRequest['state']) =>
  infiniteQueryOptions({
    queryKey: ['safety', 'blocked', 'list', state],
    queryFn: ({ pageParam, signal }) =>
      ask(`${path}/blocked-numbers`, 'blockedNumbersView', { query: { state, limit: 50, cursor: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
  });

export const blockedNumber = (number: string) =>
  queryOptions({
    queryKey: ['safety', 'blocked', 'one', number],
    queryFn: ({ signal }) =>
      ask(`${path}/blocked-numbers/${encodeURIComponent(number)}`, 'blockedNumberHistoryView', { signal }),
  });

/** What a blocked number texted; nobody else sees it. */
export const blockedTexts = (number: string) =>
  queryOptions({
    queryKey: ['safety', 'blocked', 'texts', number],
    queryFn: ({ signal }) =>
      ask(`${path}/blocked-numbers/${encodeURIComponent(number)}/texts`, 'blockedTextsView', { signal }),
  });

/** Blocks a number, or lets its texts in again. */
export async function block(cache: QueryClient, number: string, isBlocked: boolean, comment: string): Promise<void> {
  const at = `${path}/blocked-numbers/${encodeURIComponent(number)}`;
  await order(isBlocked ? at : `${at}/unblock`, { method: isBlocked ? 'PUT' : 'POST', body: { comment } });
  await cache.invalidateQueries({ queryKey: ['safety', 'blocked'] });
}

export const blocking = queryOptions({
  queryKey: ['safety', 'blocking'],
  queryFn: ({ signal }): Promise<BlockingSettingsView> => ask(`${path}/blocking`, 'blockingSettingsView', { signal }),
});

export async function saveBlocking(
  cache: QueryClient,
  version: number,
  body: BlockingSettingsRequest,
): Promise<BlockingSettingsView> {
  const saved = await ask(`${path}/blocking`, 'blockingSettingsView', { method: 'PUT', body, ifMatch: version });
  cache.setQueryData(blocking.queryKey, saved);
  return saved;
}
