import { z } from 'zod';

const tag = z.string().trim().min(1).max(100);

/** What a skill finder answers (docs/bots.md): tags, each the slug or the name of a skill; with a rating, or without one for the least. */
export const skillFinderAnswer = z.object({
  tags: z
    .array(z.union([tag, z.object({ tag, rating: z.number().int().min(1).max(1000).nullable().default(null) })]))
    .max(20),
});
export type SkillFinderAnswer = z.output<typeof skillFinderAnswer>;

/** What a skill finder said of a conversation. `failure`: why it said nothing; it holds no answer and no secret. */
export const foundSkills = z.object({
  skillFinderId: z.uuid(),
  tags: z.array(z.object({ tag, rating: z.number().nullable() })),
  failure: z.string().nullable(),
});
export type FoundSkills = z.output<typeof foundSkills>;
export const foundSkillsView = foundSkills.meta({ id: 'FoundSkills' });
