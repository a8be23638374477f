import type { AdministratorsView, PreferencesRequest, PreferencesView } from '#contracts';
import { queryOptions } from '@tanstack/react-query';
import { ask } from './client.ts';

const me = '/api/routing/people/me';

/** Says that I am here, and reads what I chose at whatever desk. */
export const comeIn = (): Promise<PreferencesView> => ask(me, 'preferencesView', { method: 'PUT', body: {} });

export const readPreferences = (): Promise<PreferencesView> => ask(`${me}/preferences`, 'preferencesView');

/** Keeps all of it over exactly this version; throws `Refused` 412 when another window was faster. */
export const keepPreferences = (chosen: PreferencesRequest, version: number): Promise<PreferencesView> =>
  ask(`${me}/preferences`, 'preferencesView', { method: 'PUT', body: chosen, ifMatch: version });

/** Who can give access to pages. */
export const administrators = queryOptions({
  queryKey: ['administrators'],
  queryFn: ({ signal }): Promise<AdministratorsView> =>
    ask('/api/routing/people/administrators', 'administratorsView', { signal }),
});
