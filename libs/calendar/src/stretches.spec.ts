import fc from 'fast-check';
import { merge, without } from './stretches.ts';

const some = fc.array(
  fc.tuple(fc.nat(40), fc.integer({ min: -2, max: 9 })).map(([from, length]) => ({ from, to: from + length })),
  { maxLength: 8 },
);
const covers = (stretches: readonly { from: number; to: number }[], moment: number) =>
  stretches.some(({ from, to }) => from <= moment && moment < to);

describe('stretches of time', () => {
  it('cover the same when they are merged, in order and apart', () => {
    fc.assert(
      fc.property(some, (stretches) => {
        const merged = merge(stretches);
        for (let moment = -3; moment < 55; moment++) expect(covers(merged, moment)).toBe(covers(stretches, moment));
        for (const [index, { from, to }] of merged.entries()) {
          expect(from).toBeLessThan(to);
          expect(from).toBeGreaterThan(merged[index - 1]?.to ?? -1);
        }
      }),
    );
  });

  it('without others cover what the others do not', () => {
    fc.assert(
      fc.property(some, some, (stretches, others) => {
        const left = without(merge(stretches), merge(others));
        expect(left).toEqual(merge(left));
        for (let moment = -3; moment < 55; moment++)
          expect(covers(left, moment)).toBe(covers(stretches, moment) && !covers(others, moment));
      }),
    );
  });
});
