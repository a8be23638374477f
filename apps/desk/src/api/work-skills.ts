import { queryOptions, type QueryClient } from '@tanstack/react-query';
import type { WorkSkillsRequest, WorkSkillsView } from '#contracts';
import { ask } from './client.ts';

const doorOf = (workItemId: string) => `/api/routing/work-items/${workItemId}/skills`;
const keyOf = (workItemId: string) => ['work-skills', workItemId] as const;

/** What a conversation needs of its agent. */
export const workSkills = (workItemId: string) =>
  queryOptions({
    queryKey: keyOf(workItemId),
    queryFn: ({ signal }): Promise<WorkSkillsView> => ask(doorOf(workItemId), 'workSkillsView', { signal }),
    // Rules and others change it as well.
    staleTime: 0,
  });

/** Says what it needs from now on, all of it. */
export async function changeSkills(cache: QueryClient, workItemId: string, body: WorkSkillsRequest): Promise<void> {
  cache.setQueryData(keyOf(workItemId), await ask(doorOf(workItemId), 'workSkillsView', { method: 'PUT', body }));
  // who comes first as a colleague is another one then
  await cache.invalidateQueries({ queryKey: ['targets', workItemId] });
}
