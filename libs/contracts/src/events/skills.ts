import { z } from 'zod';
import { defineEvent } from '../event.ts';
import { agentId, conversationId, skillId, workItemId } from '../ids.ts';

/** A skill that work needs, as it was called then; `label`: what the rating is called, empty where its model does not know that any more. */
export const namedSkill = z.object({ skillId, name: z.string(), rating: z.number(), label: z.string() });
export type NamedSkill = z.output<typeof namedSkill>;

/** An agent or a supervisor said anew which skills a conversation needs, instead of what it needed before (product.md 12, 17.7). */
export const skillsChanged = defineEvent(
  'routing.skills-changed.v1',
  z.object({
    conversationId,
    workItemId,
    /** Rises with every event of routing about the same conversation. */
    version: z.number().int().positive(),
    byAgentId: agentId,
    byName: z.string(),
    /** What it needed until then, by name. */
    from: z.array(namedSkill),
    to: z.array(namedSkill),
    changedAt: z.iso.datetime(),
  }),
);
