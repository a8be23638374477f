import { classification, type Classification } from '#contracts';
import { classify, tellFound } from './classify.ts';

const id = (n: number) => `018f0000-0000-7000-8000-${String(n).padStart(12, '0')}`;
const when = (field: string, value: unknown) => ({ combinator: 'and', rules: [{ field, operator: '=', value }] });
const always = { combinator: 'and', rules: [] };
const rule = (n: number, conditions: object, outputs: object) => ({
  id: id(n),
  name: `Rule ${n}`,
  conditions,
  outputs,
});
const rulesets = (...all: object[][]): Classification =>
  classification.parse({ rulesets: all.map((rules, n) => ({ id: id(900 + n), name: `Ruleset ${n + 1}`, rules })) });
const attribute = (name: string, value: unknown) => ({ attributes: [{ name, value }] });
const called = (one: string): string => `Called ${one.slice(-2)}`;
const texted = { sms: { country: 'US' }, contact: { vip: true } };

describe('work is classified', () => {
  it('by the first rule that fits, of each ruleset', () => {
    const rules = rulesets(
      [
        rule(1, when('sms.country', 'DE'), attribute('tier', 'low')),
        rule(2, when('contact.vip', true), attribute('tier', 'gold')),
        rule(3, always, attribute('tier', 'none')),
      ],
      [rule(4, when('sms.country', 'FR'), attribute('language', 'fr'))],
    );
    const found = classify(rules, texted);
    expect(found).toMatchObject({ attributes: { tier: 'gold' }, applied: [id(2), null], failure: null });
    expect(tellFound(rules, 7, found, called)).toMatchObject({
      version: 7,
      rulesets: [
        { name: 'Ruleset 1', rules: [{ mark: 'not-matched' }, { mark: 'applied' }, { mark: 'not-processed' }] },
        { name: 'Ruleset 2', rules: [{ mark: 'not-matched' }] },
      ],
    });
  });

  it('with what earlier rulesets found', () => {
    const rules = rulesets(
      [rule(1, always, attribute('tier', 'gold'))],
      [rule(2, when('classified.tier', 'gold'), { skills: [{ skillId: id(50), rating: 2 }] })],
    );
    expect(classify(rules, texted).skills).toEqual([{ skillId: id(50), rating: 2 }]);
    expect(
      classify(rulesets([rule(2, when('classified.tier', 'gold'), attribute('seen', true))]), texted).attributes,
    ).toEqual({});
  });

  it('with the skills and profiles of all rules, the greater rating of one that is named twice', () => {
    const skills = (rating: number) => ({ skills: [{ skillId: id(50), rating }], capacityProfileId: id(60) });
    expect(classify(rulesets([rule(1, always, skills(3))], [rule(2, always, skills(1))]), texted)).toMatchObject({
      skills: [{ skillId: id(50), rating: 3 }],
      capacityProfileIds: [id(60)],
    });
  });

  it('as far as it comes, where a rule cannot be evaluated', () => {
    const newer = { combinator: 'and', rules: [{ field: 'sms.country', operator: 'soundsLike', value: 'US' }] };
    const rules = rulesets([rule(1, always, attribute('tier', 'gold'))], [rule(2, always, {})], [rule(3, always, {})]);
    (rules.rulesets[1]!.rules[0] as { conditions: unknown }).conditions = newer;
    const found = classify(rules, texted);
    expect(found).toMatchObject({
      attributes: { tier: 'gold' },
      applied: [id(1)],
      failure: expect.stringMatching(/^Ruleset 2: /),
    });
    expect(tellFound(rules, 1, found, called).rulesets.map(({ name }) => name)).toEqual(['Ruleset 1']);
  });

  it('by at most 10 rulesets of 100 rules with 5 values each', () => {
    const many = (count: number) => Array.from({ length: count }, (_, n) => rule(n, always, {}));
    const good = (value: object) => classification.safeParse(value).success;
    const sets = (count: number) => ({
      rulesets: Array.from({ length: count }, (_, n) => ({ id: id(n), name: 'R', rules: [] })),
    });
    expect([good(sets(10)), good(sets(11))]).toEqual([true, false]);
    const set = (rules: object[]) => ({ rulesets: [{ id: id(1), name: 'R', rules }] });
    expect([good(set(many(100))), good(set(many(101)))]).toEqual([true, false]);
    const values = (count: number) => [
      rule(1, always, { attributes: Array.from({ length: count }, (_, n) => ({ name: `a${n}`, value: n })) }),
    ];
    expect([good(set(values(5))), good(set(values(6)))]).toEqual([true, false]);
    expect(good(set([...many(1), ...many(1)]))).toBe(false);
  });
});
