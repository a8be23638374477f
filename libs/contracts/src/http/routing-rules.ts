import { z } from 'zod';
import { capacityProfileId, definitionId, queueId, workstreamId } from '../ids.ts';
import { conditionField, conditionGroup } from './conditions.ts';
import { queueOverflow } from './queues.ts';

const id = z.uuid();
const name = z.string().trim().min(1, 'is required').max(100);
const description = z.string().trim().max(500).default('');

const twice = (values: readonly string[]): number =>
  values.findIndex((value, index) => values.indexOf(value) !== index);

/** What a rule of classification says of an item it fits (product.md 7). */
export const ruleOutputs = z.object({
  /** Values for later rules, which find them under `classified`: at most five. */
  attributes: z
    .array(
      z.object({
        name: z
          .string()
          .trim()
          .min(1, 'is required')
          .max(100)
          .regex(/^[^.\s]+$/, 'must be one word without dots'),
        value: z.union([z.string().max(4000), z.number(), z.boolean()]),
      }),
    )
    .max(5)
    .default([]),
  /** Skills that the item needs, each at least as well as rated. */
  skills: z
    .array(z.object({ skillId: id, rating: z.number().int().min(1).max(1000) }))
    .max(50)
    .default([]),
  /** A capacity profile besides that of the workstream: the agent must have room in both. */
  capacityProfileId: capacityProfileId.nullable().default(null),
});
export type RuleOutputs = z.output<typeof ruleOutputs>;

const classificationRule = z.object({
  /** An id of your own (UUID). */
  id,
  name,
  /** Without any it always applies. */
  conditions: conditionGroup,
  outputs: ruleOutputs,
});

const ruleset = z.object({
  id,
  name,
  description,
  /** Rules, of which the first that fits counts; or a model, whose tags become skills (product.md 7.8). */
  type: z.enum(['rules', 'model']).default('rules'),
  /** The model, of the type `model`; null of any other. */
  skillFinderId: definitionId.nullable().default(null),
  rules: z.array(classificationRule).max(100).default([]),
});

/**
 * What is found out about work before it is queued (product.md 7): of each ruleset the first rule that fits, in their order. At most 10
 * rulesets of 100 rules.
 */
export const classification = z
  .object({ rulesets: z.array(ruleset).max(10).default([]) })
  .superRefine(({ rulesets }, context) => {
    const again = twice(rulesets.map((one) => one.id));
    if (again >= 0) context.addIssue({ code: 'custom', path: ['rulesets', again, 'id'], message: 'is there already' });
    const fault = (index: number, field: string, message: string) =>
      context.addIssue({ code: 'custom', path: ['rulesets', index, field], message });
    rulesets.forEach(({ type, skillFinderId, rules }, index) => {
      const [isModel, other] = [type === 'model', 'does not fit the type'];
      if (isModel === (skillFinderId === null)) fault(index, 'skillFinderId', isModel ? 'is required' : other);
      if (isModel && rules.length > 0) fault(index, 'rules', other);
      const same = twice(rules.map((rule) => rule.id));
      if (same >= 0)
        context.addIssue({
          code: 'custom',
          path: ['rulesets', index, 'rules', same, 'id'],
          message: 'is there already',
        });
    });
  });
export type Classification = z.output<typeof classification>;

const routeRule = z.object({
  id,
  name,
  conditions: conditionGroup,
  /** Up to five, with shares that come to 100. */
  queues: z
    .array(z.object({ queueId, percent: z.number().int().min(1).max(100) }))
    .min(1, 'needs at least one')
    .max(5),
  /** What counts for this rule instead of what its queues say (for VIPs); null: what the queues say (product.md 10.1). */
  overflow: queueOverflow.nullable().default(null),
});
export type RouteRule = z.output<typeof routeRule>;

/** Which queue work goes to (product.md 8): that of the first rule that fits and whose queue does not overflow. At most 200 rules. */
export const routeToQueue = z
  .object({ rules: z.array(routeRule).max(200).default([]) })
  .superRefine(({ rules }, context) => {
    const fault = (path: (string | number)[], message: string) => context.addIssue({ code: 'custom', path, message });
    const again = twice(rules.map((rule) => rule.id));
    if (again >= 0) fault(['rules', again, 'id'], 'is there already');
    rules.forEach(({ queues }, index) => {
      const same = twice(queues.map((one) => one.queueId));
      if (same >= 0) fault(['rules', index, 'queues', same, 'queueId'], 'is there already');
      const percent = queues.reduce((sum, one) => sum + one.percent, 0);
      if (percent !== 100) fault(['rules', index, 'queues'], `must come to 100 percent, not ${percent}`);
    });
  });
export type RouteToQueue = z.output<typeof routeToQueue>;

const kept = {
  workstreamId,
  workstreamName: z.string(),
  /** 1 until somebody says something. */
  version: z.number().int(),
  changedAt: z.iso.datetime().nullable(),
  /**
   * What conditions may look at: of every conversation, its SMS and its customer, the variables of the workstream, what its classification says, and
   * calendars. Contacts, accounts and cases may have more: an attribute that one has not is not known.
   */
  conditionFields: z.array(conditionField),
};
export const classificationView = z.object({ ...classification.shape, ...kept }).meta({ id: 'Classification' });
export type ClassificationView = z.output<typeof classificationView>;
export const routeToQueueView = z.object({ ...routeToQueue.shape, ...kept }).meta({ id: 'RouteToQueue' });
export type RouteToQueueView = z.output<typeof routeToQueueView>;
