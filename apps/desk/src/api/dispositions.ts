import { queryOptions, type QueryClient } from '@tanstack/react-query';
import type { ChosenDispositionsView } from '#contracts';
import { ask } from './client.ts';

const path = '/api/conversations';

/** What conversations of a workstream may come to, and whether it has to be said. */
export const dispositionOptions = (workstreamId: string) =>
  queryOptions({
    queryKey: ['dispositions', 'options', workstreamId],
    queryFn: ({ signal }) =>
      ask(`${path}/workstreams/${workstreamId}/dispositions`, 'dispositionOptionsView', { signal }),
    staleTime: 60_000,
  });

/** What a conversation came to so far, by whom. */
export const chosenDispositions = (conversationId: string) =>
  queryOptions({
    queryKey: ['dispositions', 'chosen', conversationId],
    queryFn: ({ signal }) => ask(`${path}/${conversationId}/dispositions`, 'chosenDispositionsView', { signal }),
  });

/** All that I choose, in place of what I chose before. */
export async function chooseDispositions(
  cache: QueryClient,
  conversationId: string,
  dispositionIds: readonly string[],
): Promise<ChosenDispositionsView> {
  const chosen = await ask(`${path}/${conversationId}/dispositions`, 'chosenDispositionsView', {
    method: 'PUT',
    body: { dispositionIds },
  });
  cache.setQueryData(chosenDispositions(conversationId).queryKey, chosen);
  return chosen;
}
