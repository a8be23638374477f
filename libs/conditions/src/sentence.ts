import type { Condition, ConditionField, ConditionGroup, ConditionOperator } from '#contracts';
import { isGroup, needsNoValue } from './paths.ts';
import { listOf } from './values.ts';

/** How each comparison is said. */
export const operatorWords: Readonly<Record<ConditionOperator, string>> = {
  '=': 'is',
  '!=': 'is not',
  '<': 'is less than',
  '<=': 'is at most',
  '>': 'is more than',
  '>=': 'is at least',
  contains: 'contains',
  doesNotContain: 'does not contain',
  beginsWith: 'begins with',
  doesNotBeginWith: 'does not begin with',
  endsWith: 'ends with',
  doesNotEndWith: 'does not end with',
  in: 'is one of',
  notIn: 'is none of',
  between: 'is between',
  notBetween: 'is not between',
  null: 'is not known',
  notNull: 'is known',
  isWorking: 'is working',
  isNotWorking: 'is not working',
};

/**
 * The conditions in one sentence, for a preview: `country is US and contact vip is true`. Without any: `always`.
 * Fields that are not among those given are called by their path's last part.
 */
export function sentenceOf(group: ConditionGroup, fields: readonly ConditionField[] = []): string {
  const byName = new Map(fields.map((field) => [field.name, field]));
  return sentence(group, byName, true);
}

type Fields = ReadonlyMap<string, ConditionField>;

function sentence({ rules, combinator, not }: ConditionGroup, fields: Fields, isWhole: boolean): string {
  if (rules.length === 0) return not ? 'never' : 'always';
  const parts = rules.map((rule) =>
    isGroup(rule) ? sentence(rule, fields, rules.length === 1 && !not) : clause(rule, fields),
  );
  const together = parts.join(` ${combinator} `);
  if (not) return `not (${together})`;
  return isWhole || parts.length === 1 ? together : `(${together})`;
}

const calledIn = (fields: Fields, path: string) => fields.get(path)?.label ?? path.slice(path.lastIndexOf('.') + 1);

function clause({ field, operator, value, valueSource }: Condition, fields: Fields): string {
  const values = fields.get(field)?.values;
  const word = (one: unknown) => values?.find(({ name }) => name === String(one))?.label ?? String(one);
  const what = `${calledIn(fields, field)} ${operatorWords[operator]}`;
  if (needsNoValue(operator)) return what;
  if (valueSource === 'field') return `${what} the ${calledIn(fields, String(value))}`;
  if (operator === 'between' || operator === 'notBetween') return `${what} ${listOf(value).map(word).join(' and ')}`;
  if (operator === 'in' || operator === 'notIn') return `${what} ${listOf(value).map(word).join(', ')}`;
  return `${what} ${value === undefined || value === null || value === '' ? '…' : word(value)}`;
}
