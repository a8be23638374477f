import { infiniteQueryOptions, type QueryClient } from '@tanstack/react-query';
import { type DefinitionKind, definitionKinds, type SettingsKind, settingsKinds } from '#contracts';
import { ask, order } from './client.ts';
import { doorOfSettings } from './settings.ts';

const root = '/api/channel-config';
const things: readonly string[] = ['account', 'workstream', 'channel'];
const kinds = new Map<string, DefinitionKind>(definitionKinds.map((kind) => [kind.kind, kind]));
const settled = new Map<string, SettingsKind>(settingsKinds.map((kind) => [kind.kind, kind]));

/** Something that has a history: a kind, and which one. Settings are found by what they are about. */
export interface Historic {
  readonly kind: string;
  readonly id: string;
}

/** Every kind of which there is a history, as the API calls it. */
export const historicKinds: readonly string[] = [...things, ...kinds.keys(), ...settled.keys()];

const doorOf = ({ kind, id }: Historic): string => {
  const settings = settled.get(kind);
  if (settings) return doorOfSettings(settings, id);
  return things.includes(kind) ? `${root}/${kind}s/${id}` : `${root}/${kinds.get(kind)!.path}/${id}`;
};

const changesAt = (
  path: string,
  queryKey: readonly unknown[],
  query: Readonly<Record<string, string | undefined>> = {},
) =>
  infiniteQueryOptions({
    queryKey: ['set-up', 'changes', ...queryKey],
    queryFn: ({ pageParam, signal }) =>
      ask(path, 'configurationChanges', { query: { ...query, limit: 30, cursor: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
  });

/** Who changed this one, newest first. */
export const changesOf = (of: Historic) => changesAt(`${doorOf(of)}/changes`, [of.kind, of.id]);

/** Who changed anything, or anything of a kind. */
export const allChanges = (kind: string | undefined) => changesAt(`${root}/changes`, ['all', kind], { kind });

/** Makes it again what it was at `wanted`, as a new version over exactly `version`. */
export async function restoreVersion(cache: QueryClient, of: Historic, version: number, wanted: number): Promise<void> {
  const byThing = things.includes(of.kind);
  await order(byThing ? `${doorOf(of)}/versions/${wanted}/restore` : `${doorOf(of)}/restore`, {
    method: 'POST',
    ifMatch: version,
    ...(byThing ? {} : { body: { version: wanted } }),
  });
  await cache.invalidateQueries({ queryKey: ['set-up'] });
}
