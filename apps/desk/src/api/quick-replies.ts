import { queryOptions } from '@tanstack/react-query';
import { type PersonalQuickReplyRequest, type UsableQuickRepliesView } from '#contracts';
import { ask, askAll, order } from './client.ts';

const path = '/api/channel-config/me/quick-replies';

export type QuickReply = UsableQuickRepliesView['items'][number];

interface Search {
  /** As typed behind `/q`. */
  readonly q: string;
  readonly from: 'all' | 'personal';
  readonly workstreamId: string;
  /** Of the channel; left out: every language. */
  readonly locale: string | undefined;
}

/** What can be sent in a conversation, best first: at most fifty, which is more than somebody reads. */
export const quickReplies = ({ q, from, workstreamId, locale }: Search) =>
  queryOptions({
    queryKey: ['quick-replies', 'usable', q, from, workstreamId, locale],
    queryFn: ({ signal }) =>
      ask(`${path}/usable`, 'usableQuickRepliesView', {
        query: { ...(q === '' ? {} : { q }), from, workstreamId, locale, limit: 50 },
        signal,
      }),
    staleTime: 30_000,
  });

/** One's own, oldest first. */
export const myQuickReplies = queryOptions({
  queryKey: ['quick-replies', 'mine'],
  queryFn: ({ signal }) =>
    askAll((cursor) => ask(path, 'personalQuickRepliesView', { query: { limit: 200, cursor }, signal })),
});

/** Keeps one's own reply; `version` is the one that was read, 0 for a new one. */
export const saveMyQuickReply = (id: string, version: number, reply: PersonalQuickReplyRequest) =>
  ask(`${path}/${id}`, 'personalQuickReplyView', {
    method: 'PUT',
    body: reply,
    ...(version > 0 ? { ifMatch: version } : {}),
  });

export const removeMyQuickReply = (id: string, version: number) =>
  order(`${path}/${id}`, { method: 'DELETE', ifMatch: version });
