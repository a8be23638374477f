import fc from 'fast-check';
import { skillId } from '#contracts';
import { appendSkills, byCloseness, closeness, hasAll, type NeededSkill, type SkillLevels } from './skills.ts';

const ids = [1, 2, 3].map((n) => skillId.parse(`018f0000-0000-7000-8000-00000000000${n}`));
const [french, billing] = [ids[0]!, ids[1]!];
const needs = (level: number, id = french): NeededSkill => ({ skillId: id, rating: level * 10, level });

describe('an exact match', () => {
  it('has every skill, at least as well as is needed', () => {
    const needed = [needs(0.5), needs(0.8, billing)];
    expect(hasAll(needed, { [french]: 0.5, [billing]: 1 })).toBe(true);
    expect(hasAll(needed, { [french]: 1, [billing]: 0.7 })).toBe(false);
    expect(hasAll(needed, { [french]: 1 })).toBe(false);
    expect(hasAll([], {})).toBe(true);
  });

  it('compares ratings of different models', () => {
    expect(hasAll([needs(2 / 3)], { [french]: 20 / 30 })).toBe(true);
  });
});

describe('the closest match', () => {
  it('is exactly, then more, then less', () => {
    const needed = [needs(0.5)];
    const [exactly, more, much, less, none] = [0.5, 0.6, 1, 0.4, 0].map((level) =>
      closeness(needed, { [french]: level }),
    );
    const sorted = [none, much, less, more, exactly].toSorted((a, b) => byCloseness(a!, b!));
    expect(sorted).toEqual([exactly, more, much, less, none]);
  });

  it('is less where one skill is lacking, however good the others are', () => {
    expect(closeness([needs(0.5), needs(0.5, billing)], { [french]: 1 })).toEqual({ sort: 2, distance: 0.5 });
  });
});

const level = fc.integer({ min: 1, max: 10 }).map((n) => n / 10);
const someNeeds = fc.uniqueArray(fc.tuple(fc.constantFrom(...ids), level), { selector: ([id]) => id, maxLength: 3 });
const someLevels = fc.dictionary(fc.constantFrom(...ids), level) as fc.Arbitrary<SkillLevels>;

describe('whatever is needed and whoever is there', () => {
  const asNeeds = (pairs: readonly (readonly [(typeof ids)[number], number])[]) =>
    pairs.map(([id, wanted]) => needs(wanted, id));

  it('who is not less has all, and who has all is not less', () => {
    fc.assert(
      fc.property(someNeeds, someLevels, (pairs, levels) => {
        expect(closeness(asNeeds(pairs), levels).sort < 2).toBe(hasAll(asNeeds(pairs), levels));
      }),
    );
  });

  it('the order of agents is the same from wherever one looks', () => {
    fc.assert(
      fc.property(someNeeds, someLevels, someLevels, someLevels, (pairs, ...three) => {
        const [a, b, c] = three.map((levels) => closeness(asNeeds(pairs), levels));
        expect(byCloseness(a!, b!) + byCloseness(b!, a!)).toBeCloseTo(0);
        if (byCloseness(a!, b!) < 0 && byCloseness(b!, c!) < 0) expect(byCloseness(a!, c!)).toBeLessThan(0);
      }),
    );
  });

  it('adding needs never makes them smaller, and adding them again changes nothing', () => {
    fc.assert(
      fc.property(someNeeds, someNeeds, (before, more) => {
        const all = appendSkills(asNeeds(before), asNeeds(more));
        for (const [id, wanted] of [...before, ...more])
          expect(all.find(({ skillId }) => skillId === id)!.level).toBeGreaterThanOrEqual(wanted);
        expect(appendSkills(all, asNeeds(more))).toEqual(all);
      }),
    );
  });
});
