import fc from 'fast-check';
import { operatingHours, type OperatingHours, type Recurrence, type Shift } from '#contracts';
import { editFollowing, editOccurrence, editSeries } from './edit-shifts.ts';
import { occurrencesBetween, type Occurrence } from './occurrences.ts';
import { daysOf } from './recurrence.ts';
import { idOf, someDate, someHours, someSeries, someShift, someTimes } from './test/some-hours.ts';
import { dateOf, wallOf } from './wall-clock.ts';

const [first, last] = ['2026-01-01', '2026-12-31'];
const all = (hours: OperatingHours) => occurrencesBetween(hours, first, last);
const newId = idOf(99);
/** Each run lists a year of five shifts some times over. */
const runs = { numRuns: 40 };

/** What is open, whichever shift it comes from, in one string: comparing long lists object by object takes its time. */
const openings = (occurrences: readonly Pick<Occurrence, 'on' | 'date' | 'times'>[]) =>
  occurrences
    .map(({ on, date, times }) => JSON.stringify({ on, date, times }))
    .sort()
    .join('\n');
const isOurs = (shift: Shift) => (occurrence: Occurrence) =>
  occurrence.shiftId === shift.id || occurrence.shiftId === newId;
const ours = (hours: OperatingHours, shift: Shift) => all(hours).filter(isOurs(shift));
const others = (hours: OperatingHours, shift: Shift) =>
  JSON.stringify(all(hours).filter((occurrence) => !isOurs(shift)(occurrence)));

const isValid = (hours: OperatingHours) =>
  expect(operatingHours.parse(JSON.parse(JSON.stringify(hours)))).toEqual(hours);

/** Some hours, one of their shifts and one of the days that its series has, cancelled ones included. */
const someOccurrence = fc
  .tuple(someHours, someShift(7), fc.nat(), fc.nat())
  .map(([hours, shift, place, pick]) => {
    const shifts = hours.shifts.toSpliced(place % (hours.shifts.length + 1), 0, shift);
    const dates = daysOf(shift, wallOf(first), wallOf(last)).map(dateOf);
    return { hours: { ...hours, shifts }, shift, on: dates[pick % dates.length] ?? '' };
  })
  .filter(({ on }) => on !== '');
const someNewDay = fc.record({ date: someDate, times: someTimes });

const weekly: Recurrence = { freq: 'WEEKLY', interval: 1, byDay: ['MO', 'TU'] };
const shift: Shift = {
  id: idOf(1),
  startsOn: '2026-11-02',
  times: { allDay: false, opens: '08:00', closes: '17:00', nextDay: false },
  repeats: weekly,
  exceptions: [],
};
const hours: OperatingHours = { timeZone: 'Europe/Berlin', shifts: [shift], holidays: [] };
const long = { allDay: false, opens: '08:00', closes: '20:00', nextDay: false } as const;
const dates = (some: OperatingHours) =>
  occurrencesBetween(some, '2026-11-01', '2026-11-17').map(
    ({ date, times }) => `${date} ${times.allDay ? '' : times.closes}`,
  );

describe('editing this event', () => {
  it('changes its times, moves it or cancels it', () => {
    const longer = editOccurrence(hours, shift.id, '2026-11-03', { date: '2026-11-03', times: long });
    const moved = editOccurrence(longer, shift.id, '2026-11-09', { date: '2026-11-11', times: shift.times });
    const cancelled = editOccurrence(moved, shift.id, '2026-11-10', null);
    expect(dates(cancelled)).toEqual([
      '2026-11-02 17:00',
      '2026-11-03 20:00',
      '2026-11-11 17:00',
      '2026-11-16 17:00',
      '2026-11-17 17:00',
    ]);
  });

  it('touches nothing else', () => {
    fc.assert(
      fc.property(someOccurrence, fc.option(someNewDay), ({ hours, shift, on }, becomes) => {
        const edited = editOccurrence(hours, shift.id, on, becomes);
        isValid(edited);
        expect(others(edited, shift)).toBe(others(hours, shift));
        const rest = (some: OperatingHours) => ours(some, shift).filter((occurrence) => occurrence.on !== on);
        expect(openings(rest(edited))).toBe(openings(rest(hours)));
        const now = ours(edited, shift).filter((occurrence) => occurrence.on === on);
        expect(openings(now)).toBe(openings(becomes ? [{ on, ...becomes }] : []));
      }),
      runs,
    );
  });

  it('leaves no trace when it is given back what the series says', () => {
    fc.assert(
      fc.property(someOccurrence, fc.option(someNewDay), ({ hours, shift, on }, becomes) => {
        const plain = { ...hours, shifts: hours.shifts.map((each) => ({ ...each, exceptions: [] })) };
        const edited = editOccurrence(plain, shift.id, on, becomes);
        expect(editOccurrence(edited, shift.id, on, { date: on, times: shift.times })).toEqual(plain);
      }),
      runs,
    );
  });
});

