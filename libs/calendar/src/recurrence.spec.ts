import fc from 'fast-check';
import type { Recurrence, Shift } from '#contracts';
import { daysOf } from './recurrence.ts';
import { someSeries } from './test/some-hours.ts';
import { dateOf, days, wallOf, type Wall } from './wall-clock.ts';

type Series = Pick<Shift, 'startsOn' | 'repeats'>;
const datesOf = (series: Series, from: string, to: string) => daysOf(series, wallOf(from), wallOf(to)).map(dateOf);

/** RFC 5545 in the words of a person who looks at one day after the other. */
function fits(repeats: Recurrence, start: Date, day: Date): boolean {
  const weekday = (date: Date) => ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA'][date.getUTCDay()] ?? '';
  const monday = (date: Date) => date.getTime() - days((date.getUTCDay() + 6) % 7);
  const number = day.getUTCDate();
  const length = new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth() + 1, 0)).getUTCDate();
  const years = day.getUTCFullYear() - start.getUTCFullYear();
  const isListed = ({ byDay, byMonthDay }: Recurrence) => {
    if (!byDay && !byMonthDay) return number === start.getUTCDate();
    const names = [
      weekday(day),
      `${Math.ceil(number / 7)}${weekday(day)}`,
      `-${Math.ceil((length - number + 1) / 7)}${weekday(day)}`,
    ];
    const isDay = !byDay || byDay.some((name) => names.includes(name));
    return isDay && (!byMonthDay || byMonthDay.includes(number) || byMonthDay.includes(number - length - 1));
  };
  const every = (passed: number) => passed % repeats.interval === 0;
  switch (repeats.freq) {
    case 'DAILY':
      return (
        every((day.getTime() - start.getTime()) / days(1)) && (repeats.byDay ?? [weekday(day)]).includes(weekday(day))
      );
    case 'WEEKLY':
      return (
        every((monday(day) - monday(start)) / days(7)) && (repeats.byDay ?? [weekday(start)]).includes(weekday(day))
      );
    case 'MONTHLY':
      return every(years * 12 + day.getUTCMonth() - start.getUTCMonth()) && isListed(repeats);
    case 'YEARLY':
      return (
        every(years) &&
        (repeats.byMonth ?? [start.getUTCMonth() + 1]).includes(day.getUTCMonth() + 1) &&
        isListed(repeats)
      );
  }
}

function oneByOne({ startsOn, repeats }: Series, from: Wall, to: Wall): string[] {
  const found: Wall[] = [];
  const start = wallOf(startsOn);
  for (let day = start; day <= to; day += days(1)) {
    if (found.length === (repeats ? repeats.count : 1)) break;
    if (repeats?.until && dateOf(day) > repeats.until) break;
    if (!repeats || fits(repeats, new Date(start), new Date(day))) found.push(day);
  }
  return found.filter((day) => day >= from).map(dateOf);
}

describe('the days of a series', () => {
  it('are those found by looking at one day after the other', () => {
    fc.assert(
      fc.property(someSeries, fc.integer({ min: -100, max: 500 }), fc.nat(400), (series, begin, length) => {
        const from = wallOf('2026-01-01') + days(begin);
        const to = from + days(length);
        expect(daysOf(series, from, to).map(dateOf)).toEqual(oneByOne(series, from, to));
      }),
    );
  });

  const weekly = { freq: 'WEEKLY', interval: 2, byDay: ['MO', 'SU'] } as const;
  it.each<[string, string, Recurrence, string, string[]]>([
    [
      'on the 31st leave out months without one',
      '2026-01-31',
      { freq: 'MONTHLY', interval: 1 },
      '2026-06-30',
      ['2026-01-31', '2026-03-31', '2026-05-31'],
    ],
    [
      'on the last day have one in each month',
      '2026-01-31',
      { freq: 'MONTHLY', interval: 1, byMonthDay: [-1] },
      '2026-04-30',
      ['2026-01-31', '2026-02-28', '2026-03-31', '2026-04-30'],
    ],
    [
      'on a leap day come every four years',
      '2024-02-29',
      { freq: 'YEARLY', interval: 1 },
      '2034-01-01',
      ['2024-02-29', '2028-02-29', '2032-02-29'],
    ],
    [
      'of every second week count weeks from Monday',
      '2026-11-29',
      { ...weekly, byDay: [...weekly.byDay] },
      '2026-12-21',
      ['2026-11-29', '2026-12-07', '2026-12-13', '2026-12-21'],
    ],
    [
      'on the fourth Thursday of November are Thanksgiving',
      '2025-01-01',
      { freq: 'YEARLY', interval: 1, byMonth: [11], byDay: ['4TH'] },
      '2027-12-31',
      ['2025-11-27', '2026-11-26', '2027-11-25'],
    ],
    [
      'end with their count',
      '2026-02-27',
      { freq: 'DAILY', interval: 1, count: 3 },
      '2026-12-31',
      ['2026-02-27', '2026-02-28', '2026-03-01'],
    ],
    [
      'end on the day of until, included',
      '2026-02-27',
      { freq: 'DAILY', interval: 1, until: '2026-02-28' },
      '2026-12-31',
      ['2026-02-27', '2026-02-28'],
    ],
    [
      'begin with the first that fits',
      '2026-11-24',
      { freq: 'WEEKLY', interval: 1, byDay: ['MO'], count: 2 },
      '2026-12-31',
      ['2026-11-30', '2026-12-07'],
    ],
    [
      'do not come twice when a day is named twice',
      '2026-11-23',
      { freq: 'WEEKLY', interval: 1, byDay: ['MO', 'MO'], count: 2 },
      '2026-12-31',
      ['2026-11-23', '2026-11-30'],
    ],
  ])('%s', (_, startsOn, repeats, to, dates) => {
    expect(datesOf({ startsOn, repeats }, startsOn, to)).toEqual(dates);
  });

  it('can be asked for over all days there are', () => {
    const repeats: Recurrence = { freq: 'DAILY', interval: 1, byDay: ['MO'] };
    const mondays = datesOf({ startsOn: '1900-01-01', repeats }, '1900-01-01', '2199-12-31');
    expect(mondays).toHaveLength(15_654);
    expect(mondays.at(-1)).toBe('2199-12-30');
  });

  it.each<Recurrence>([
    { freq: 'DAILY', interval: 7, byDay: ['TU'] },
    { freq: 'DAILY', interval: 7, byDay: ['TU'], count: 5 },
    { freq: 'YEARLY', interval: 1, byMonth: [2], byMonthDay: [30] },
    { freq: 'MONTHLY', interval: 12, byMonthDay: [31] },
    { freq: 'YEARLY', interval: 1, byMonth: [2], byMonthDay: [30], count: 5 },
    { freq: 'MONTHLY', interval: 12, byMonthDay: [31], count: 5 },
  ])('are none for a rule that no day fits (%j)', (repeats) => {
    expect(datesOf({ startsOn: '2026-02-01', repeats }, '2026-01-01', '2036-01-01')).toEqual([]);
  });
});
