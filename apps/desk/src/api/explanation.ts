import { queryOptions } from '@tanstack/react-query';
import type { ExplanationView, WorkItemView } from '#contracts';
import { ask } from './client.ts';

const path = '/api/routing/work-items';

/** Why a work item went where it went, step by step. Read again while it waits: each look at who could take it is told. */
export const explanation = (workItemId: string) =>
  queryOptions({
    queryKey: ['explanation', workItemId],
    queryFn: ({ signal }): Promise<ExplanationView> =>
      ask(`${path}/${workItemId}/explanation`, 'explanationView', { signal }),
    staleTime: 0,
    refetchInterval: ({ state: { data } }) =>
      data?.status === 'waiting' || data?.status === 'offered' ? 10_000 : false,
  });

/** The newest work that a conversation was; null: none yet. */
export const latestWork = (conversationId: string) =>
  queryOptions({
    queryKey: ['latest-work', conversationId],
    queryFn: async ({ signal }): Promise<WorkItemView | null> => {
      const { items } = await ask(path, 'workItemsView', { query: { conversationId, limit: 1 }, signal });
      return items[0] ?? null;
    },
  });
