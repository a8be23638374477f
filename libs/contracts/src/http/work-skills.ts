import { z } from 'zod';
import { eachOnce } from '../definitions/fields.ts';
import { namedSkill } from '../events/skills.ts';
import { conversationId, skillId, workItemId } from '../ids.ts';

/** What somebody has to be able to do for a conversation from now on, all of it, each as well as this rating of its own model (product.md 12). */
export const workSkillsRequest = z.object({
  skills: z
    .array(z.object({ skillId, rating: z.int() }))
    .max(20, 'has room for 20')
    .refine((skills) => eachOnce(skills.map((skill) => skill.skillId)), 'names the same skill twice'),
});
export type WorkSkillsRequest = z.output<typeof workSkillsRequest>;

/** What a conversation needs of its agent, by name; `label`: what its rating is called, empty where its model does not know that any more. */
export const workSkillsView = z
  .object({
    workItemId,
    conversationId,
    skills: z.array(namedSkill),
    /** Whether who asks may change it now. */
    mayChange: z.boolean(),
    /** What can be asked for, by name, each with the ratings of its model; none where nothing may be changed. At most 500. */
    choices: z.array(
      z.object({ skillId, name: z.string(), ratings: z.array(z.object({ value: z.number(), label: z.string() })) }),
    ),
  })
  .meta({ id: 'WorkSkills' });
export type WorkSkillsView = z.output<typeof workSkillsView>;
