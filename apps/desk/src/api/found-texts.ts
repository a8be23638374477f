import { infiniteQueryOptions, keepPreviousData } from '@tanstack/react-query';
import type { TranscriptRequest } from '#contracts';
import { ask, fetchSignedIn, no } from './client.ts';

const path = '/api/conversations';

/** What is looked for: beginnings of words, a customer by their number or as a contact, days (the last one included). */
export interface TextsWanted {
  readonly q: string;
  readonly customer?: string | undefined;
  readonly contactId?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/** Texts with these words, newest first, page by page. */
export const foundTexts = ({ q, customer, contactId, from, to }: TextsWanted) =>
  infiniteQueryOptions({
    queryKey: ['found-texts', q, customer, contactId, from, to],
    queryFn: ({ pageParam, signal }) =>
      ask(`${path}/search`, 'searchView', {
        query: { q, customer, contactId, from, to, limit: 50, cursor: pageParam },
        signal,
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
    staleTime: 0,
    placeholderData: keepPreviousData,
  });

/** What was said in a conversation, as a text to keep, or to give to the customer. Refused where its workstream keeps transcripts to itself. */
export async function transcriptText(conversationId: string, whom: TranscriptRequest['for']): Promise<Blob> {
  const answer = await fetchSignedIn(`${path}/${conversationId}/transcript/text?for=${whom}`, {
    headers: { accept: 'text/plain' },
  });
  if (!answer.ok) throw await no(answer);
  return answer.blob();
}
