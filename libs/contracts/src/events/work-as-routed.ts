import { z } from 'zod';
import { capacityProfileId, skillId } from '../ids.ts';

/** What routing knows of work when an agent is asked or has it: for the record of its conversation (product.md 17.7). */
export const workAsRouted = z.object({
  /** Since when it was in the queue that the agent was found through. */
  queuedAt: z.iso.datetime(),
  /** The skills it needs, each at least as well as rated. */
  skills: z.array(z.object({ skillId, rating: z.number() })),
  /** When this was so, by routing's clock; left out by an older service. */
  asOf: z.iso.datetime().optional(),
  /** Of which capacity profiles it takes a place. */
  capacityProfileIds: z.array(capacityProfileId),
});
export type WorkAsRouted = z.output<typeof workAsRouted>;
