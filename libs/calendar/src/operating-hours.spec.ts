import fc from 'fast-check';
import {
  operatingHours,
  type Holiday,
  type OpeningTimes,
  type OperatingHours,
  type Recurrence,
  type Shift,
} from '#contracts';
import { nextChange } from './next-change.ts';
import { occurrencesBetween, type Occurrence } from './occurrences.ts';
import { isOpen, spansBetween, whyClosed } from './operating-hours.ts';
import { latestReading } from './test/naive-clock.ts';
import { idOf, someHoliday, someHours, someInstant } from './test/some-hours.ts';
import { dateOf, days, wallOf } from './wall-clock.ts';

const daily: Recurrence = { freq: 'DAILY', interval: 1 };
const from = (opens: string, closes: string, nextDay = false): OpeningTimes => ({
  allDay: false,
  opens,
  closes,
  nextDay,
});

const hoursOf = (
  timeZone: string,
  times: OpeningTimes[],
  { startsOn = '2025-01-01', repeats = daily as Recurrence | null, holidays = [] as Holiday[] } = {},
): OperatingHours =>
  operatingHours.parse({
    timeZone,
    shifts: times.map((each, index) => ({ id: idOf(index), startsOn, times: each, repeats })),
    holidays,
  });

const at = (instant: string) => new Date(instant);
const spans = (hours: OperatingHours | null, first: string, last: string) =>
  spansBetween(hours, at(first), at(last)).map(({ from, to }) => `${from.toISOString()} ${to.toISOString()}`);
const minutesOpen = (hours: OperatingHours, first: string, last: string) =>
  spansBetween(hours, at(first), at(last)).reduce(
    (sum, { from, to }) => sum + (to.getTime() - from.getTime()) / 60_000,
    0,
  );

/** In the words of the record: the day and the time that the clock shows, compared with what an occurrence says. */
const isDuring = ({ date, times }: Occurrence, shown: number) => {
  const end = times.allDay || times.nextDay ? dateOf(wallOf(date) + days(1)) : date;
  return (
    wallOf(date, times.allDay ? '00:00' : times.opens) <= shown &&
    shown < wallOf(end, times.allDay ? '00:00' : times.closes)
  );
};

describe('a channel without operating hours', () => {
  it('is always open', () => {
    expect(isOpen(null, at('2026-01-01T00:00:00Z'))).toBe(true);
    expect(whyClosed(null, at('2026-01-01T00:00:00Z'))).toBeNull();
    expect(nextChange(null, at('2026-01-01T00:00:00Z'))).toBeNull();
    expect(spans(null, '2026-01-01T00:00:00Z', '2026-02-01T00:00:00Z')).toEqual([
      '2026-01-01T00:00:00.000Z 2026-02-01T00:00:00.000Z',
    ]);
  });
});

describe('operating hours without shifts', () => {
  it('never open', () => {
    const hours = hoursOf('Europe/Berlin', []);
    expect(whyClosed(hours, at('2026-01-01T00:00:00Z'))).toBe('outside-hours');
    expect(nextChange(hours, at('2026-01-01T00:00:00Z'))).toBeNull();
  });
});

describe('a day from 8 to 17', () => {
  const hours = hoursOf('Europe/Berlin', [from('08:00', '17:00')]);

  it.each([
    ['2026-11-24T06:59:59.999Z', false],
    ['2026-11-24T07:00:00Z', true],
    ['2026-11-24T15:59:59.999Z', true],
    ['2026-11-24T16:00:00Z', false],
    ['2026-07-24T06:00:00Z', true],
    ['2026-07-24T15:00:00Z', false],
  ])('at %s is open: %s', (instant, open) => {
    expect(isOpen(hours, at(instant))).toBe(open);
    expect(whyClosed(hours, at(instant))).toBe(open ? null : 'outside-hours');
  });

  it('opens and closes next when the clock says so', () => {
    expect(nextChange(hours, at('2026-11-24T06:00:00Z'))).toEqual({ at: at('2026-11-24T07:00:00Z'), opens: true });
    expect(nextChange(hours, at('2026-11-24T07:00:00Z'))).toEqual({ at: at('2026-11-24T16:00:00Z'), opens: false });
    expect(nextChange(hours, at('2026-11-24T16:00:00Z'))).toEqual({ at: at('2026-11-25T07:00:00Z'), opens: true });
  });

  it('is cut where somebody looks away', () => {
    expect(spans(hours, '2026-11-24T12:00:00Z', '2026-11-25T12:00:00Z')).toEqual([
      '2026-11-24T12:00:00.000Z 2026-11-24T16:00:00.000Z',
      '2026-11-25T07:00:00.000Z 2026-11-25T12:00:00.000Z',
    ]);
  });
});

