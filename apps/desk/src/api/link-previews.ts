import { queryOptions } from '@tanstack/react-query';
import { ask } from './client.ts';

/** What lies behind the first link of a text; null: nothing to show. */
export const linkPreview = (conversationId: string, messageId: string) =>
  queryOptions({
    queryKey: ['link-preview', messageId],
    queryFn: async ({ signal }) =>
      (
        await ask(`/api/conversations/${conversationId}/messages/${messageId}/link-preview`, 'linkPreviewView', {
          signal,
        })
      ).preview,
    staleTime: Infinity,
    retry: false,
  });
