import type { ConversationId, DataOf, FoundSkills, SkillFinderAnswer, skillFinderKind } from '#contracts';
import { type ConversationFacts, sourcesOf, valueAt } from '#conditions';
import type { KnownContext } from '#contracts';

export type SkillFinder = DataOf<typeof skillFinderKind.changed>;

/** What a skill finder is asked (docs/bots.md): the inputs that were chosen, each under its name, and all of them put together. */
export function questionTo(
  { id, inputs }: Pick<SkillFinder, 'id' | 'inputs'>,
  conversationId: ConversationId | null,
  facts: ConversationFacts,
  known: KnownContext | null,
) {
  const sources = sourcesOf(facts, known);
  const values = inputs.map((path) => [path, valueAt(sources, path) ?? null] as const);
  const said = values.flatMap(([, value]) => (value === null || value === '' ? [] : [String(value)]));
  return {
    protocol: 'parley/1',
    type: 'find-skills',
    skillFinderId: id,
    conversationId,
    text: said.join('\n'),
    inputs: Object.fromEntries(values),
  };
}

/** What it answered, in one shape. */
export const foundBy = (skillFinderId: string, { tags }: SkillFinderAnswer): FoundSkills => ({
  skillFinderId,
  tags: tags.map((one) => (typeof one === 'string' ? { tag: one, rating: null } : one)),
  failure: null,
});

/** It said nothing, and why. */
export const foundNothing = (skillFinderId: string, failure: string): FoundSkills => ({
  ...{ skillFinderId, tags: [], failure },
});