describe('shifts that overlap or touch', () => {
  it('are one span', () => {
    const hours = hoursOf('UTC', [from('08:00', '12:00'), from('10:00', '14:00'), from('14:00', '15:00')]);
    expect(spans(hours, '2026-11-24T00:00:00Z', '2026-11-25T00:00:00Z')).toEqual([
      '2026-11-24T08:00:00.000Z 2026-11-24T15:00:00.000Z',
    ]);
    expect(nextChange(hours, at('2026-11-24T09:00:00Z'))).toEqual({ at: at('2026-11-24T15:00:00Z'), opens: false });
  });

  it('never close when they are all of every day', () => {
    const hours = hoursOf('Europe/Berlin', [{ allDay: true }]);
    expect(nextChange(hours, at('2026-11-24T09:00:00Z'))).toBeNull();
    expect(spans(hours, '2026-10-01T00:00:00Z', '2026-11-01T00:00:00Z')).toHaveLength(1);
  });

  it('never close when they hand over at midnight', () => {
    const hours = hoursOf('America/Los_Angeles', [from('06:00', '00:00', true), from('00:00', '06:00')]);
    expect(nextChange(hours, at('2026-01-01T00:00:00Z'))).toBeNull();
  });
});

describe('a shift over midnight', () => {
  const hours = hoursOf('America/Los_Angeles', [from('22:00', '06:00', true)], {
    startsOn: '2026-11-20',
    repeats: { freq: 'WEEKLY', interval: 1, byDay: ['FR'] },
  });

  it('belongs to the day on which it opens', () => {
    expect(spans(hours, '2026-11-16T00:00:00Z', '2026-11-30T00:00:00Z')).toEqual([
      '2026-11-21T06:00:00.000Z 2026-11-21T14:00:00.000Z',
      '2026-11-28T06:00:00.000Z 2026-11-28T14:00:00.000Z',
    ]);
    expect(isOpen(hours, at('2026-11-21T13:00:00Z'))).toBe(true);
  });

  it('may be longer than a day', () => {
    const long = hoursOf('UTC', [from('18:00', '20:00', true)], { startsOn: '2026-11-20', repeats: null });
    expect(spans(long, '2026-11-16T00:00:00Z', '2026-11-30T00:00:00Z')).toEqual([
      '2026-11-20T18:00:00.000Z 2026-11-21T20:00:00.000Z',
    ]);
    expect(isOpen(long, at('2026-11-21T19:00:00Z'))).toBe(true);
  });

  it('is cut off by a holiday at midnight, and comes back after one', () => {
    const cut = { ...hours, holidays: [{ from: '2026-11-21', to: '2026-11-21', reason: 'Move' }] };
    expect(spans(cut, '2026-11-20T00:00:00Z', '2026-11-23T00:00:00Z')).toEqual([
      '2026-11-21T06:00:00.000Z 2026-11-21T08:00:00.000Z',
    ]);
    const late = { ...hours, holidays: [{ from: '2026-11-20', to: '2026-11-20', reason: 'Move' }] };
    expect(spans(late, '2026-11-20T00:00:00Z', '2026-11-23T00:00:00Z')).toEqual([
      '2026-11-21T08:00:00.000Z 2026-11-21T14:00:00.000Z',
    ]);
  });
});

describe('a holiday', () => {
  const christmas = { from: '2026-12-24', to: '2026-12-26', reason: 'Christmas' };
  const hours = hoursOf('Europe/Berlin', [from('08:00', '17:00')], { holidays: [christmas] });

  it('wins over every shift, from midnight to midnight of the zone', () => {
    expect(whyClosed(hours, at('2026-12-25T10:00:00Z'))).toEqual({ holiday: 'Christmas' });
    expect(whyClosed(hours, at('2026-12-23T22:59:59.999Z'))).toBe('outside-hours');
    expect(whyClosed(hours, at('2026-12-23T23:00:00Z'))).toEqual({ holiday: 'Christmas' });
    expect(whyClosed(hours, at('2026-12-26T23:00:00Z'))).toBe('outside-hours');
    expect(nextChange(hours, at('2026-12-23T16:00:00Z'))).toEqual({ at: at('2026-12-27T07:00:00Z'), opens: true });
  });

  it('is the reason also at night', () => {
    expect(whyClosed(hours, at('2026-12-25T03:00:00Z'))).toEqual({ holiday: 'Christmas' });
  });

  it('interrupts what is open all the time', () => {
    const always = hoursOf('Europe/Berlin', [{ allDay: true }], { holidays: [christmas] });
    expect(nextChange(always, at('2026-01-01T00:00:00Z'))).toEqual({ at: at('2026-12-23T23:00:00Z'), opens: false });
    expect(nextChange(always, at('2026-12-24T00:00:00Z'))).toEqual({ at: at('2026-12-26T23:00:00Z'), opens: true });
    expect(nextChange(always, at('2026-12-27T00:00:00Z'))).toBeNull();
  });
});

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

