import { type QueryClient, queryOptions } from '@tanstack/react-query';
import type { SenderGroupRequest, SenderGroupView, SendingSettingsRequest, SendingSettingsView } from '#contracts';
import { ask, order } from './client.ts';

const root = '/api/gateway';

/** How texts are made ready to leave, and what they cost. */
export const sendingSettings = queryOptions({
  queryKey: ['sending', 'settings'],
  queryFn: ({ signal }): Promise<SendingSettingsView> =>
    ask(`${root}/sending/settings`, 'sendingSettingsView', { signal }),
});

export async function saveSendingSettings(
  cache: QueryClient,
  version: number,
  body: SendingSettingsRequest,
): Promise<SendingSettingsView> {
  const saved = await ask(`${root}/sending/settings`, 'sendingSettingsView', { method: 'PUT', body, ifMatch: version });
  cache.setQueryData(sendingSettings.queryKey, saved);
  return saved;
}

/** Senders that share a pace. */
export const senderGroups = queryOptions({
  queryKey: ['sending', 'groups'],
  queryFn: async ({ signal }) => (await ask(`${root}/sender-groups`, 'senderGroupsView', { signal })).items,
});

export const senderGroup = (slug: string) =>
  queryOptions({
    queryKey: ['sending', 'group', slug],
    queryFn: ({ signal }): Promise<SenderGroupView> =>
      ask(`${root}/sender-groups/${encodeURIComponent(slug)}`, 'senderGroupView', { signal }),
  });

/** Makes a group (`from` null) or changes it over exactly this version. */
export async function saveSenderGroup(
  cache: QueryClient,
  slug: string,
  from: number | null,
  body: SenderGroupRequest,
): Promise<SenderGroupView> {
  const saved = await ask(`${root}/sender-groups/${encodeURIComponent(slug)}`, 'senderGroupView', {
    method: 'PUT',
    body,
    ...(from === null ? {} : { ifMatch: from }),
  });
  await cache.invalidateQueries({ queryKey: ['sending'] });
  return saved;
}

export async function removeSenderGroup(cache: QueryClient, { slug, version }: SenderGroupView): Promise<void> {
  await order(`${root}/sender-groups/${encodeURIComponent(slug)}`, { method: 'DELETE', ifMatch: version });
  cache.removeQueries({ queryKey: senderGroup(slug).queryKey });
  await cache.invalidateQueries({ queryKey: ['sending', 'groups'] });
}
