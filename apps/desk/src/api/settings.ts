import { type QueryClient, queryOptions } from '@tanstack/react-query';
import { organisationSettings, type Settled, type SettingsKind, settingsKinds, workstreamSettings } from '#contracts';
import { ask } from './client.ts';

const root = '/api/channel-config';

const kindNamed = (name: string): SettingsKind => settingsKinds.find(({ kind }) => kind === name)!;
/** What holds for everybody, and what a workstream has beyond its distribution. */
export const ofOrganisation = kindNamed(organisationSettings.kind);
export const ofWorkstream = kindNamed(workstreamSettings.kind);

export type SettingsView = Settled & { readonly version: number; readonly changedAt: string | null };

/** Where settings are read and changed. `about`: the workstream; null for what holds for everybody. */
export const doorOfSettings = ({ kind }: SettingsKind, about: string | null): string =>
  kind === workstreamSettings.kind ? `${root}/workstreams/${about}/advanced` : `${root}/organisation`;

/** What is set for everybody, or for a workstream beyond its distribution. */
export const settingsOf = (kind: SettingsKind, about: string | null) =>
  queryOptions({
    queryKey: ['set-up', 'settings', kind.kind, about],
    queryFn: async ({ signal }) => (await ask(doorOfSettings(kind, about), kind.view, { signal })) as SettingsView,
  });

/** Changes them over exactly this version; refused when somebody else was faster. */
export async function saveSettings(
  cache: QueryClient,
  kind: SettingsKind,
  about: string | null,
  version: number,
  body: unknown,
): Promise<SettingsView> {
  const saved = (await ask(doorOfSettings(kind, about), kind.view, {
    method: 'PUT',
    body,
    ifMatch: version,
  })) as SettingsView;
  cache.setQueryData(settingsOf(kind, about).queryKey, saved);
  await cache.invalidateQueries({ queryKey: ['set-up', 'changes'] });
  return saved;
}
