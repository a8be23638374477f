import type { QueryClient } from '@tanstack/react-query';
import type { DryRunRequest, FoundSkills } from '#contracts';
import { ask } from './client.ts';
import { readPast } from './query-client.ts';
import { classificationOf } from './routing-settings.ts';

/** What a skill finder would say of a text that nobody wrote. */
const tryFinder = (id: string, body: DryRunRequest): Promise<FoundSkills> =>
  ask(`/api/conversations/skill-finders/${id}/try`, 'foundSkillsView', { method: 'POST', body });

/** The same question with what the models that its workstream's rules ask would say: they are asked now. */
export async function withModels(cache: QueryClient, asked: DryRunRequest): Promise<DryRunRequest> {
  const { rulesets } = await readPast(cache, classificationOf(asked.workstreamId));
  const ids = [...new Set(rulesets.flatMap(({ skillFinderId }) => skillFinderId ?? []))];
  return { ...asked, skillFinders: await Promise.all(ids.map((id) => tryFinder(id, asked))) };
}
