import { queryOptions } from '@tanstack/react-query';
import type { MediaRetryView } from '#contracts';
import { ask, order } from './client.ts';

/** Links are good for a quarter of an hour; while somebody looks they are asked for again before they end. */
const fresh = 12 * 60_000;

/**
 * Where the files of a text can be seen, by the file's id. `here` are the ids of those that are here: another one that arrives is another
 * question.
 */
export const mediaLinks = (conversationId: string, messageId: string, here: readonly string[]) =>
  queryOptions({
    queryKey: ['media-links', messageId, here.join()],
    queryFn: async ({ signal }): Promise<ReadonlyMap<string, string>> => {
      const path = `/api/conversations/${conversationId}/messages/${messageId}/media`;
      const { items } = await ask(path, 'mediaLinksView', { signal });
      return new Map(items.map(({ mediaId, url }) => [mediaId, url]));
    },
    enabled: here.length > 0,
    staleTime: fresh,
    refetchInterval: fresh,
  });

/** Asks for a file again that was not to be had; the stream tells what became of it. */
export const retryMedia = (id: string): Promise<MediaRetryView> =>
  ask(`/api/gateway/media/${id}/retry`, 'mediaRetryView', { method: 'POST' });

/** Sends a text whose files were not taken again, with links to them. */
export const sendAsLinks = (messageId: string) => order(`/api/gateway/texts/${messageId}/as-links`, { method: 'POST' });
