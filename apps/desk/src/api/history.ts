import { infiniteQueryOptions, type QueryClient, queryOptions } from '@tanstack/react-query';
import {
  changeKinds,
  type ConfigurationChange,
  definitionKinds,
  type ServiceOfChanges,
  type SettingsKind,
  settingsKinds,
} from '#contracts';
import { ask, order } from './client.ts';
import { allKinds } from './definitions.ts';
import { mergedPage, type Source } from './merge-changes.ts';
import { doorOfSettings } from './settings.ts';

const root = '/api/channel-config';
const things: readonly string[] = ['account', 'workstream', 'channel'];
const settled = new Map<string, SettingsKind>(settingsKinds.map((kind) => [kind.kind, kind]));

/** Something that has a history: a kind, and which one. Settings are found by what they are about. */
export interface Historic {
  readonly kind: string;
  readonly id: string;
}

/** Every kind that each service keeps the history of, as the API calls it. */
const kindsOf: Readonly<Record<'channel-config' | ServiceOfChanges, readonly string[]>> = {
  'channel-config': [...things, ...definitionKinds.map(({ kind }) => kind), ...settled.keys()],
  ...changeKinds,
};
/** Every kind that the history of everything can be asked for. */
export const historicKinds: readonly string[] = Object.values(kindsOf).flat();

/** Where other services keep what is no kind of its own. */
const elsewhere: Readonly<Record<string, (id: string) => string>> = {
  queue: (id) => `/api/routing/queues/${id}`,
  agent: (id) => `/api/routing/agent-settings/${id}`,
  'assignment-settings': () => '/api/routing/assignment-settings',
  distribution: (id) => `/api/routing/workstreams/${id}/distribution`,
  classification: (id) => `/api/routing/workstreams/${id}/classification`,
  'route-to-queue': (id) => `/api/routing/workstreams/${id}/route-to-queue`,
  'custom-assignment': (id) => `/api/routing/queues/${id}/custom-assignment`,
  'sending-settings': () => '/api/gateway/sending/settings',
  blocking: () => '/api/gateway/blocking',
  'sender-group': (slug) => `/api/gateway/sender-groups/${slug}`,
  webhook: (id) => `/api/conversations/webhooks/${id}`,
  'life-settings': (id) => `/api/conversations/workstreams/${id}/settings`,
  identification: (id) => `/api/conversations/workstreams/${id}/identification`,
  'directory-source': () => '/api/conversations/directory',
};

/** Under what the desk knows these, and with them their history: what concerns one concerns the other. */
const knownAs: Readonly<Record<string, string>> = {
  'sender-group': 'sending',
  'sending-settings': 'sending',
  blocking: 'safety',
  webhook: 'webhooks',
  'life-settings': 'conversation-settings',
  identification: 'conversation-settings',
  'directory-source': 'conversation-settings',
};
const keyOf = (kind: string): string => knownAs[kind] ?? 'set-up';

const doorOf = ({ kind, id }: Historic): string => {
  const settings = settled.get(kind);
  if (settings) return doorOfSettings(settings, id);
  if (things.includes(kind)) return `${root}/${kind}s/${id}`;
  return elsewhere[kind]?.(id) ?? `${allKinds.get(kind)!.at}/${id}`;
};

const pageSize = 30;
const changesAt = (path: string, queryKey: readonly unknown[]) =>
  infiniteQueryOptions({
    queryKey,
    queryFn: ({ pageParam, signal }) =>
      ask(path, 'configurationChanges', { query: { limit: pageSize, cursor: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
  });

/** Who changed this one, newest first. */
export const changesOf = (of: Historic) =>
  changesAt(`${doorOf(of)}/changes`, [keyOf(of.kind), 'changes', of.kind, of.id]);

/** Who made this version of it; null where nobody knows. */
export const changeTo = (of: Historic | undefined, version: number) =>
  queryOptions({
    queryKey: [of ? keyOf(of.kind) : 'unknown', 'changes', of?.kind, of?.id, version],
    queryFn: async ({ signal }): Promise<ConfigurationChange | null> => {
      const { items } = await ask(`${doorOf(of!)}/changes`, 'configurationChanges', { query: { limit: 5 }, signal });
      return items.find((change) => change.version === version) ?? null;
    },
    enabled: of !== undefined,
    staleTime: Infinity,
    retry: false,
  });

/** Who changed anything, or anything of a kind: each service answers for what it keeps, and what they say is told as one. */
export const allChanges = (kind: string | undefined) => {
  const services = Object.entries(kindsOf).flatMap(([service, kinds]) =>
    kind === undefined || kinds.includes(kind) ? [service] : [],
  );
  const fresh: readonly Source[] = services.map(() => ({ rest: [], cursor: undefined }));
  return infiniteQueryOptions({
    queryKey: ['set-up', 'changes', 'all', kind],
    queryFn: ({
      pageParam,
      signal,
    }): Promise<{ items: readonly ConfigurationChange[]; next: readonly Source[] | null }> =>
      mergedPage(
        pageParam,
        (at, cursor) =>
          ask(`/api/${services[at]}/changes`, 'configurationChanges', {
            query: { kind, limit: pageSize, cursor },
            signal,
          }),
        pageSize,
      ),
    initialPageParam: fresh,
    getNextPageParam: ({ next }) => next ?? undefined,
    // much of it is kept up to date by nobody who is asked here
    staleTime: 0,
  });
};

/** Makes it again what it was at `wanted`, as a new version over exactly `version`. */
export async function restoreVersion(cache: QueryClient, of: Historic, version: number, wanted: number): Promise<void> {
  const byThing = things.includes(of.kind);
  await order(byThing ? `${doorOf(of)}/versions/${wanted}/restore` : `${doorOf(of)}/restore`, {
    method: 'POST',
    ifMatch: version,
    ...(byThing ? {} : { body: { version: wanted } }),
  });
  await cache.invalidateQueries({ queryKey: [keyOf(of.kind)] });
}
