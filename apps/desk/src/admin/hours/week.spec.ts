import fc from 'fast-check';
import { v7 } from 'uuid';
import { occurrencesBetween } from '#calendar';
import { type OpeningTimes, type OperatingHours, operatingHours, type Shift, type ShiftId } from '#contracts';
import { dayOf } from './moments.ts';
import {
  addSpan,
  changeSpan,
  copyDay,
  daysOfWeek,
  hoursOn,
  minutesIn,
  spansOn,
  timesOf,
  weekdayOf,
  weekdays,
} from './week.ts';

const id = () => v7() as ShiftId;
const startsOn = '2026-01-01';
const times = (opens: string, closes: string): OpeningTimes => ({ allDay: false, opens, closes, nextDay: false });
const nineToFive = times('09:00', '17:00');
const weekly = (byDay: readonly string[], at = nineToFive): Shift => ({
  id: id(),
  startsOn,
  times: at,
  repeats: { freq: 'WEEKLY', interval: 1, byDay: [...byDay] },
  exceptions: [],
});

/** What opens in a fortnight, by day. */
const opened = (shifts: readonly Shift[]) => {
  const hours: OperatingHours = operatingHours.parse({ timeZone: 'Europe/Berlin', shifts, holidays: [] });
  return occurrencesBetween(hours, '2026-03-02', '2026-03-15')
    .map(({ date, times: at }) => `${weekdayOf(date)} ${date} ${JSON.stringify(at)}`)
    .toSorted();
};

const someTimes = fc
  .tuple(fc.integer({ min: 0, max: 95 }), fc.integer({ min: 1, max: 95 }))
  .map(([from, length]) => timesOf(from * 15, Math.min(from * 15 + length * 15, 2820)));
const someShifts = fc.array(
  fc.tuple(fc.subarray([...weekdays], { minLength: 1 }), someTimes).map(([days, at]) => weekly(days, at)),
  { minLength: 1, maxLength: 4 },
);

describe('changing one day of the weekly pattern', () => {
  it('changes that day alone, and takes what was there away', () => {
    const shifts = [weekly(['MO', 'TU', 'WE'])];
    const changed = changeSpan(shifts, { shiftId: shifts[0]!.id, day: 'TU' }, times('10:00', '12:00'), id());
    expect(changed.map((shift) => [daysOfWeek(shift), shift.times])).toEqual([
      [['MO', 'WE'], nineToFive],
      [['TU'], times('10:00', '12:00')],
    ]);
    expect(changeSpan(shifts, { shiftId: shifts[0]!.id, day: 'TU' }, null, id()).map(daysOfWeek)).toEqual([
      ['MO', 'WE'],
    ]);
  });

  it('is undone by giving the day its times back', () => {
    const [shift] = [weekly(['MO', 'TU'])];
    const apart = changeSpan([shift], { shiftId: shift.id, day: 'TU' }, times('10:00', '12:00'), id());
    const again = changeSpan(apart, { shiftId: apart[1]!.id, day: 'TU' }, nineToFive, id());
    expect(again).toEqual([shift]);
  });

  it('takes what was changed on single days along', () => {
    const exceptions = [
      { on: '2026-03-03', becomes: null },
      { on: '2026-03-04', becomes: null },
    ];
    const shift = { ...weekly(['TU', 'WE']), exceptions };
    const [stays, apart] = changeSpan([shift], { shiftId: shift.id, day: 'TU' }, times('10:00', '12:00'), id());
    expect([stays!.exceptions, apart!.exceptions]).toEqual([[exceptions[1]], [exceptions[0]]]);
  });

  it('never touches another day, whatever the pattern', () => {
    fc.assert(
      fc.property(someShifts, someTimes, fc.nat(), fc.constantFrom(...weekdays), (shifts, at, which, day) => {
        const spans = spansOn(shifts, day);
        const span = spans[which % Math.max(1, spans.length)];
        const others = (all: readonly Shift[]) => opened(all).filter((line) => !line.startsWith(day));
        const changed = span ? changeSpan(shifts, span, at, id()) : addSpan(shifts, day, at, startsOn, id());
        expect(others(changed)).toEqual(others(shifts));
        expect(spansOn(changed, day).map((one) => JSON.stringify(one.times))).toContain(JSON.stringify(at));
        operatingHours.parse({ timeZone: 'UTC', shifts: changed });
      }),
    );
  });
});

describe('copying a day', () => {
  it('makes the other one open as it, and as nothing else', () => {
    fc.assert(
      fc.property(someShifts, fc.constantFrom(...weekdays), fc.constantFrom(...weekdays), (shifts, from, to) => {
        if (from === to) return;
        const said = (all: readonly Shift[], day: (typeof weekdays)[number]) =>
          spansOn(all, day).map((one) => one.times);
        const copied = copyDay(shifts, from, to, startsOn, id);
        expect(
          said(copied, to)
            .map((one) => JSON.stringify(one))
            .toSorted(),
        ).toEqual(
          said(shifts, from)
            .map((one) => JSON.stringify(one))
            .toSorted(),
        );
        expect(said(copied, from)).toEqual(said(shifts, from));
      }),
    );
  });
});

describe('what the pattern opens', () => {
  it('is told in hours, once where spans overlap', () => {
    const shifts = [weekly(['MO'], times('08:00', '12:00')), weekly(['MO'], times('11:00', '13:30'))];
    expect([hoursOn(shifts, 'MO'), hoursOn(shifts, 'TU')]).toEqual([5.5, 0]);
  });

  it('is as long after it was written in minutes', () => {
    fc.assert(
      fc.property(someTimes, (at) => {
        const [from, to] = minutesIn(at);
        expect(minutesIn(timesOf(from, to))).toEqual([from, to]);
      }),
    );
  });

  it('is no part of what repeats otherwise', () => {
    const once: Shift = { ...weekly(['MO']), repeats: null };
    const everyOther: Shift = { ...weekly(['MO']), repeats: { freq: 'WEEKLY', interval: 2, byDay: ['MO'] } };
    expect([daysOfWeek(once), daysOfWeek(everyOther)]).toEqual([null, null]);
  });
});

describe('a holiday that is added', () => {
  it.each([
    ['Europe/Berlin', '2026-11-30'],
    ['America/Los_Angeles', '2026-11-29'],
  ])('is today where its hours are: in %s', (timeZone, day) => {
    expect(dayOf({ timeZone, shifts: [], holidays: [] }, new Date('2026-11-30T00:10:00Z'))).toBe(day);
  });
});
