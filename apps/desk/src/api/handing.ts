import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { WorkTarget, WorkTargetsRequest, WorkTargetsView } from '#contracts';
import { liveQuery } from '../live/live.ts';
import { ask } from './client.ts';

const path = '/api/routing';

/** My part in a conversation: its work item, and the colleagues whom I asked about it. */
export const myWork = (conversationId: string) => ({
  ...liveQuery('my-work', conversationId, (signal) =>
    ask(`${path}/agents/me/work/${conversationId}`, 'myWorkView', { signal }),
  ),
  // A conversation that comes back is another work item: read whenever it is opened or becomes active again.
  staleTime: 0,
});

/**
 * Within how many seconds an answer is promised in each of these conversations of mine, by its queue; left out where nothing is. Asked anew
 * when other conversations are mine.
 */
export const promises = (conversations: readonly string[]) =>
  queryOptions({
    queryKey: ['promises', ...conversations],
    queryFn: async ({ signal }): Promise<ReadonlyMap<string, number>> => {
      const { items } = await ask(`${path}/agents/me/work`, 'myHandsView', { signal });
      return new Map(
        items.flatMap((one) =>
          one.answerWithinSeconds === null ? [] : [[one.conversationId, one.answerWithinSeconds] as const],
        ),
      );
    },
    placeholderData: keepPreviousData,
    enabled: conversations.length > 0,
  });

/** What colleagues answered since the page was opened, in all conversations: for who looks at another one. */
export const answers = liveQuery('answers', '', () => Promise.resolve([]));

export type Handing = Extract<WorkTargetsRequest['for'], 'transfer' | 'consult'>;
/** A supervisor places what nobody has. */
export type Placing = WorkTargetsRequest['for'];
export type AgentTarget = WorkTargetsView['agents'][number];
export type QueueTarget = WorkTargetsView['queues'][number];

/** To whom it can go, or who can be asked; `q` is part of a name. */
export const targets = (workItemId: string, what: Placing, q: string) =>
  queryOptions({
    queryKey: ['targets', workItemId, what, q],
    queryFn: ({ signal }) =>
      ask(`${path}/work-items/${workItemId}/targets`, 'workTargetsView', {
        query: { for: what, ...(q === '' ? {} : { q }) },
        signal,
      }),
    // Who is there changes by the minute, and whose it is in a moment.
    staleTime: 0,
    refetchInterval: 3_000,
    gcTime: 60_000,
    placeholderData: keepPreviousData,
  });

/** Hands it on, asks for advice about it, or places it. To the same once more is the same. */
export const handOver = (workItemId: string, what: Placing, to: WorkTarget) =>
  ask(`${path}/work-items/${workItemId}/${what}`, 'workItemView', { method: 'POST', body: to });

/** A colleague who was asked to take it over, and has not answered, is asked no more. */
export const takeBackTransfer = (workItemId: string, colleague: string) =>
  ask(`${path}/work-items/${workItemId}/transfer/${colleague}/end`, 'workItemView', { method: 'POST' });

/** Ends the advice of a colleague, also before it was agreed to. */
export const endAdvice = (workItemId: string, colleague: string) =>
  ask(`${path}/work-items/${workItemId}/consult/${colleague}/end`, 'workItemView', { method: 'POST' });
