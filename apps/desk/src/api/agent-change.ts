import { queryOptions } from '@tanstack/react-query';
import type { AgentId, MyChoicesView, Problem, QueueId, RoutingJobView } from '#contracts';
import { ask } from './client.ts';
import { Refused, Unanswered } from './refused.ts';

const path = '/api/routing';
const everyMs = 300;
/** Longer than this one agent's queues never take; then it goes on by itself. */
const longestMs = 15_000;

/** The custom presences that were made an agent's, by name. */
export const presencesOf = (agentId: AgentId) =>
  queryOptions({
    queryKey: ['presences-of', agentId],
    queryFn: async ({ signal }): Promise<MyChoicesView['presences']> =>
      (await ask(`${path}/agents/${agentId}/choices`, 'myChoicesView', { signal })).presences,
    staleTime: 0,
  });

/** Adds an agent to queues and takes them out of others; answered once it is done. The same id again is the same change. */
export async function changeQueues(
  id: string,
  agentId: AgentId,
  before: readonly QueueId[],
  after: readonly QueueId[],
): Promise<void> {
  const edit = {
    addQueueIds: after.filter((one) => !before.includes(one)),
    removeQueueIds: before.filter((one) => !after.includes(one)),
  };
  const asked = { action: 'edit-agents', agentIds: [agentId], edit };
  let job: RoutingJobView = await ask(`${path}/jobs/${id}`, 'routingJobView', { method: 'PUT', body: asked });
  for (const until = Date.now() + longestMs; job.finishedAt === null && Date.now() < until;) {
    await new Promise((done) => setTimeout(done, everyMs));
    job = await ask(`${path}/jobs/${id}`, 'routingJobView');
  }
  const refused = job.results.find(({ code }) => code !== null);
  if (refused) throw new Refused(409, { code: refused.code, detail: refused.detail } as Problem);
  if (job.finishedAt === null) throw new Unanswered(null);
}
