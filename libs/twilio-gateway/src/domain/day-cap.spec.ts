import fc from 'fast-check';
import { countToday, type DayCount, fitsOn, fitsToday, leftToday, nextDay } from './day-cap.ts';
import { type Bucket, leave, leavesAt, mayLeave, rateOf } from './pace.ts';

const cap = { segmentsPerDay: 10, timeZone: 'America/Los_Angeles' };
const none: DayCount = { day: null, leftInDay: 0 };
/** Two in the afternoon in Los Angeles; its day ends ten hours later. */
const now = new Date('2026-01-05T22:00:00Z');
const midnight = new Date('2026-01-06T08:00:00Z');
const day = 86_400_000;

describe("a day's cap", () => {
  it('counts what left, and begins anew at midnight where the carrier counts', () => {
    const count = countToday(cap, countToday(cap, none, 4, now), 5, now);
    expect(leftToday(cap, count, now)).toBe(9);
    expect([fitsToday(cap, count, 1, now), fitsToday(cap, count, 2, now)]).toEqual([true, false]);
    expect(nextDay(cap, now)).toEqual(midnight);
    expect(leftToday(cap, count, new Date(midnight.getTime() - 1))).toBe(9);
    expect(leftToday(cap, count, midnight)).toBe(0);
  });

  it('lets a text that is larger than a whole day leave in an untouched one', () => {
    expect(fitsToday(cap, none, 11, now)).toBe(true);
    expect(fitsToday(cap, countToday(cap, none, 1, now), 11, now)).toBe(false);
  });

  it.each<[string, number, number, Date | null]>([
    ['today while there is room', 3, 1, null],
    ['the next day when today is full', 4, 1, midnight],
    ['the next day up to its last segment', 13, 1, midnight],
    ['the day after that one', 14, 1, new Date(midnight.getTime() + day)],
  ])('tells the day of a text that has others before it: %s', (_, before, segments, fits) => {
    expect(fitsOn(cap, countToday(cap, none, 6, now), before, segments, now)).toEqual(fits);
  });

  it('has days of 23 and of 25 hours', () => {
    const spring = new Date('2026-03-08T09:00:00Z');
    expect(nextDay(cap, spring)).toEqual(new Date('2026-03-09T07:00:00Z'));
    expect(nextDay(cap, new Date('2026-11-01T08:00:00Z'))).toEqual(new Date('2026-11-02T08:00:00Z'));
  });

  it('is never exceeded, whatever waits, and the hour that is told for a text is one at which it may leave', () => {
    const texts = fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(texts, (sizes) => {
        let at = now;
        let bucket: Bucket = { name: 'b', ...rateOf(5), tokens: 5, filledAt: now, turn: 0, cap, ...none };
        const perDay = new Map<string, number>();
        for (const segments of sizes) {
          at = new Date(Math.max(at.getTime(), leavesAt(bucket, 0, segments, at).getTime()));
          expect(mayLeave(bucket, segments, at)).toBe(true);
          bucket = leave(bucket, { segments, turn: 0 }, at);
          perDay.set(bucket.day!, (perDay.get(bucket.day!) ?? 0) + segments);
        }
        expect(Math.max(...perDay.values())).toBeLessThanOrEqual(cap.segmentsPerDay);
      }),
    );
  });
});
