import fc from 'fast-check';
import { oneLess, oneMore, type Share, withShare } from './shares.ts';

const sum = (shares: readonly Share[]) => shares.reduce((all, { percent }) => all + percent, 0);
const of = (...percents: number[]) => percents.map((percent) => ({ percent }));
/** Two to five shares that come to 100, as the form holds them. */
const shares = fc
  .array(fc.integer({ min: 1, max: 100 }), { minLength: 1, maxLength: 4 })
  .map((steps) =>
    steps.reduce<readonly Share[]>((all, step) => withShare(oneMore(all, { percent: 1 }), 0, step), of(100)),
  );

describe('shares of the work', () => {
  it('give and take in proportion when one is set', () => {
    expect(withShare(of(60, 20, 20), 0, 20)).toEqual(of(20, 40, 40));
    expect(withShare(of(50, 30, 20), 1, 80)).toEqual(of(15, 80, 5));
    expect(withShare(of(50, 50), 0, 100)).toEqual(of(99, 1));
  });

  it('begin whole, and a new one takes its fair part', () => {
    expect(oneMore(of(), { percent: 1 })).toEqual(of(100));
    expect(oneMore(of(100), { percent: 1 })).toEqual(of(50, 50));
    expect(oneMore(of(50, 50), { percent: 1 })).toEqual(of(34, 33, 33));
  });

  it('leave what one had to the others', () => {
    expect(oneLess(of(60, 20, 20), 0)).toEqual(of(50, 50));
    expect(oneLess(of(100), 0)).toEqual([]);
  });

  it('always come to exactly 100, each at least 1, whatever is typed', () => {
    fc.assert(
      fc.property(shares, fc.nat(4), fc.double({ min: -1000, max: 1000, noNaN: true }), (all, which, typed) => {
        const at = which % all.length;
        for (const result of [all, withShare(all, at, typed), oneMore(all, { percent: 1 })]) {
          expect(sum(result)).toBe(100);
          expect(result.every(({ percent }) => Number.isInteger(percent) && percent >= 1)).toBe(true);
        }
        if (all.length > 1) expect(sum(oneLess(all, at))).toBe(100);
      }),
    );
  });
});
