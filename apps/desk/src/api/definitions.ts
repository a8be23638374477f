import { infiniteQueryOptions, type QueryClient, queryOptions } from '@tanstack/react-query';
import { z } from 'zod';
import {
  type AccountView,
  automatedMessageKind,
  type Defined,
  type DefinitionKind,
  definitionKinds,
  type Role,
  staffKinds,
} from '#contracts';
import { spellAddress } from '../parts/address.ts';
import { ask, askAll } from './client.ts';
import { keys } from './keys.ts';
import type { ContractName } from './trust.ts';

const root = '/api/channel-config';

/** A kind of thing with a list, a form and a history: a definition, or something of the staff, which routing keeps. */
export interface Kind extends Pick<
  DefinitionKind,
  'kind' | 'path' | 'title' | 'request' | 'view' | 'page' | 'references'
> {
  /** Its door. */
  readonly at: string;
  /** Who may change it; left out: administrators. */
  readonly editors?: readonly Role[];
}

/** Every kind, by its name. */
export const allKinds: ReadonlyMap<string, Kind> = new Map(
  [
    ...definitionKinds.map((kind): Kind => ({ ...kind, at: `${root}/${kind.path}` })),
    ...staffKinds.map((kind): Kind => ({ ...kind, at: `/api/routing/${kind.path}` })),
  ].map((kind) => [kind.kind, kind]),
);

/** A definition as the API answers it, whatever its kind. */
export type DefinitionView = Defined & {
  readonly id: string;
  readonly version: number;
  readonly builtIn: boolean;
  readonly createdAt: string;
  readonly changedAt: string;
};

export const kindAt = (path: string): Kind | undefined => [...allKinds.values()].find((kind) => kind.path === path);

/** Texts that are sent by themselves. */
export const messageKind: Kind = { ...automatedMessageKind, at: `${root}/${automatedMessageKind.path}` };

/** The definitions of a kind whose name or slug holds `find`, by name, page by page. */
export const definitionsOf = (kind: Kind, find: string) =>
  infiniteQueryOptions({
    queryKey: [...keys.definitions(kind.kind), 'list', find],
    queryFn: async ({ pageParam, signal }) =>
      (await ask(kind.at, kind.page, {
        query: { limit: 50, cursor: pageParam, q: find || undefined },
        signal,
      })) as { items: DefinitionView[]; next: string | null },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
  });

export const definition = (kind: Kind, id: string) =>
  queryOptions({
    queryKey: [...keys.definitions(kind.kind), 'one', id],
    queryFn: async ({ signal }) => (await ask(`${kind.at}/${id}`, kind.view, { signal })) as DefinitionView,
  });

/** What names it now. */
export const usersOf = (kind: Kind, id: string) =>
  queryOptions({
    queryKey: [...keys.definitions(kind.kind), 'used-by', id],
    queryFn: ({ signal }) => ask(`${kind.at}/${id}/used-by`, 'usedByView', { signal }),
    staleTime: 0,
  });

/** Lists and histories are read again; the record itself is known, or gone. */
export const forgetLists = (cache: QueryClient, { kind }: Kind): Promise<void> =>
  cache.invalidateQueries({
    queryKey: keys.definitions(kind),
    predicate: ({ queryKey }) => !['one', 'used-by'].some((part) => queryKey.includes(part)),
  });

/** Creates one (`version` null) or changes it over exactly this version. */
export async function saveDefinition(
  cache: QueryClient,
  kind: Kind,
  id: string,
  version: number | null,
  defined: unknown,
  isConfirmed = false,
): Promise<DefinitionView> {
  const saved = (await ask(`${kind.at}/${id}`, kind.view, {
    method: 'PUT',
    body: defined,
    ...(isConfirmed ? { query: { confirmed: 'true' } } : {}),
    ...(version === null ? {} : { ifMatch: version }),
  })) as DefinitionView;
  cache.setQueryData(definition(kind, id).queryKey, saved);
  await forgetLists(cache, kind);
  await cache.invalidateQueries({ queryKey: ['set-up', 'changes'] });
  return saved;
}

export async function removeDefinition(cache: QueryClient, kind: Kind, id: string, version: number) {
  await ask(`${kind.at}/${id}`, z.null(), { method: 'DELETE', ifMatch: version });
  await forgetLists(cache, kind);
}

/** Every automated message that is stored, whole: a page shows all of them. */
export const storedMessages = queryOptions({
  queryKey: [...keys.definitions(automatedMessageKind.kind), 'all'],
  queryFn: ({ signal }) =>
    askAll((cursor) => ask(messageKind.at, automatedMessageKind.page, { query: { limit: 200, cursor }, signal })),
});
export type StoredMessage = z.output<typeof automatedMessageKind.view>;

/** All of a kind, whole: for kinds of which a page shows every one. */
export const allDefinitions = (kind: Kind) =>
  queryOptions({
    queryKey: [...keys.definitions(kind.kind), 'all'],
    queryFn: ({ signal }) =>
      askAll(
        async (cursor) =>
          (await ask(kind.at, kind.page, { query: { limit: 200, cursor }, signal })) as {
            items: DefinitionView[];
            next: string | null;
          },
      ),
  });

const others: Readonly<Record<string, { readonly path: string; readonly view: ContractName }>> = {
  workstream: { path: `${root}/workstreams`, view: 'workstreamsView' },
  channel: { path: `${root}/channels`, view: 'channelsView' },
  account: { path: `${root}/accounts`, view: 'accountsView' },
  queue: { path: '/api/routing/queues', view: 'queuesView' },
  agent: { path: '/api/routing/agents', view: 'agentsView' },
};

interface Nameable {
  readonly id: string;
  readonly name: string;
}

const pageOfAccounts = (cursor: string | undefined, signal: AbortSignal) =>
  ask(`${root}/accounts`, 'accountsView', { query: { limit: 200, cursor }, signal });
const pageOfPresences = async (cursor: string | undefined, signal: AbortSignal) =>
  (await ask(allKinds.get('presence')!.at, allKinds.get('presence')!.page, {
    query: { limit: 200, cursor },
    signal,
  })) as { items: DefinitionView[]; next: string | null };
/** Every number, those that have no channel yet on top. */
const numbersOf = (accounts: readonly AccountView[]): Nameable[] =>
  accounts
    .flatMap(({ name, numbers }) => numbers.map((number) => ({ ...number, account: name })))
    .toSorted((one, other) => Number(one.channelId !== null) - Number(other.channelId !== null))
    .map(({ id, number, account }) => ({ id, name: `${spellAddress(number)}, ${account}` }));

/** What a field that names something else can name: of a kind of definition, or a workstream, channel, account, queue, agent or custom presence. */
export const nameable = (to: string) =>
  queryOptions({
    queryKey: [...keys.definitions(to), 'names'],
    queryFn: async ({ signal }): Promise<Nameable[]> => {
      if (to === 'number') return numbersOf(await askAll((cursor) => pageOfAccounts(cursor, signal)));
      if (to === 'custom-presence') {
        const all = await askAll((cursor) => pageOfPresences(cursor, signal));
        return all.filter(({ builtIn }) => !builtIn);
      }
      const kind = allKinds.get(to);
      const { path, view } = kind ? { path: kind.at, view: kind.page } : others[to]!;
      return askAll(
        async (cursor) =>
          (await ask(path, view, { query: { limit: 200, cursor }, signal })) as {
            items: { id: string; name: string }[];
            next: string | null;
          },
      );
    },
  });
