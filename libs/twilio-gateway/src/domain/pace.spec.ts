import fc from 'fast-check';
import { type Bucket, leave, leavesAt, mayLeave, rateOf, usualRate } from './pace.ts';

const start = new Date('2026-01-05T09:00:00Z');
const at = (ms: number) => new Date(start.getTime() + ms);
const bucket = (segmentsPerSecond: number): Bucket => {
  const rate = rateOf(segmentsPerSecond);
  return { name: 'b', ...rate, tokens: rate.burst, filledAt: start, turn: 0, cap: null, day: null, leftInDay: 0 };
};

describe('the pace of a sender that nobody set', () => {
  it.each([
    ['+14252306549', 1],
    ['+18445550100', 3],
    ['72345', 100],
    ['+447400123456', 10],
    ['Parley', 10],
  ])('%s is %i segments a second', (sender, rate) => {
    expect(usualRate(sender).segmentsPerSecond).toBe(rate);
  });
});

describe('a pace', () => {
  it('lets a handful leave at once, and then one after the other', () => {
    let now = bucket(1);
    for (let n = 0; n < 5; n += 1) {
      expect(mayLeave(now, 1, start)).toBe(true);
      now = leave(now, { segments: 1, turn: n }, start);
    }
    expect(mayLeave(now, 1, at(900))).toBe(false);
    expect(mayLeave(now, 1, at(1000))).toBe(true);
  });

  it('makes what comes after a text of many segments wait for all of them', () => {
    const after = leave(bucket(1), { segments: 11, turn: 0 }, start);
    expect(leavesAt(after, 0, 1, start)).toEqual(at(7_000));
    expect(mayLeave(after, 1, at(6_900))).toBe(false);
    expect(mayLeave(after, 1, at(7_000))).toBe(true);
  });

  it('tells when a text leaves that has others before it', () => {
    const empty = leave(bucket(2), { segments: 5, turn: 0 }, start);
    expect(leavesAt(empty, 38, 2, start)).toEqual(at(20_000));
    expect(leavesAt(bucket(2), 0, 1, start)).toEqual(start);
  });

  it('is never exceeded over any stretch of time, and never wasted while texts wait', () => {
    const run = fc.record({
      rate: fc.constantFrom(0.5, 1, 3, 10, 100),
      sizes: fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 60 }),
      stepMs: fc.integer({ min: 1, max: 700 }),
    });
    fc.assert(
      fc.property(run, ({ rate, sizes, stepMs }) => {
        let now = bucket(rate);
        const left: { ms: number; segments: number }[] = [];
        for (let ms = 0; left.length < sizes.length && ms < 4_000_000; ms += stepMs) {
          while (left.length < sizes.length && mayLeave(now, sizes[left.length]!, at(ms))) {
            const segments = sizes[left.length]!;
            now = leave(now, { segments, turn: 0 }, at(ms));
            left.push({ ms, segments });
          }
        }
        expect(left).toHaveLength(sizes.length);
        const largest = Math.max(...sizes);
        for (let first = 0; first < left.length; first += 1) {
          let sum = 0;
          for (let last = first; last < left.length; last += 1) {
            sum += left[last]!.segments;
            const seconds = (left[last]!.ms - left[first]!.ms) / 1000;
            expect(sum).toBeLessThanOrEqual(rate * seconds + now.burst + largest + 0.01 * left.length);
          }
        }
        const total = sizes.reduce((sum, size) => sum + size, 0);
        const fastest = Math.max(0, total - now.burst) / rate;
        expect(left.at(-1)!.ms / 1000).toBeLessThanOrEqual(fastest + (sizes.length * stepMs) / 1000 + 1 / rate);
      }),
    );
  });
});
