import { infiniteQueryOptions, type QueryClient, queryOptions } from '@tanstack/react-query';
import type { z } from 'zod';
import {
  type CaseView,
  caseRequest,
  contactRequest,
  type ContactView,
  customerAccountRequest,
  type CustomerAccountView,
  type CustomerImportView,
} from '#contracts';
import { ask, order } from './client.ts';

const root = '/api/conversations';

/** What is kept here of customers. */
export type RecordKind = 'contact' | 'account' | 'case';
export type DirectoryRecord = ContactView | CustomerAccountView | CaseView;

interface Door {
  /** The last part of its address, here as there. */
  readonly path: 'customers' | 'accounts' | 'cases';
  readonly request: z.ZodType;
  readonly view: 'contactView' | 'customerAccountView' | 'caseView';
  readonly page: 'contactsView' | 'customerAccountsView' | 'casesView';
}
export const recordDoors: Readonly<Record<RecordKind, Door>> = {
  contact: { path: 'customers', request: contactRequest, view: 'contactView', page: 'contactsView' },
  account: {
    path: 'accounts',
    request: customerAccountRequest,
    view: 'customerAccountView',
    page: 'customerAccountsView',
  },
  case: { path: 'cases', request: caseRequest, view: 'caseView', page: 'casesView' },
};

const recordsKey = (kind: RecordKind) => ['directory', kind] as const;

/** Those that have these words, by name, page by page. */
export const records = (kind: RecordKind, q: string) =>
  infiniteQueryOptions({
    queryKey: [...recordsKey(kind), 'list', q],
    queryFn: ({ pageParam, signal }) =>
      ask(`${root}/${recordDoors[kind].path}`, recordDoors[kind].page, {
        query: { q: q || undefined, limit: 50, cursor: pageParam },
        signal,
      }) as Promise<{ items: DirectoryRecord[]; next: string | null }>,
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
    // agents write it down, too
    staleTime: 0,
  });

export const record = (kind: RecordKind, id: string) =>
  queryOptions({
    queryKey: [...recordsKey(kind), 'one', id],
    queryFn: ({ signal }) =>
      ask(`${root}/${recordDoors[kind].path}/${id}`, recordDoors[kind].view, { signal }) as Promise<DirectoryRecord>,
    staleTime: 0,
  });

/** Agents find them by other words, which are asked for again. */
const forget = async (cache: QueryClient, kind: RecordKind): Promise<void> => {
  await cache.invalidateQueries({ queryKey: [...recordsKey(kind), 'list'] });
  await cache.invalidateQueries({ queryKey: [kind === 'case' ? 'cases' : 'customers', 'found'] });
};

/** Makes one (`from` null) or changes it over exactly this version. */
export async function saveRecord(
  cache: QueryClient,
  kind: RecordKind,
  id: string,
  from: number | null,
  body: unknown,
): Promise<DirectoryRecord> {
  const { path, view } = recordDoors[kind];
  const saved = (await ask(`${root}/${path}/${id}`, view, {
    method: 'PUT',
    body,
    ...(from === null ? {} : { ifMatch: from }),
  })) as DirectoryRecord;
  cache.setQueryData(record(kind, id).queryKey, saved);
  await forget(cache, kind);
  return saved;
}

/** Conversations keep what they know of it. */
export async function removeRecord(cache: QueryClient, kind: RecordKind, id: string): Promise<void> {
  await order(`${root}/${recordDoors[kind].path}/${id}`, { method: 'DELETE' });
  cache.removeQueries({ queryKey: record(kind, id).queryKey });
  await forget(cache, kind);
}

/** Takes a table in; lines that are known change what they say, and a table with a mistake in it changes nothing. */
export async function importRecords(cache: QueryClient, kind: RecordKind, file: Blob): Promise<CustomerImportView> {
  const view = await ask(`${root}/${recordDoors[kind].path}/import`, 'customerImportView', { method: 'POST', file });
  await forget(cache, kind);
  return view;
}
