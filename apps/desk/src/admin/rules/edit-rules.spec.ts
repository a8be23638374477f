import fc from 'fast-check';
import { classification, conditionGroup, type ConditionGroup } from '#contracts';
import { copyOfRule, isGroup, moved, newClassificationRule, newRuleset, withIds } from './edit-rules.ts';

const condition = { field: 'conversation.text', operator: 'contains', value: 'broken' } as const;
const conditions: ConditionGroup = {
  combinator: 'and',
  rules: [condition, { combinator: 'or', not: true, rules: [{ ...condition, id: 'kept' }] }],
};
const idsIn = ({ id, rules }: ConditionGroup): (string | undefined)[] => [
  id,
  ...rules.flatMap((rule) => (isGroup(rule) ? idsIn(rule) : [rule.id])),
];

describe('rules in the editor', () => {
  it('are stored as the contract has them, whatever was added to edit them', () => {
    const ruleset = { ...newRuleset('Damage'), rules: [{ ...newClassificationRule('Broken'), conditions }] };
    expect(classification.safeParse({ rulesets: [ruleset] }).success).toBe(true);
    const named = withIds(conditions);
    expect(conditionGroup.parse(named)).toEqual(named);
  });

  it('get names for what has none, and keep those there are', () => {
    const named = withIds(conditions);
    expect(idsIn(named)).not.toContain(undefined);
    expect(idsIn(named)).toContain('kept');
    expect(withIds(named)).toEqual(named);
  });

  it('are something of their own when copied', () => {
    const rule = { ...newClassificationRule('Broken'), conditions: withIds(conditions) };
    const copy = copyOfRule(rule, 'Copy of Broken');
    expect(copy).toMatchObject({ name: 'Copy of Broken', outputs: rule.outputs });
    expect(
      [copy.id, ...idsIn(copy.conditions)].filter((id) => [rule.id, ...idsIn(rule.conditions)].includes(id!)),
    ).toEqual([]);
  });

  it('move to a place and stay all there', () => {
    expect(moved(['a', 'b', 'c'], 0, 2)).toEqual(['b', 'c', 'a']);
    expect(moved(['a', 'b', 'c'], 2, -5)).toEqual(['c', 'a', 'b']);
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat()), fc.integer(), fc.integer(), (list, from, to) => {
        expect([...moved(list, from, to)].sort()).toEqual([...list].sort());
      }),
    );
  });
});
