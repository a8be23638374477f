import { z } from 'zod';
import { agentId, conversationId, queueId, workItemId } from '../ids.ts';
import { openEnum } from '../vocabulary.ts';

/*
 * Why work went where it went (product.md 40): one step for each stage that an item passed, in the order of time. Steps hold ids, names and
 * reasons; never a text. They are kept for 30 days.
 */
const at = z.iso.datetime();
const named = z.object({ id: z.uuid(), name: z.string() });
const asked = z.array(z.object({ skillId: z.uuid(), name: z.string(), rating: z.number() }));

/** How far a rule came: its conditions held and it was the one, held but another was first, did not hold, or were not looked at. */
const ruleMark = z.enum(['applied', 'matched', 'not-matched', 'not-processed']);

/** What was found out about the conversation (product.md 7). */
export const classificationStep = z.object({
  rulesets: z.array(
    z.object({
      id: z.uuid(),
      name: z.string(),
      rules: z.array(z.object({ id: z.uuid(), name: z.string(), mark: ruleMark })),
      /** Of a ruleset that a model fills: its tags, each with the skill that it became (null: there is none of this name), and why it said nothing. */
      found: z
        .object({
          tags: z.array(z.object({ tag: z.string(), skillId: z.uuid().nullable(), rating: z.number().nullable() })),
          failure: z.string().nullable(),
        })
        .optional(),
    }),
  ),
  /** The version of the rules. */
  version: z.number().int(),
  /** Values that were set. */
  attributes: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
  /** What it needs of an agent from then on; one that is gone has no name. */
  skills: asked,
  /** Besides the profile of the workstream; `capacityProfiles`: the same with what they are called. */
  capacityProfileIds: z.array(z.uuid()),
  capacityProfiles: z.array(named),
  /** What went wrong: the item went to the queue to fall back on. */
  failure: z.string().nullable(),
});

/** Why a queue overflowed, before an item was put into it or while it waited (product.md 10). */
export const overflowCondition = openEnum(['out-of-hours', 'work-item-limit', 'waiting-time', 'empty-queue']);

/** Which queue was chosen (product.md 8). */
export const routeStep = z.object({
  version: z.number().int(),
  rules: z.array(
    z.object({
      id: z.uuid(),
      name: z.string(),
      mark: ruleMark,
      /** The queue that its shares chose, and why that one was passed over. */
      queue: named.nullable(),
      share: z.number().nullable(),
      overflowing: overflowCondition.nullable(),
    }),
  ),
  queue: named,
  because: openEnum(['rule', 'no-rules', 'no-match', 'failure', 'all-overflow', 'returned', 'wanted', 'bot-failed']),
  /** The workstream's own fallback queue, which was removed: the default queue stands in (product.md 9.3). Left out: it is there. */
  insteadOf: named.optional(),
  failure: z.string().nullable(),
});

/** What became of an item whose queue overflowed. */
export const overflowStep = z.object({
  stage: z.enum(['pre-queue', 'in-queue']),
  condition: overflowCondition,
  queue: named,
  /** What the condition compares with: items, or seconds. */
  limit: z.number().nullable(),
  found: z.number().nullable(),
  action: openEnum(['end', 'transfer', 'assign-anyway', 'hold']),
  /** Where it went by transfer. */
  to: named.nullable(),
});

/**
 * A look at who could take the item. Each that found somebody is told. Of those that found nobody the first is, one when that changed, a
 * minute later at the soonest, and one an hour: what keeps all that waits for the same is told once for all of it.
 */
export const assignmentStep = z.object({
  queue: named,
  method: z.string(),
  /** Which of the looks that are told it was, from 1. */
  attempt: z.number().int(),
  chosen: agentId.nullable(),
  /** In a few words. */
  why: z.string(),
  /** Those who were considered, as many as are worth telling, with the reason each was not chosen. */
  considered: z.array(z.object({ agentId, name: z.string(), reason: z.string() })).max(50),
  /** How many more could have been considered. */
  others: z.number().int(),
});

/** A colleague was asked to take it over, and how that ended (product.md 18.2, 18.4). */
export const transferStep = z.object({
  to: named,
  /** Who asked: the agent who had it, or a supervisor. */
  by: named,
  outcome: openEnum(['accepted', 'rejected', 'timed-out', 'withdrawn', 'lost']),
  /** Of a withdrawn one: who asked took it back; null: it needed nobody any more. */
  reason: openEnum(['taken-back']).nullable(),
});

/** Where work is: in which queue, and with whom; nobody: it waits there. */
const whereabouts = z.object({ queue: named, agent: named.nullable() });

/** Somebody put it elsewhere, or it came to that by itself (product.md 17.2 T3, T7, T18, 18.2, 18.4, 6.5). */
export const placementStep = z.object({
  /**
   * An agent took it out of the list; a supervisor gave it to an agent, or put it into a queue; who had it passed it into another queue, or back into its own;
   * who had it was lost; who had it before was waited for long enough; a supervisor gave out again what waited for its customer.
   */
  what: openEnum([
    'picked',
    'assigned',
    'moved',
    'transferred',
    'released',
    'disconnected',
    'affinity-over',
    'taken-up',
  ]),
  /** Who did it; null: nobody. */
  by: named.nullable(),
  from: whereabouts,
  to: whereabouts,
});

/** Somebody said what it needs of an agent from then on (product.md 12). */
export const skillsStep = z.object({ by: named, from: asked, to: asked });

const step = <Stage extends string, Told extends z.ZodType>(stage: Stage, told: Told) =>
  z.object({ stage: z.literal(stage), at, told });

export const explanationStep = z.discriminatedUnion('stage', [
  step('classification', classificationStep),
  step('route-to-queue', routeStep),
  step('overflow', overflowStep),
  step('assignment', assignmentStep),
  step('transfer', transferStep),
  step('placement', placementStep),
  step('skills', skillsStep),
]);
export type ExplanationStep = z.output<typeof explanationStep>;
export type ExplanationStage = ExplanationStep['stage'];
/** What is told of a stage. */
export type Told<Stage extends ExplanationStage> = Extract<ExplanationStep, { stage: Stage }>['told'];

export const explanationView = z
  .object({
    workItemId,
    conversationId,
    workstream: named,
    queue: z.object({ id: queueId, name: z.string() }),
    status: z.enum(['waiting', 'offered', 'assigned', 'done']),
    agentId: agentId.nullable(),
    startedAt: at,
    /** When nobody was needed for it any more; null: somebody is. */
    endedAt: at.nullable(),
    /** What becomes of it, and when, if nobody has it until then, as its queue or the rule that brought it there says now; null: it waits as long as it takes. */
    overflows: z.object({ at, do: z.enum(['end', 'transfer']), to: named.nullable() }).nullable(),
    steps: z.array(explanationStep),
  })
  .meta({ id: 'Explanation' });
export type ExplanationView = z.output<typeof explanationView>;
