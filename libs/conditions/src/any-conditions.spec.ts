import fc from 'fast-check';
import { conditionGroup, conditionOperators, type Condition, type ConditionGroup } from '#contracts';
import { check, conditionFields, holds, pathsOf, sentenceOf } from './index.ts';

const path = fc.constantFrom('sms.country', 'contact.vip', 'contact.account.tier', 'context.Amount', 'case.title');
const value = fc.oneof(
  fc.string({ maxLength: 6 }),
  fc.integer({ min: -9, max: 9 }),
  fc.boolean(),
  fc.constantFrom('US', '7', '2026-01-01'),
);
const someCondition = fc.record({
  field: path,
  operator: fc.constantFrom(...conditionOperators),
  value: fc.oneof(value, fc.array(value, { maxLength: 3 })),
}) as fc.Arbitrary<Condition>;
const { group: someGroup } = fc.letrec<{ group: ConditionGroup }>((tie) => ({
  group: fc.record({
    combinator: fc.constantFrom('and' as const, 'or' as const),
    not: fc.boolean(),
    rules: fc.oneof(
      { maxDepth: 2, depthSize: 'small' },
      fc.array(someCondition, { maxLength: 4 }),
      fc.array(fc.oneof(someCondition, tie('group')), { maxLength: 3 }),
    ),
  }),
}));
const known = fc.oneof(value, fc.constant(null), fc.array(value, { maxLength: 2 }));
const someSources = fc.record({
  sms: fc.record({ country: known }),
  contact: fc.option(fc.record({ vip: known, account: fc.option(fc.record({ tier: known })) })),
  context: fc.dictionary(fc.constantFrom('Amount', 'Order'), known),
  case: fc.option(fc.record({ title: known })),
});

describe('any conditions over anything known', () => {
  it('hold or do not, the same each time, and change nothing', () => {
    fc.assert(
      fc.property(someGroup, someSources, (group, sources) => {
        const before = JSON.stringify([group, sources]);
        expect(holds(group, sources)).toBe(holds(structuredClone(group), structuredClone(sources)));
        expect(JSON.stringify([group, sources])).toBe(before);
      }),
    );
  });

  it('turned round say the opposite', () => {
    fc.assert(
      fc.property(someGroup, someSources, (group, sources) => {
        expect(holds({ ...group, not: group.not !== true }, sources)).toBe(!holds(group, sources));
      }),
    );
  });

  it('follow De Morgan', () => {
    fc.assert(
      fc.property(fc.array(someGroup, { minLength: 1, maxLength: 4 }), someSources, (rules, sources) => {
        const turned = rules.map((rule) => ({ ...rule, not: rule.not !== true }));
        expect(holds({ combinator: 'and', not: true, rules }, sources)).toBe(
          holds({ combinator: 'or', rules: turned }, sources),
        );
      }),
    );
  });

  it('have an opposite for every comparison that has one', () => {
    const pairs = [
      ['=', '!='],
      ['contains', 'doesNotContain'],
      ['beginsWith', 'doesNotBeginWith'],
      ['endsWith', 'doesNotEndWith'],
      ['in', 'notIn'],
      ['between', 'notBetween'],
      ['null', 'notNull'],
      ['isWorking', 'isNotWorking'],
    ] as const;
    fc.assert(
      fc.property(someCondition, fc.constantFrom(...pairs), someSources, (condition, [one, other], sources) => {
        const is = (operator: Condition['operator']) =>
          holds({ combinator: 'and', rules: [{ ...condition, operator }] }, sources);
        expect(is(one)).toBe(!is(other));
      }),
    );
  });

  it('depend on nothing but what their paths say', () => {
    fc.assert(
      fc.property(someGroup, someSources, fc.anything(), (group, sources, other) => {
        const more = { ...sources, context: { ...sources.context, Unasked: other }, unasked: other };
        expect(pathsOf(group)).not.toContain('context.Unasked');
        expect(holds(group, more)).toBe(holds(group, sources));
      }),
    );
  });

  it('are the same after they were written down and read again, and always have a sentence', () => {
    fc.assert(
      fc.property(someGroup, (group) => {
        expect(conditionGroup.parse(JSON.parse(JSON.stringify(group)))).toEqual(group);
        expect(sentenceOf(group).length).toBeGreaterThan(3);
        expect(() => check(group, conditionFields())).not.toThrow();
      }),
    );
  });
});
