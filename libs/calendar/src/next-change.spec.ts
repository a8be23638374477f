import type { OperatingHours, Recurrence, Shift } from '#contracts';
import { nextChange } from './next-change.ts';
import { at, daily, from, hoursOf } from './test/hours-of.ts';

describe('shifts that come seldom', () => {
  it('open on the next leap day', () => {
    const repeats: Recurrence = { freq: 'YEARLY', interval: 1 };
    const hours = hoursOf('UTC', [{ allDay: true }], { startsOn: '2024-02-29', repeats });
    expect(nextChange(hours, at('2026-11-24T00:00:00Z'))).toEqual({ at: at('2028-02-29T00:00:00Z'), opens: true });
    expect(nextChange(hours, at('2096-03-01T00:00:00Z'))).toEqual({ at: at('2104-02-29T00:00:00Z'), opens: true });
  });

  it('do not open again when they are over', () => {
    const hours = hoursOf('UTC', [from('08:00', '17:00')], { startsOn: '2026-11-24', repeats: null });
    expect(nextChange(hours, at('2026-11-24T17:00:00Z'))).toBeNull();
    const counted = hoursOf('UTC', [from('08:00', '17:00')], {
      startsOn: '2026-11-24',
      repeats: { ...daily, count: 2 },
    });
    expect(nextChange(counted, at('2026-11-25T16:00:00Z'))).toEqual({ at: at('2026-11-25T17:00:00Z'), opens: false });
    expect(nextChange(counted, at('2026-11-25T17:00:00Z'))).toBeNull();
  });

  it('open after years that one has to wait for them', () => {
    const hours = hoursOf('UTC', [from('08:00', '17:00')], { startsOn: '2031-05-01', repeats: daily });
    expect(nextChange(hours, at('2026-11-24T17:00:00Z'))).toEqual({ at: at('2031-05-01T08:00:00Z'), opens: true });
  });
});

describe('a change that is years away', () => {
  const always = hoursOf('UTC', [{ allDay: true }]);
  const changing = (change: Partial<Shift>) => ({
    ...always,
    shifts: always.shifts.map((each) => ({ ...each, ...change })),
  });
  const now = at('2026-11-24T00:00:00Z');

  it.each<[string, OperatingHours, string, boolean]>([
    [
      'a holiday',
      { ...always, holidays: [{ from: '2030-12-25', to: '2030-12-25', reason: 'Christmas' }] },
      '2030-12-25',
      false,
    ],
    ['the end of a series', changing({ repeats: { ...daily, until: '2031-03-31' } }), '2031-04-01', false],
    [
      'the last of a count',
      changing({ startsOn: '2026-01-01', repeats: { ...daily, count: 1000 } }),
      '2028-09-27',
      false,
    ],
    ['a cancelled day', changing({ exceptions: [{ on: '2033-05-05', becomes: null }] }), '2033-05-05', false],
    [
      'a day moved away and back from there',
      changing({ exceptions: [{ on: '2033-05-05', becomes: { date: '2033-05-06', times: { allDay: true } } }] }),
      '2033-05-05',
      false,
    ],
    ['a first day', changing({ startsOn: '2031-05-01' }), '2031-05-01', true],
    [
      'the first day of a long wait',
      changing({ startsOn: '2029-03-01', repeats: { freq: 'YEARLY', interval: 1, byMonth: [2], byMonthDay: [29] } }),
      '2032-02-29',
      true,
    ],
    [
      'the end of a holiday of years',
      { ...always, holidays: [{ from: '2026-01-01', to: '2029-12-31', reason: 'Move' }] },
      '2030-01-01',
      true,
    ],
  ])('is foreseen: %s', (_, hours, date, opens) => {
    expect(nextChange(hours, now)).toEqual({ at: at(date), opens });
  });

  it('is foreseen on the first day of the epoch', () => {
    const hours = hoursOf('UTC', [{ allDay: true }], { startsOn: '1970-01-01' });
    expect(nextChange(hours, at('1969-12-01T00:00:00Z'))).toEqual({ at: at('1970-01-01T00:00:00Z'), opens: true });
  });
});
