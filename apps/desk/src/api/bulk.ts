import type { RoutingJobRequest } from '#contracts';
import { ask } from './client.ts';

/** What became of one of many: done, no need for it, or why not. */
export interface Outcome {
  /** Of the conversation, or of the work item. */
  readonly id: string;
  readonly state: 'done' | 'unchanged' | 'refused';
  readonly why: string | null;
}
/** How far something that is done to many has come. */
export interface Progress {
  readonly total: number;
  readonly outcomes: readonly Outcome[];
  readonly isDone: boolean;
}

const routing = '/api/routing/jobs';
const conversations = '/api/conversations/bulk-jobs';

/** Work goes to an agent or into a queue, item by item. Answers under `id`, again when asked again. */
export async function placeMany(id: string, request: RoutingJobRequest): Promise<void> {
  await ask(`${routing}/${id}`, 'routingJobView', { method: 'PUT', body: request });
}
export const placing = async (id: string, signal: AbortSignal): Promise<Progress> => {
  const { total, results, finishedAt } = await ask(`${routing}/${id}`, 'routingJobView', { signal });
  const outcomes = results.map((result) => ({
    id: result.id,
    state: result.code === null ? ('done' as const) : ('refused' as const),
    why: result.detail ?? result.code,
  }));
  return { total, outcomes, isDone: finishedAt !== null };
};

/** Conversations end, whatever their state. */
export async function closeMany(id: string, conversationIds: readonly string[]): Promise<void> {
  await ask(`${conversations}/${id}`, 'bulkView', {
    method: 'PUT',
    body: { action: 'force-close', conversationIds },
  });
}
export const closing = async (id: string, signal: AbortSignal): Promise<Progress> => {
  const { items, status } = await ask(`${conversations}/${id}`, 'bulkView', { signal });
  const outcomes = items.flatMap(({ conversationId, result, code }): Outcome[] =>
    result === 'pending' ? [] : [{ id: conversationId, state: result, why: code }],
  );
  return { total: items.length, outcomes, isDone: status === 'done' };
};
