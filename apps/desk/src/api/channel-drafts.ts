import { type QueryClient, queryOptions } from '@tanstack/react-query';
import type { ChannelDraftRequest, ChannelDraftSummary, ChannelDraftView, ChannelView } from '#contracts';
import { ask, order } from './client.ts';

const path = '/api/channel-config/channel-drafts';
const queryKey = ['set-up', 'drafts'] as const;

export const draft = (id: string) =>
  queryOptions({
    queryKey: [...queryKey, 'one', id],
    queryFn: ({ signal }): Promise<ChannelDraftView> => ask(`${path}/${id}`, 'channelDraftView', { signal }),
  });

/** One's own that are not finished. */
export const drafts = queryOptions({
  queryKey: [...queryKey, 'list'],
  queryFn: ({ signal }) => ask(path, 'channelDraftsView', { query: { limit: 200 }, signal }),
});

/** The channel as it would become. */
export const draftSummary = (id: string, version: number) =>
  queryOptions({
    queryKey: [...queryKey, 'summary', id, version],
    queryFn: ({ signal }): Promise<ChannelDraftSummary> =>
      ask(`${path}/${id}/summary`, 'channelDraftSummary', { signal }),
  });

/** Keeps what was typed, right or wrong (`from` null begins a draft); the answer says what is missing. */
export async function saveDraft(
  cache: QueryClient,
  id: string,
  from: number | null,
  body: ChannelDraftRequest,
): Promise<ChannelDraftView> {
  const saved = await ask(`${path}/${id}`, 'channelDraftView', {
    method: 'PUT',
    body,
    ...(from === null ? {} : { ifMatch: from }),
  });
  cache.setQueryData(draft(id).queryKey, saved);
  await cache.invalidateQueries({ queryKey: drafts.queryKey });
  return saved;
}

/** Makes the channel, in one go. */
export async function finishDraft(cache: QueryClient, id: string, version: number): Promise<ChannelView> {
  const made = await ask(`${path}/${id}/finish`, 'channelView', { method: 'POST', ifMatch: version });
  await cache.invalidateQueries({ queryKey: ['set-up'] });
  return made;
}

export async function removeDraft(cache: QueryClient, id: string, version: number): Promise<void> {
  await order(`${path}/${id}`, { method: 'DELETE', ifMatch: version });
  await cache.invalidateQueries({ queryKey: drafts.queryKey });
}
