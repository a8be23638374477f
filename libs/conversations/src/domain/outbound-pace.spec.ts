import fc from 'fast-check';
import { allowedNow, idle, isTakenInTurn, paceNow, turnOf } from './outbound-pace.ts';

const noon = new Date('2026-01-05T12:00:00Z');
const after = (ms: number) => new Date(noon.getTime() + ms);

describe('the pace of a run', () => {
  const slower = [
    { when: 'average-wait-minutes', above: 5, reduceBy: 50 },
    { when: 'escalations', above: 10, reduceBy: 20 },
    { when: 'open-escalations', above: 3, reduceBy: 100 },
  ] as const;

  it.each([
    ['nothing is the matter', {}, 60],
    ['a wait is as long as it may be', { averageWaitMinutes: 5 }, 60],
    ['those who wait have waited too long', { averageWaitMinutes: 5.1 }, 30],
    ['too many came to people', { escalations: 11 }, 48],
    ['two rules count: the stronger one does', { escalations: 11, averageWaitMinutes: 6 }, 30],
    ['too many wait for somebody', { openEscalations: 4 }, 0],
  ])('when %s', (_, load, texts) => expect(paceNow(60, slower, { ...idle, ...load })).toBe(texts));

  it('is looked at again where nothing may leave', () =>
    expect(allowedNow(0, { texts: 0, last: null }, noon)).toEqual({ texts: 0, again: after(15_000) }));

  it('lets a few leave at once, and then one after the other', () => {
    expect(allowedNow(60, { texts: 0, last: null }, noon)).toEqual({ texts: 5, again: after(1000) });
    expect(allowedNow(60, { texts: 5, last: noon }, after(1000))).toEqual({ texts: 1, again: after(2000) });
    expect(allowedNow(2, { texts: 0, last: null }, noon)).toEqual({ texts: 1, again: after(30_000) });
    expect(allowedNow(2, { texts: 1, last: noon }, after(10_000))).toEqual({ texts: 0, again: after(30_000) });
  });

  it('is never exceeded in any minute, however often it is looked, and is nearly reached', () => {
    const looks = fc.array(fc.integer({ min: 1, max: 4000 }), { minLength: 60, maxLength: 120 });
    fc.assert(
      fc.property(looks, fc.integer({ min: 1, max: 300 }), (waits, perMinute) => {
        const sent: number[] = [];
        let at = noon.getTime();
        for (const wait of waits) {
          at += wait;
          const lately = sent.filter((one) => one > at - 60_000);
          const last = lately.length > 0 ? new Date(lately.at(-1)!) : null;
          const { texts, again } = allowedNow(perMinute, { texts: lately.length, last }, new Date(at));
          for (let n = 0; n < texts; n += 1) sent.push(at);
          expect(again.getTime()).toBeGreaterThan(at);
          expect(sent.filter((one) => one > at - 60_000).length).toBeLessThanOrEqual(perMinute);
        }
        const seconds = (at - noon.getTime()) / 1000;
        expect(sent.length).toBeGreaterThanOrEqual(Math.floor(((seconds - 5) / 60) * perMinute * 0.5));
      }),
    );
  });
});

describe('whose turn it is', () => {
  const names = [
    { name: 'a', orderBy: 2, notBefore: after(3000) },
    { name: 'b', orderBy: 3, notBefore: after(1000) },
    { name: 'c', orderBy: 1, notBefore: after(2000) },
  ];
  it.each([
    ['fifo', 'abc'],
    ['lifo', 'cba'],
    ['earliest-scheduled', 'bca'],
    ['custom-ascending', 'cab'],
    ['custom-descending', 'bac'],
  ] as const)('goes by %s', (order, turns) => {
    const ranked = names.map((one, nth) => ({ ...one, turn: turnOf(order, one, { now: noon, nth }) }));
    expect(
      ranked
        .toSorted((one, other) => one.turn - other.turn)
        .map(({ name }) => name)
        .join(''),
    ).toBe(turns);
  });

  it('is planned ahead where they come as they were named, and nothing slows them down', () => {
    const rule = { when: 'escalations', above: 1, reduceBy: 1 } as const;
    expect(isTakenInTurn({ order: 'fifo', throttle: [] })).toBe(false);
    expect(isTakenInTurn({ order: 'fifo', throttle: [rule] })).toBe(true);
    expect(isTakenInTurn({ order: 'lifo', throttle: [] })).toBe(true);
  });
});
