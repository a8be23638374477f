import type { OpeningTimes, OperatingHours, Shift, ShiftId } from '#contracts';
import { daysOf, fallsOn } from './recurrence.ts';
import type { Stretch } from './stretches.ts';
import { dateOf, dayOf, days, instantOf, timeOf, wallAt, wallOf, type Wall } from './wall-clock.ts';

/** One opening of one shift, before holidays. */
export interface Occurrence {
  readonly shiftId: ShiftId;
  /** The day the series gives it: what the edits and the exceptions call it by. */
  readonly on: string;
  /** The day it opens on; another one when this occurrence was moved. */
  readonly date: string;
  readonly times: OpeningTimes;
  readonly isException: boolean;
}

interface Opening {
  readonly on: Wall;
  readonly day: Wall;
  readonly times: OpeningTimes;
  readonly isException: boolean;
}

/**
 * What a shift opens from one day to another, both included. An exception on a day that the series does not have says nothing: there is
 * nothing it could be an exception to.
 */
function openingsOf(shift: Shift, from: Wall, to: Wall): readonly Opening[] {
  const { times } = shift;
  const excepted = new Set(shift.exceptions.map(({ on }) => wallOf(on)));
  const usual = daysOf(shift, from, to)
    .filter((day) => !excepted.has(day))
    .map((day) => ({ on: day, day, times, isException: false }));
  const changed = shift.exceptions.flatMap(({ on, becomes }) => {
    if (!becomes) return [];
    const opening = { on: wallOf(on), day: wallOf(becomes.date), times: becomes.times, isException: true };
    return from <= opening.day && opening.day <= to && fallsOn(shift, opening.on) ? [opening] : [];
  });
  return [...usual, ...changed];
}

/** From when until when it is open, by the clock on the wall. Never as long as two days. */
function stretchOf({ day, times }: Pick<Opening, 'day' | 'times'>): Stretch {
  if (times.allDay) return { from: day, to: day + days(1) };
  return { from: day + timeOf(times.opens), to: day + timeOf(times.closes) + (times.nextDay ? days(1) : 0) };
}

/** What the shifts open from one day to another, both included, by the clock on the wall: in no order, overlapping, before holidays. */
export const shiftsBetween = (hours: OperatingHours, from: Wall, to: Wall): readonly Stretch[] =>
  hours.shifts.flatMap((shift) => openingsOf(shift, from, to).map(stretchOf));

/**
 * Each occurrence of each shift that opens from one day to another (`2026-11-24`), both included, in the order in which they open. What a
 * calendar page draws and edits (product.md 20); holidays are not taken out.
 */
export const occurrencesBetween = (hours: OperatingHours, from: string, to: string): readonly Occurrence[] =>
  hours.shifts
    .flatMap((shift) => openingsOf(shift, wallOf(from), wallOf(to)).map((opening) => ({ shiftId: shift.id, opening })))
    .sort((a, b) => stretchOf(a.opening).from - stretchOf(b.opening).from)
    .map(({ shiftId, opening: { on, day, ...rest } }) => ({ shiftId, on: dateOf(on), date: dateOf(day), ...rest }));

/** From when until when an occurrence is open, before holidays; nothing when the clocks jump over all of it. */
export function instantsOf({ date, times }: Occurrence, timeZone: string): { readonly from: Date; readonly to: Date } {
  const { from, to } = stretchOf({ day: wallOf(date), times });
  return { from: new Date(instantOf(from, timeZone)), to: new Date(instantOf(to, timeZone)) };
}

/** The occurrence that opened first of those that are open at an instant, before holidays; null when none is. */
export function occurrenceAt(hours: OperatingHours, at: Date): Occurrence | null {
  const now = wallAt(at, hours.timeZone);
  const today = dayOf(now);
  const covers = ({ date, times }: Occurrence) => {
    const { from, to } = stretchOf({ day: wallOf(date), times });
    return from <= now && now < to;
  };
  return occurrencesBetween(hours, dateOf(today - days(1)), dateOf(today)).find(covers) ?? null;
}
