import { z } from 'zod';

const off = z.boolean().default(false);

/** What holds for all work that is assigned (product.md 11.5, 11.6, 12, 14, 18.3). */
export const assignmentSettings = z.object({
  preferredAgents: z
    .object({
      /** Whether the agents whom a customer's record prefers come first. */
      enabled: off,
      /** What becomes of an item when none of them is there. */
      ifUnavailable: z.enum(['next-best', 'wait']).default('next-best'),
    })
    .prefault({}),
  /** An agent who lets a countdown run out is Inactive until they say otherwise. */
  missedChangesPresence: off,
  /** An agent who rejects is not to be disturbed until they say otherwise. */
  rejectChangesPresence: off,
  /** Whether agents may change which skills a conversation needs. */
  agentsMayUpdateSkills: off,
  consult: z
    .object({
      /** Whether agents may ask a queue for advice, and not only each other. */
      toQueues: off,
      /** How long somebody of a queue is looked for, in seconds. */
      searchSeconds: z.int().min(10).max(600).default(60),
      /** Whether advice that is asked of an agent takes of their capacity; asked of a queue it always does. */
      blockCapacity: off,
    })
    .prefault({}),
});
export type AssignmentSettings = z.output<typeof assignmentSettings>;
export const assignmentSettingsView = assignmentSettings
  .extend({
    /** 0: as it came, nobody has changed anything. */
    version: z.int(),
  })
  .meta({ id: 'AssignmentSettings' });
export type AssignmentSettingsView = z.output<typeof assignmentSettingsView>;
