import type { RuleGroupType, RuleType } from 'react-querybuilder';
import { type Condition, type ConditionGroup, conditionOperators } from '#contracts';
import { isGroup } from './edit-rules.ts';

/*
 * Conditions as the builder has them, and back: it writes into its lists, and knows neither our operators nor that a value can be missing.
 */

/** What the builder shows of conditions that are stored. */
export const queryOf = ({ rules, id, combinator, not }: ConditionGroup): RuleGroupType => ({
  ...(id === undefined ? {} : { id }),
  ...(not === undefined ? {} : { not }),
  combinator,
  rules: rules.map((rule): RuleGroupType | RuleType => {
    if (isGroup(rule)) return queryOf(rule);
    const { id: its, field, operator, value, valueSource } = rule;
    return {
      ...(its === undefined ? {} : { id: its }),
      field,
      operator,
      ...(valueSource === undefined ? {} : { valueSource }),
      value,
    };
  }),
});

/** A comparison as it is stored. */
export const conditionOf = ({ id, field, operator, value, valueSource }: RuleType): Condition => ({
  ...(id === undefined ? {} : { id }),
  field,
  operator: conditionOperators.find((one) => one === operator) ?? '=',
  value: value as Condition['value'],
  ...(valueSource === 'value' || valueSource === 'field' ? { valueSource } : {}),
});

/** Conditions as they are stored, from what the builder made of them. */
export const groupOf = ({ id, combinator, not, rules }: RuleGroupType): ConditionGroup => ({
  ...(id === undefined ? {} : { id }),
  ...(not === undefined ? {} : { not }),
  combinator: combinator === 'or' ? 'or' : 'and',
  rules: rules.map((rule) => ('rules' in rule ? groupOf(rule) : conditionOf(rule))),
});