describe('any operating hours, at any instant', () => {
  it('are open as somebody finds who reads the clock and the calendar', () => {
    fc.assert(
      fc.property(someHours, someInstant, (hours, at) => {
        const shown = latestReading(at.getTime(), hours.timeZone);
        const today = dateOf(shown);
        const isHoliday = hours.holidays.some(({ from, to }) => from <= today && today <= to);
        const isShift = occurrencesBetween(hours, dateOf(shown - days(2)), today).some((occurrence) =>
          isDuring(occurrence, shown),
        );
        expect(isOpen(hours, at)).toBe(isShift && !isHoliday);
      }),
    );
  });

  it('are open inside the spans and closed between them', () => {
    fc.assert(
      fc.property(someHours, someInstant, fc.nat(40), fc.array(fc.nat(96 * 40)), (hours, from, length, quarters) => {
        const to = new Date(from.getTime() + days(length) + 3_600_000);
        const open = spansBetween(hours, from, to);
        for (const [index, span] of open.entries()) {
          expect(span.from < span.to && span.from >= from && span.to <= to).toBe(true);
          expect(span.from > (open[index - 1]?.to ?? new Date(0))).toBe(true);
          expect(isOpen(hours, span.from)).toBe(true);
          expect(isOpen(hours, new Date(span.to.getTime() - 1))).toBe(true);
          if (span.from > from) expect(isOpen(hours, new Date(span.from.getTime() - 1))).toBe(false);
          if (span.to < to) expect(isOpen(hours, span.to)).toBe(false);
        }
        for (const quarter of quarters) {
          const at = new Date(from.getTime() + quarter * 900_000);
          if (at < to) expect(isOpen(hours, at)).toBe(open.some((span) => span.from <= at && at < span.to));
        }
      }),
    );
  });

  it('change at the next change, and not before', () => {
    fc.assert(
      fc.property(someHours, someInstant, (hours, at) => {
        const open = isOpen(hours, at);
        const change = nextChange(hours, at);
        const until = change?.at ?? new Date(at.getTime() + days(800));
        expect(until > at).toBe(true);
        expect(spansBetween(hours, at, until)).toEqual(open ? [{ from: at, to: until }] : []);
        if (change) expect(isOpen(hours, change.at)).toBe(!open);
        if (change) expect(change.opens).toBe(!open);
      }),
    );
  });

  it('say why they are closed exactly when they are', () => {
    fc.assert(
      fc.property(someHours, someInstant, (hours, at) => {
        const why = whyClosed(hours, at);
        expect(why === null).toBe(isOpen(hours, at));
        if (why === 'outside-hours') expect(whyClosed({ ...hours, holidays: [] }, at)).toBe(why);
      }),
    );
  });

  it('are the same after they were written down and read again', () => {
    fc.assert(
      fc.property(someHours, someInstant, (hours, at) => {
        const read = operatingHours.parse(JSON.parse(JSON.stringify(hours)));
        const month = new Date(at.getTime() + days(31));
        expect(spansBetween(read, at, month)).toEqual(spansBetween(hours, at, month));
        expect(nextChange(read, at)).toEqual(nextChange(hours, at));
        expect(whyClosed(read, at)).toEqual(whyClosed(hours, at));
      }),
    );
  });

  it('are never opened by one more holiday, and closed by it on its days', () => {
    fc.assert(
      fc.property(someHours, someHoliday, someInstant, (hours, holiday, at) => {
        const more = { ...hours, holidays: [...hours.holidays, holiday] };
        const today = dateOf(latestReading(at.getTime(), hours.timeZone));
        const isHoliday = holiday.from <= today && today <= holiday.to;
        expect(isOpen(more, at)).toBe(isOpen(hours, at) && !isHoliday);
      }),
    );
  });
});
