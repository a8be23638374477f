import { z } from 'zod';
import { queueId } from '../ids.ts';
import { conditionField, conditionGroup, conditionLimits } from './conditions.ts';

/*
 * How a queue with the assignment method `custom` orders its work and chooses its agents (product.md 11.4). Conditions are in the JSON of
 * react-querybuilder, like those of all rules.
 */
const id = z.uuid();
const name = z.string().trim().min(1, 'is required').max(100);
const direction = z.enum(['ascending', 'descending']).default('ascending');
const field = z.string().min(1, 'is required').max(conditionLimits.path);

/** Work that fits comes before all that fits a later rule; within it by `orderBy`, then who waits longest. */
const prioritisationRule = z.object({
  id,
  name,
  /** Over the conversation, its SMS, customer, account, case and variables. Without any all work fits. */
  conditions: conditionGroup,
  /** A value of the same; work without it comes last. Null: who waits longest comes first. */
  orderBy: z.object({ field, direction }).nullable().default(null),
});

/** One step of an order among agents; who is equal by it goes by the next, and by whose turn it is in the end. */
const agentOrder = z.discriminatedUnion('by', [
  /** Who was given work of this queue longest ago. */
  z.object({ by: z.literal('round-robin') }),
  /** Most free units; most places in the capacity profile with the fewest that the work needs. */
  z.object({ by: z.literal('units') }),
  z.object({ by: z.literal('profile') }),
  /** By what is needed of them: who comes closest, or who can most. `typeId`: only skills of this type count. */
  z.object({ by: z.literal('proficiency'), wanted: z.enum(['nearest', 'most']), typeId: id.nullable().default(null) }),
  /** Most active skills. */
  z.object({ by: z.literal('skill-count'), typeId: id.nullable().default(null) }),
  /** Whose work was over longest ago. */
  z.object({ by: z.literal('least-active') }),
  /** A value of the agent, such as `agent.sessions`; agents without it come last. */
  z.object({ by: z.literal('attribute'), field, direction }),
]);
export type AgentOrder = z.output<typeof agentOrder>;

const assignmentRule = z.object({
  id,
  name,
  /** Over the agent, also compared with values of the work (`valueSource: 'field'`). Without any every agent fits. */
  conditions: conditionGroup,
  orderBy: z.array(agentOrder).max(5).default([]),
});

const assignmentRuleset = z.object({ id, name, rules: z.array(assignmentRule).min(1, 'needs at least one').max(100) });

const selectionCriterion = z.object({
  id,
  name,
  /** Over the work, as of prioritisation. */
  conditions: conditionGroup,
  rulesetId: id,
});

const repeated = (values: readonly string[]): number =>
  values.findIndex((value, index) => values.indexOf(value) !== index);

/**
 * What an administrator says. Of `rulesets` the one runs whose criterion in `selection` is the first to fit the work, or else the default
 * one. In it the first rule runs that any agent fits, and its first agent by its order is offered the work. Without rulesets agents are chosen
 * by most free capacity. Where there are some, neither presence, capacity nor skills of the workstream are looked at: the rules say it
 * all, but for capacity profiles that the work needs, and that the agent is connected.
 */
export const customAssignment = z
  .object({
    prioritisation: z
      .object({ rules: z.array(prioritisationRule).max(100) })
      .nullable()
      .default(null),
    rulesets: z.array(assignmentRuleset).max(20).default([]),
    selection: z.array(selectionCriterion).max(100).default([]),
    /** Required where there are rulesets. */
    defaultRulesetId: id.nullable().default(null),
  })
  .superRefine(({ prioritisation, rulesets, selection, defaultRulesetId }, context) => {
    const fault = (path: (string | number)[], message: string) => context.addIssue({ code: 'custom', path, message });
    const unique = (all: readonly { id: string }[], path: (string | number)[]) => {
      const again = repeated(all.map((one) => one.id));
      if (again >= 0) fault([...path, again, 'id'], 'is there already');
    };
    unique(prioritisation?.rules ?? [], ['prioritisation', 'rules']);
    unique(rulesets, ['rulesets']);
    unique(selection, ['selection']);
    rulesets.forEach(({ rules }, index) => unique(rules, ['rulesets', index, 'rules']));
    const known = new Set(rulesets.map((one) => one.id));
    selection.forEach(({ rulesetId }, index) => {
      if (!known.has(rulesetId)) fault(['selection', index, 'rulesetId'], 'is none of these rulesets');
    });
    if (defaultRulesetId !== null && !known.has(defaultRulesetId))
      fault(['defaultRulesetId'], 'is none of these rulesets');
    if (rulesets.length > 0 && defaultRulesetId === null) fault(['defaultRulesetId'], 'is required');
  });
export type CustomAssignment = z.output<typeof customAssignment>;
export type AssignmentRuleset = z.output<typeof assignmentRuleset>;

export const customAssignmentView = z
  .object({
    ...customAssignment.shape,
    queueId,
    queueName: z.string(),
    /** 1 until somebody says something. */
    version: z.number().int(),
    changedAt: z.iso.datetime().nullable(),
    /** False while the queue has another method: then nothing of this holds. */
    inForce: z.boolean(),
    /** What somebody should know who reads it: several rulesets without a criterion, of which only the default runs. */
    warnings: z.array(z.object({ field: z.string(), message: z.string() })),
    /** What conditions over agents, and orders, may look at. */
    agentFields: z.array(conditionField),
    /** What classification says of work in any workstream: conditions over work find it under `classified`. */
    classifiedNames: z.array(z.string()),
  })
  .meta({ id: 'CustomAssignment' });
export type CustomAssignmentView = z.output<typeof customAssignmentView>;
