import type { OpeningTimes, Shift, ShiftId } from '#contracts';

/** The days of a week as RFC 5545 calls them, Monday first. */
export const weekdays = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const;
export type Weekday = (typeof weekdays)[number];

/** One opening of a weekday, out of one shift. */
export interface Span {
  readonly shiftId: ShiftId;
  readonly day: Weekday;
  readonly times: OpeningTimes;
}

export const weekdayOf = (date: string): Weekday => weekdays[(new Date(`${date}T00:00Z`).getUTCDay() + 6) % 7]!;

/** The weekdays of a shift that repeats every week without an end of its own kind; null: it is none of the pattern. */
export function daysOfWeek({ repeats, startsOn }: Shift): readonly Weekday[] | null {
  if (repeats?.freq !== 'WEEKLY' || repeats.interval !== 1 || repeats.count !== undefined) return null;
  return (repeats.byDay as readonly Weekday[] | undefined) ?? [weekdayOf(startsOn)];
}

const opens = (times: OpeningTimes): string => (times.allDay ? '00:00' : times.opens);

/** What the weekly pattern opens on a day, by the clock. */
export const spansOn = (shifts: readonly Shift[], day: Weekday): readonly Span[] =>
  shifts
    .flatMap((shift) => (daysOfWeek(shift)?.includes(day) ? [{ shiftId: shift.id, day, times: shift.times }] : []))
    .toSorted((one, other) => (opens(one.times) < opens(other.times) ? -1 : 1));

const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

/** The shift on these weekdays alone, with what is excepted there. */
const onlyOn = (shift: Shift, days: readonly Weekday[]): Shift => ({
  ...shift,
  repeats: { ...shift.repeats!, byDay: [...days] },
  exceptions: shift.exceptions.filter(({ on }) => days.includes(weekdayOf(on))),
});

/** Shifts that say the same on other weekdays are one, so that the record stays as short as a person would write it. */
function joined(shifts: readonly Shift[]): readonly Shift[] {
  const all: Shift[] = [];
  for (const shift of shifts) {
    const days = daysOfWeek(shift);
    const at = all.findIndex((one) => {
      const others = daysOfWeek(one);
      return (
        days !== null &&
        others !== null &&
        one.startsOn === shift.startsOn &&
        isSame(one.times, shift.times) &&
        one.repeats!.until === shift.repeats!.until &&
        !others.some((day) => days.includes(day))
      );
    });
    if (at < 0) all.push(shift);
    else {
      const [one, both] = [all[at]!, new Set([...daysOfWeek(all[at]!)!, ...days!])];
      all[at] = {
        ...one,
        repeats: { ...one.repeats!, byDay: weekdays.filter((day) => both.has(day)) },
        exceptions: [...one.exceptions, ...shift.exceptions].toSorted((a, b) => (a.on < b.on ? -1 : 1)),
      };
    }
  }
  return all;
}

/** Another span on one weekday, or with null none; every other day stays as it is. `newId`: of a shift that splits off. */
export function changeSpan(
  shifts: readonly Shift[],
  { shiftId, day }: Pick<Span, 'shiftId' | 'day'>,
  times: OpeningTimes | null,
  newId: ShiftId,
): readonly Shift[] {
  return joined(
    shifts.flatMap((shift) => {
      const days = shift.id === shiftId ? daysOfWeek(shift) : null;
      if (!days?.includes(day)) return [shift];
      const others = days.filter((one) => one !== day);
      const stays = others.length > 0 ? [onlyOn(shift, others)] : [];
      if (times === null) return stays;
      return [...stays, { ...onlyOn(shift, [day]), times, ...(stays.length > 0 ? { id: newId } : {}) }];
    }),
  );
}

/** One more span on a weekday, from `startsOn` on. */
export const addSpan = (
  shifts: readonly Shift[],
  day: Weekday,
  times: OpeningTimes,
  startsOn: string,
  newId: ShiftId,
): readonly Shift[] =>
  joined([
    ...shifts,
    { id: newId, startsOn, times, repeats: { freq: 'WEEKLY', interval: 1, byDay: [day] }, exceptions: [] },
  ]);

/** A weekday opens as another one does. */
export function copyDay(
  shifts: readonly Shift[],
  from: Weekday,
  to: Weekday,
  startsOn: string,
  newId: () => ShiftId,
): readonly Shift[] {
  const cleared = spansOn(shifts, to).reduce((all, span) => changeSpan(all, span, null, newId()), shifts);
  return spansOn(shifts, from).reduce((all, { times }) => addSpan(all, to, times, startsOn, newId()), cleared);
}

const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
const timeAt = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;

/** From when until when in minutes after midnight; beyond 1,440 on the next day. */
export const minutesIn = (times: OpeningTimes): readonly [from: number, to: number] =>
  times.allDay ? [0, 1440] : [minutesOf(times.opens), minutesOf(times.closes) + (times.nextDay ? 1440 : 0)];

/** The other way round; the end of the day is midnight of the next. */
export const timesOf = (from: number, to: number): OpeningTimes =>
  from === 0 && to === 1440
    ? { allDay: true }
    : { allDay: false, opens: timeAt(from), closes: timeAt(to % 1440), nextDay: to >= 1440 };

/** How long the pattern opens on a day, in hours; spans that overlap count once. */
export function hoursOn(shifts: readonly Shift[], day: Weekday): number {
  let [sum, until] = [0, 0];
  for (const { times } of spansOn(shifts, day)) {
    const [from, to] = minutesIn(times);
    sum += Math.max(0, to - Math.max(from, until));
    until = Math.max(until, to);
  }
  return sum / 60;
}
