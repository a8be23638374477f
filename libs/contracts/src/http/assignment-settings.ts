import { z } from 'zod';
import { conditionGroup } from './conditions.ts';

const off = z.boolean().default(false);

/** Which of all targets are offered; off: every one (product.md 18.2). */
const targetFilter = z
  .object({
    enabled: off,
    /**
     * Over the target, also compared with the queue that the work is in: as a field (`valueSource: 'field'`), or as `{queue.queueid}` in a value.
     * Without any every target fits.
     */
    conditions: conditionGroup.default({ combinator: 'and', rules: [] }),
  })
  .prefault({});
export type TargetFilter = z.output<typeof targetFilter>;

/** What holds for all work that is assigned (product.md 11.5, 11.6, 12, 14, 18.2, 18.3). */
export const assignmentSettings = z.object({
  preferredAgents: z
    .object({
      /** Whether the agents whom a customer's record prefers come first. */
      enabled: off,
      /** What becomes of an item when none of them is there. */
      ifUnavailable: z.enum(['next-best', 'wait']).default('next-best'),
    })
    .prefault({}),
  /**
   * Rejections and missed offers of one agent after which work is never offered to them again by itself (product.md 11.5), 1 to 5. A workstream may
   * say otherwise.
   */
  declinesAllowed: z.int().min(1).max(5).default(3),
  /** An agent who lets a countdown run out is Inactive until they say otherwise. */
  missedChangesPresence: off,
  /** An agent who rejects is not to be disturbed until they say otherwise. */
  rejectChangesPresence: off,
  /** Whether agents may say what skills a conversation needs (product.md 12): who has it, and who serves the queue that it waits in. Supervisors always may. */
  agentsChangeSkills: off,
  /** Whether it is told of each assignment who was considered, and why they were not chosen (product.md 40). */
  explain: z.boolean().default(true),
  consult: z
    .object({
      /** Whether advice takes of the capacity of who gives it. */
      blockCapacity: off,
      /** Whether a queue may be asked, one of its agents after the other; whoever gives advice so is taken of, whatever the setting above. */
      toQueue: off,
      /** Seconds within which somebody of the queue has to agree (10 to 600). */
      searchSeconds: z.int().min(10).max(600).default(60),
    })
    .prefault({}),
  /** To which queues and agents an agent can pass work on, and which they can ask for advice. Supervisors are offered all. */
  targets: z
    .object({
      transferQueues: targetFilter,
      transferAgents: targetFilter,
      consultQueues: targetFilter,
      consultAgents: targetFilter,
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
