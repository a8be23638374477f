import type { OpeningTimes } from '#contracts';
import { nextChange } from './next-change.ts';
import { at, from, hoursOf, minutesOpen, spans } from './test/hours-of.ts';
import { dateOf, days, wallOf } from './wall-clock.ts';

describe('the days of 2026 on which clocks are changed', () => {
  // a full day, a night over the change, an ordinary working day, and the hour of the change itself: minutes open
  it.each([
    [
      'Los Angeles, spring',
      'America/Los_Angeles',
      '2026-03-07T20:00:00Z',
      '2026-03-09T19:00:00Z',
      '2026-03-08',
      1380,
      420,
      540,
      30,
    ],
    [
      'Los Angeles, autumn',
      'America/Los_Angeles',
      '2026-10-31T19:00:00Z',
      '2026-11-02T20:00:00Z',
      '2026-11-01',
      1500,
      540,
      540,
      120,
    ],
    [
      'Berlin, spring',
      'Europe/Berlin',
      '2026-03-28T11:00:00Z',
      '2026-03-30T10:00:00Z',
      '2026-03-29',
      1380,
      420,
      540,
      30,
    ],
    [
      'Berlin, autumn',
      'Europe/Berlin',
      '2026-10-24T10:00:00Z',
      '2026-10-26T11:00:00Z',
      '2026-10-25',
      1500,
      540,
      540,
      60,
    ],
    [
      'Lord Howe, autumn',
      'Australia/Lord_Howe',
      '2026-04-04T01:00:00Z',
      '2026-04-06T01:30:00Z',
      '2026-04-05',
      1470,
      510,
      540,
      90,
    ],
    [
      'Lord Howe, spring',
      'Australia/Lord_Howe',
      '2026-10-03T01:30:00Z',
      '2026-10-05T01:00:00Z',
      '2026-10-04',
      1410,
      450,
      540,
      30,
    ],
    [
      'Kathmandu, never',
      'Asia/Kathmandu',
      '2026-03-28T06:15:00Z',
      '2026-03-30T06:15:00Z',
      '2026-03-29',
      1440,
      480,
      540,
      60,
    ],
    [
      'Apia, no longer',
      'Pacific/Apia',
      '2026-09-25T23:00:00Z',
      '2026-09-27T23:00:00Z',
      '2026-09-27',
      1440,
      480,
      540,
      60,
    ],
  ])('%s', (_, zone, first, last, date, allDay, night, work, change) => {
    const once = (startsOn: string, times: OpeningTimes) =>
      minutesOpen(hoursOf(zone, [times], { startsOn, repeats: null }), first, last);
    expect(once(date, { allDay: true })).toBe(allDay);
    expect(once(dateOf(wallOf(date) - days(1)), from('22:00', '06:00', true))).toBe(night);
    expect(once(date, from('08:00', '17:00'))).toBe(work);
    expect(once(date, from('01:30', '02:30'))).toBe(change);
  });

  it('open at the jump when the clocks jump over the opening', () => {
    const hours = hoursOf('America/Los_Angeles', [from('02:30', '03:15')]);
    expect(spans(hours, '2026-03-08T08:00:00Z', '2026-03-09T08:00:00Z')).toEqual([
      '2026-03-08T10:00:00.000Z 2026-03-08T10:15:00.000Z',
    ]);
  });

  it('leave out a shift that the clocks jump over', () => {
    const hours = hoursOf('Europe/Berlin', [from('02:15', '02:45')]);
    expect(spans(hours, '2026-03-28T23:00:00Z', '2026-03-29T22:00:00Z')).toEqual([]);
    expect(nextChange(hours, at('2026-03-28T12:00:00Z'))).toEqual({ at: at('2026-03-30T00:15:00Z'), opens: true });
  });

  it('do not open twice in the hour that comes twice', () => {
    const hours = hoursOf('Europe/Berlin', [from('02:00', '02:30')]);
    expect(spans(hours, '2026-10-24T22:00:00Z', '2026-10-25T22:00:00Z')).toEqual([
      '2026-10-25T00:00:00.000Z 2026-10-25T00:30:00.000Z',
    ]);
  });

  it('never close for a break that the clocks jump over', () => {
    const hours = hoursOf('Europe/Berlin', [from('00:00', '02:15'), from('02:45', '12:00')]);
    expect(nextChange(hours, at('2026-03-29T00:30:00Z'))).toEqual({ at: at('2026-03-29T10:00:00Z'), opens: false });
    expect(spans(hours, '2026-03-28T23:00:00Z', '2026-03-29T22:00:00Z')).toHaveLength(1);
  });

  it('have no shift on a day that a zone left out', () => {
    const hours = hoursOf('Pacific/Apia', [from('09:00', '17:00')], { startsOn: '2011-12-01' });
    expect(spans(hours, '2011-12-29T12:00:00Z', '2011-12-31T10:00:00Z')).toEqual([
      '2011-12-29T19:00:00.000Z 2011-12-30T03:00:00.000Z',
      '2011-12-30T19:00:00.000Z 2011-12-31T03:00:00.000Z',
    ]);
  });
});
