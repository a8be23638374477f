import { type QueryClient, queryOptions } from '@tanstack/react-query';
import type {
  DirectorySourceRequest,
  DirectorySourceView,
  IdentificationRequest,
  IdentificationView,
  LifeSettings,
  LifeSettingsView,
} from '#contracts';
import { ask } from './client.ts';

const root = '/api/conversations';
/** What is known of how conversations live and how customers are found, for who hears that it is no longer so. */
const conversationSettingsKey = ['conversation-settings'] as const;

/** How long the conversations of a workstream live, and what is said in them by itself. */
export const lifeSettings = (workstreamId: string) =>
  queryOptions({
    queryKey: [...conversationSettingsKey, 'life', workstreamId],
    queryFn: ({ signal }): Promise<LifeSettingsView> =>
      ask(`${root}/workstreams/${workstreamId}/settings`, 'lifeSettingsView', { signal }),
  });

/** Changes them over exactly this version; refused when somebody else was faster. */
export async function saveLifeSettings(
  cache: QueryClient,
  workstreamId: string,
  version: number,
  body: LifeSettings,
): Promise<LifeSettingsView> {
  const saved = await ask(`${root}/workstreams/${workstreamId}/settings`, 'lifeSettingsView', {
    method: 'PUT',
    body,
    ifMatch: version,
  });
  cache.setQueryData(lifeSettings(workstreamId).queryKey, saved);
  return saved;
}

/** Which columns tell who wrote on a workstream. */
export const identification = (workstreamId: string) =>
  queryOptions({
    queryKey: [...conversationSettingsKey, 'identification', workstreamId],
    queryFn: ({ signal }): Promise<IdentificationView> =>
      ask(`${root}/workstreams/${workstreamId}/identification`, 'identificationView', { signal }),
  });

export async function saveIdentification(
  cache: QueryClient,
  workstreamId: string,
  version: number,
  body: IdentificationRequest,
): Promise<IdentificationView> {
  const saved = await ask(`${root}/workstreams/${workstreamId}/identification`, 'identificationView', {
    method: 'PUT',
    body,
    ifMatch: version,
  });
  cache.setQueryData(identification(workstreamId).queryKey, saved);
  return saved;
}

/** Where customers are looked up. */
export const directorySource = queryOptions({
  queryKey: [...conversationSettingsKey, 'directory'],
  queryFn: ({ signal }): Promise<DirectorySourceView> => ask(`${root}/directory`, 'directorySourceView', { signal }),
});

export async function saveDirectorySource(
  cache: QueryClient,
  version: number,
  body: DirectorySourceRequest,
): Promise<DirectorySourceView> {
  const saved = await ask(`${root}/directory`, 'directorySourceView', { method: 'PUT', body, ifMatch: version });
  cache.setQueryData(directorySource.queryKey, saved);
  return saved;
}