describe('editing this and following', () => {
  it('ends the series and begins another', () => {
    const edited = editFollowing(hours, shift.id, '2026-11-09', { times: long }, newId);
    expect(dates(edited)).toEqual([
      '2026-11-02 17:00',
      '2026-11-03 17:00',
      '2026-11-09 20:00',
      '2026-11-10 20:00',
      '2026-11-16 20:00',
      '2026-11-17 20:00',
    ]);
    expect(edited.shifts).toEqual([
      { ...shift, repeats: { ...weekly, until: '2026-11-08' } },
      { ...shift, id: newId, startsOn: '2026-11-09', times: long },
    ]);
  });

  it('takes over what is left of a count', () => {
    const counted = { ...hours, shifts: [{ ...shift, repeats: { ...weekly, count: 5 } }] };
    const edited = editFollowing(counted, shift.id, '2026-11-09', { times: long }, newId);
    expect(dates(edited)).toEqual([
      '2026-11-02 17:00',
      '2026-11-03 17:00',
      '2026-11-09 20:00',
      '2026-11-10 20:00',
      '2026-11-16 20:00',
    ]);
  });

  it('is the whole series on its first day', () => {
    expect(editFollowing(hours, shift.id, '2026-11-02', { times: long }, newId)).toEqual(
      editSeries(hours, shift.id, { times: long }),
    );
    expect(editFollowing(hours, shift.id, '2026-11-02', null, newId).shifts).toEqual([]);
  });

  it('opens the same as before when nothing is changed', () => {
    fc.assert(
      fc.property(someOccurrence, ({ hours, shift, on }) => {
        const edited = editFollowing(hours, shift.id, on, {}, newId);
        isValid(edited);
        const usual = editOccurrence(hours, shift.id, on, { date: on, times: shift.times });
        expect(openings(all(edited))).toBe(openings(all(usual)));
      }),
      runs,
    );
  });

  it('touches nothing before that day, and all from then on', () => {
    fc.assert(
      fc.property(
        someOccurrence,
        someTimes,
        someSeries,
        fc.boolean(),
        ({ hours, shift, on }, times, { repeats }, isRule) => {
          // a rule that is over before it begins is refused at the door
          const rule = repeats && { ...repeats, until: undefined };
          const edited = editFollowing(hours, shift.id, on, isRule ? { times, repeats: rule } : { times }, newId);
          isValid(edited);
          expect(others(edited, shift)).toBe(others(hours, shift));
          const before = (some: OperatingHours) => ours(some, shift).filter((occurrence) => occurrence.on < on);
          expect(openings(before(edited))).toBe(openings(before(hours)));

          const [from, to] = [wallOf(on), wallOf(last)];
          const had = new Set(daysOf(shift, from, to).map(dateOf));
          const kept = shift.exceptions.filter((exception) => exception.on > on && had.has(exception.on));
          const expected = daysOf(isRule ? { startsOn: on, repeats: rule } : shift, from, to).flatMap((day) => {
            const exception = kept.find((each) => each.on === dateOf(day));
            const now = exception ? exception.becomes : { date: dateOf(day), times };
            return now ? [{ on: dateOf(day), ...now }] : [];
          });
          expect(openings(ours(edited, shift).filter((occurrence) => occurrence.on >= on))).toBe(openings(expected));
        },
      ),
      runs,
    );
  });

  it('may end the series', () => {
    fc.assert(
      fc.property(someOccurrence, ({ hours, shift, on }) => {
        const edited = editFollowing(hours, shift.id, on, null, newId);
        isValid(edited);
        expect(others(edited, shift)).toBe(others(hours, shift));
        const before = ours(hours, shift).filter((occurrence) => occurrence.on < on);
        expect(openings(ours(edited, shift))).toBe(openings(before));
      }),
      runs,
    );
  });
});

describe('editing the whole series', () => {
  it('changes each occurrence but those changed one by one', () => {
    const cancelled = editOccurrence(hours, shift.id, '2026-11-09', null);
    const moved = editOccurrence(cancelled, shift.id, '2026-11-10', { date: '2026-11-11', times: shift.times });
    expect(dates(editSeries(moved, shift.id, { times: long }))).toEqual([
      '2026-11-02 20:00',
      '2026-11-03 20:00',
      '2026-11-11 17:00',
      '2026-11-16 20:00',
      '2026-11-17 20:00',
    ]);
  });

  it('forgets changes of days that the series no longer has', () => {
    const moved = editOccurrence(hours, shift.id, '2026-11-10', { date: '2026-11-11', times: shift.times });
    const mondays = editSeries(moved, shift.id, { repeats: { ...weekly, byDay: ['MO'] } });
    expect(dates(mondays)).toEqual(['2026-11-02 17:00', '2026-11-09 17:00', '2026-11-16 17:00']);
    expect(dates(editSeries(mondays, shift.id, { repeats: weekly }))).toEqual(dates(hours));
  });

  it('touches this series only, and all of it', () => {
    fc.assert(
      fc.property(someOccurrence, someTimes, ({ hours, shift }, times) => {
        const edited = editSeries(hours, shift.id, { times });
        isValid(edited);
        expect(others(edited, shift)).toBe(others(hours, shift));
        const expected = ours(hours, shift).map((each) => (each.isException ? each : { ...each, times }));
        expect(openings(ours(edited, shift))).toBe(openings(expected));
        expect(JSON.stringify(all(editSeries(hours, shift.id, null)))).toBe(others(hours, shift));
      }),
      runs,
    );
  });
});

describe('an edit of what is not there', () => {
  const code = (edit: () => unknown) => {
    try {
      return edit();
    } catch (refusal) {
      return (refusal as { code: string }).code;
    }
  };

  it('is refused', () => {
    expect(code(() => editSeries(hours, idOf(2), null))).toBe('shift-not-found');
    expect(code(() => editOccurrence(hours, idOf(2), '2026-11-02', null))).toBe('shift-not-found');
    expect(code(() => editOccurrence(hours, shift.id, '2026-11-04', null))).toBe('occurrence-not-found');
    expect(code(() => editFollowing(hours, shift.id, '2026-11-04', null, newId))).toBe('occurrence-not-found');
    expect(code(() => editFollowing(hours, shift.id, '2026-11-09', {}, shift.id))).toBe('already-exists');
  });
});

describe('an exception on a day that the series does not have', () => {
  it('opens nothing', () => {
    const stray = { on: '2026-11-04', becomes: { date: '2026-11-05', times: shift.times } };
    expect(dates({ ...hours, shifts: [{ ...shift, exceptions: [stray] }] })).toEqual(dates(hours));
  });
});
