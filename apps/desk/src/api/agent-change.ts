import { queryOptions } from '@tanstack/react-query';
import type { AgentId, AgentsEdit, MyChoicesView, Problem, RoutingJobView } from '#contracts';
import { ask } from './client.ts';
import { Refused, Unanswered } from './refused.ts';

const path = '/api/routing';
const everyMs = 300;
/** Longer than this one agent's settings never take; then it goes on by itself. */
const longestMs = 15_000;

/** The custom presences that were made an agent's, by name. */
export const presencesOf = (agentId: AgentId) =>
  queryOptions({
    queryKey: ['presences-of', agentId],
    queryFn: async ({ signal }): Promise<MyChoicesView['presences']> =>
      (await ask(`${path}/agents/${agentId}/choices`, 'myChoicesView', { signal })).presences,
    staleTime: 0,
  });

/** Changes what is set of an agent, as far as supervisors may; answered once it is done. The same id again is the same change. */
export async function changeAgent(id: string, agentId: AgentId, edit: Partial<AgentsEdit>): Promise<void> {
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
