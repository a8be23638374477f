import { z } from 'zod';

/*
 * Conditions of rules as `react-querybuilder` writes them, so that an admin page edits exactly what is stored
 * (product.md 7, 8). What they mean is in `libs/conditions`.
 */

/** How a value is compared; each `doesNot…` and `not…` holds exactly when the other does not. */
export const conditionOperators = [
  '=',
  '!=',
  '<',
  '<=',
  '>',
  '>=',
  'contains',
  'doesNotContain',
  'beginsWith',
  'doesNotBeginWith',
  'endsWith',
  'doesNotEndWith',
  'in',
  'notIn',
  'between',
  'notBetween',
  'null',
  'notNull',
  'isWorking',
  'isNotWorking',
] as const;
export type ConditionOperator = (typeof conditionOperators)[number];

/** How deep groups may stand in one another, and how many conditions and groups one group may have. */
export const conditionLimits = { depth: 5, rules: 100, list: 200, text: 4000, path: 250 } as const;

/** `source.attribute` or `source.relation.attribute`: at most two related records from the conversation (product.md 7). */
const fieldPath = z
  .string()
  .min(1, 'is required')
  .max(conditionLimits.path)
  .regex(
    /^[^.\s]+(\.[^.]+){1,2}$/,
    'is a source and an attribute, such as contact.vip, with at most two related records',
  );

const scalar = z.union([z.string().max(conditionLimits.text), z.number(), z.boolean()]);

/** One comparison. */
export const condition = z.object({
  /** A name for the editor; means nothing. */
  id: z.string().max(100).optional(),
  /** What it looks at: `sms.country`, `contact.vip`, `context.Order`. Rules list what there is (`conditionFields`, `agentFields`). */
  field: fieldPath,
  /** `isWorking` and `isNotWorking` are for calendars, `null` and `notNull` say whether there is a value. */
  operator: z.enum(conditionOperators),
  /** Lists (`in`, `between`) as an array or in one text with commas. Not looked at by `null`, `notNull`, `isWorking` and `isNotWorking`. */
  value: z.union([scalar, z.array(scalar).max(conditionLimits.list), z.null()]).optional(),
  /** `field`: `value` is the path of another value to compare with. */
  valueSource: z.enum(['value', 'field']).optional(),
});
export type Condition = z.output<typeof condition>;

/** Conditions joined by `and` or `or`, turned round by `not`. Without any it always holds. */
export interface ConditionGroup {
  readonly id?: string | undefined;
  readonly combinator: 'and' | 'or';
  readonly not?: boolean | undefined;
  readonly rules: readonly (Condition | ConditionGroup)[];
}

/** Of a group or a condition that is neither, the error of what it was meant to be. */
function meant({
  input,
  errors,
}: {
  readonly input?: unknown;
  readonly errors?: readonly (readonly z.core.$ZodIssue[])[];
}) {
  const isGroup = typeof input === 'object' && input !== null && 'rules' in input;
  const issue = errors?.[isGroup ? 1 : 0]?.[0];
  return issue ? [issue.path.join('.'), issue.message].filter(Boolean).join(': ') : undefined;
}

const group = (rule: z.ZodType<Condition | ConditionGroup>): z.ZodType<ConditionGroup> =>
  z.object({
    id: z.string().max(100).optional(),
    /** Whether all of them have to hold, or one. */
    combinator: z.enum(['and', 'or']),
    /** It holds exactly when it would not. */
    not: z.boolean().optional(),
    /** Comparisons, and groups of them; without any it always holds. */
    rules: z.array(rule).max(conditionLimits.rules),
  });

// written out to its depth instead of recursive: no input can make it go deeper
let nested = group(condition);
for (let depth = 1; depth < conditionLimits.depth; depth += 1)
  nested = group(z.union([condition, nested], { error: (issue) => meant(issue) }));

/** The conditions of a rule. */
export const conditionGroup = nested;

/** A value that conditions may look at, as a page offers it. */
export const conditionField = z.object({
  /** Its path, as `field` of a condition says it. */
  name: z.string(),
  label: z.string(),
  /** Where it belongs: `Conversation`, `SMS`, `Contact`. */
  group: z.string(),
  type: z.enum(['text', 'number', 'yes-no', 'choice', 'time', 'calendar']),
  operators: z.array(z.enum(conditionOperators)),
  /** What a choice has to choose from. */
  values: z.array(z.object({ name: z.string(), label: z.string() })).optional(),
});
export type ConditionField = z.output<typeof conditionField>;
