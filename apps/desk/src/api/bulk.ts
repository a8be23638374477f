import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { BulkAction, RoutingJobRequest } from '#contracts';
import { ask, order } from './client.ts';

/** What became of one of many: done, no need for it, why not, or not come to. */
export interface Outcome {
  /** Of the conversation, or of the work item. */
  readonly id: string;
  /** With whom it is; null: the service does not say. */
  readonly customer: string | null;
  readonly state: 'done' | 'unchanged' | 'refused' | 'cancelled';
  readonly why: string | null;
}
/** How far something that is done to many has come. */
export interface Progress {
  readonly total: number;
  readonly outcomes: readonly Outcome[];
  readonly isDone: boolean;
}

const doors = { routing: '/api/routing/jobs', conversations: '/api/conversations/bulk-jobs' } as const;
/** The service whose job it is. */
export type JobOf = keyof typeof doors;

/** Work goes to an agent or into a queue, item by item. Answers under `id`, again when asked again. */
export async function placeMany(id: string, request: RoutingJobRequest): Promise<void> {
  await ask(`${doors.routing}/${id}`, 'routingJobView', { method: 'PUT', body: request });
}
/** Conversations end, their customers get a text, or their agents are told something. */
export async function doToMany(
  id: string,
  body: { action: BulkAction; conversationIds: readonly string[]; title?: string; text?: string },
): Promise<void> {
  await ask(`${doors.conversations}/${id}`, 'bulkView', { method: 'PUT', body });
}
/** What it has not come to is left alone. */
export const cancelMany = (of: JobOf, id: string): Promise<void> =>
  order(`${doors[of]}/${id}/cancel`, { method: 'POST' });

/** How far it is, asked again until it is over. */
export const progressOf = (of: JobOf, id: string) =>
  queryOptions({
    queryKey: ['bulk', of, id],
    queryFn: ({ signal }): Promise<Progress> => (of === 'routing' ? placing(id, signal) : doing(id, signal)),
    staleTime: 0,
    refetchInterval: ({ state: { data } }) => (data?.isDone ? false : 500),
  });

async function placing(id: string, signal: AbortSignal): Promise<Progress> {
  const { total, results, finishedAt } = await ask(`${doors.routing}/${id}`, 'routingJobView', { signal });
  const outcomes = results.map((result) => ({
    id: result.id,
    customer: null,
    state: result.code === null ? ('done' as const) : ('refused' as const),
    why: result.detail ?? result.code,
  }));
  return { total, outcomes, isDone: finishedAt !== null };
}

async function doing(id: string, signal: AbortSignal): Promise<Progress> {
  const { items, status } = await ask(`${doors.conversations}/${id}`, 'bulkView', { signal });
  const outcomes = items.flatMap(({ conversationId, customer, result, code }): Outcome[] =>
    result === 'pending' ? [] : [{ id: conversationId, customer, state: result, why: code }],
  );
  return { total: items.length, outcomes, isDone: status !== 'running' };
}

const pages = {
  initialPageParam: undefined as string | undefined,
  getNextPageParam: ({ next }: { readonly next: string | null }) => next ?? undefined,
  staleTime: 0,
};
/** What was done to many conversations at once, newest first. */
export const bulkJobs = infiniteQueryOptions({
  queryKey: ['bulk-jobs', 'conversations'],
  queryFn: ({ pageParam, signal }) =>
    ask(doors.conversations, 'bulkJobsView', { query: { cursor: pageParam }, signal }),
  ...pages,
});
/** How work was placed and agents were edited, many at once, newest first. */
export const placingJobs = infiniteQueryOptions({
  queryKey: ['bulk-jobs', 'routing'],
  queryFn: ({ pageParam, signal }) => ask(doors.routing, 'routingJobsView', { query: { cursor: pageParam }, signal }),
  ...pages,
});
/** What was done to one conversation together with others, newest first. */
export const bulkHistory = (conversationId: string) =>
  infiniteQueryOptions({
    queryKey: ['bulk-history', conversationId],
    queryFn: ({ pageParam, signal }) =>
      ask(`/api/conversations/${conversationId}/bulk-jobs`, 'bulkHistoryView', {
        query: { limit: 10, cursor: pageParam },
        signal,
      }),
    ...pages,
  });
