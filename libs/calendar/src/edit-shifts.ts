import {
  Refusal,
  type OpeningTimes,
  type OperatingHours,
  type Shift,
  type ShiftException,
  type ShiftId,
} from '#contracts';
import { daysOf, fallsOn } from './recurrence.ts';
import { dateOf, days, wallOf } from './wall-clock.ts';

function find({ shifts }: OperatingHours, id: ShiftId): Shift {
  const shift = shifts.find((each) => each.id === id);
  if (!shift) throw new Refusal('shift-not-found', 'These operating hours have no such shift.');
  return shift;
}

function mustFallOn(shift: Shift, on: string): void {
  if (!fallsOn(shift, wallOf(on))) throw new Refusal('occurrence-not-found', `The shift has no occurrence on ${on}.`);
}

const replace = (hours: OperatingHours, id: ShiftId, by: readonly Shift[]): OperatingHours => ({
  ...hours,
  shifts: hours.shifts.flatMap((shift) => (shift.id === id ? by : [shift])),
});

const isSame = (one: OpeningTimes, other: OpeningTimes): boolean =>
  one.allDay || other.allDay
    ? one.allDay === other.allDay
    : one.opens === other.opens && one.closes === other.closes && one.nextDay === other.nextDay;

/** Exceptions go over to a changed series on the days that it had and still has: one for a day it never had must not wake up. */
const changed = (shift: Shift, change: Partial<Shift>): Shift => {
  const next = { ...shift, ...change };
  const isKept = ({ on }: ShiftException) => fallsOn(shift, wallOf(on)) && fallsOn(next, wallOf(on));
  return { ...next, exceptions: next.exceptions.filter(isKept) };
};

/**
 * "This event" (product.md 20): the occurrence that the series has on the day `on` opens at other times or on another day, or with null not
 * at all. Giving it the series' own day and times takes its exception away. Refuses `shift-not-found`, `occurrence-not-found`.
 */
export function editOccurrence(
  hours: OperatingHours,
  id: ShiftId,
  on: string,
  becomes: ShiftException['becomes'],
): OperatingHours {
  const shift = find(hours, id);
  mustFallOn(shift, on);
  const others = shift.exceptions.filter((exception) => exception.on !== on);
  const isUsual = becomes?.date === on && isSame(becomes.times, shift.times);
  const exceptions = isUsual ? others : [...others, { on, becomes }].sort((a, b) => (a.on < b.on ? -1 : 1));
  return replace(hours, id, [{ ...shift, exceptions }]);
}

/**
 * "This and following" (product.md 20): the series ends before the day `on`, and one under `newId` goes on from there with the change, or with
 * null not at all. What was left of a count goes over. Later days that were changed one by one stay as they are, as far as the new series
 * still has them; the day itself follows the change. On the first day of a series this is the whole series and keeps its id. Refuses `shift-not-found`,
 * `occurrence-not-found`, and `already-exists` when another shift has the new id.
 */
export function editFollowing(
  hours: OperatingHours,
  id: ShiftId,
  on: string,
  change: Partial<Pick<Shift, 'times' | 'repeats'>> | null,
  newId: ShiftId,
): OperatingHours {
  const shift = find(hours, id);
  mustFallOn(shift, on);
  if (hours.shifts.some((each) => each.id === newId))
    throw new Refusal('already-exists', 'Another shift of these operating hours has this id.');

  const before = daysOf(shift, wallOf(shift.startsOn), wallOf(on) - days(1)).length;
  const fresh = { startsOn: on, exceptions: shift.exceptions.filter((exception) => exception.on > on) };
  if (before === 0 || !shift.repeats)
    return replace(hours, id, change === null ? [] : [changed(shift, { ...fresh, ...change })]);
  const { count, ...rest } = shift.repeats;
  const ended: Shift = {
    ...shift,
    repeats: { ...rest, until: dateOf(wallOf(on) - days(1)) },
    exceptions: shift.exceptions.filter((exception) => exception.on < on),
  };
  if (change === null) return replace(hours, id, [ended]);
  const repeats = count === undefined ? shift.repeats : { ...rest, count: count - before };
  return replace(hours, id, [ended, changed(shift, { ...fresh, repeats, ...change, id: newId })]);
}

/**
 * "Whole series" (product.md 20): other times, another rule or another first day for all occurrences, or with null the end of them all.
 * Days that were changed one by one stay as they are, as far as the series still has them. Refuses `shift-not-found`.
 */
export function editSeries(
  hours: OperatingHours,
  id: ShiftId,
  change: Partial<Pick<Shift, 'startsOn' | 'times' | 'repeats'>> | null,
): OperatingHours {
  const shift = find(hours, id);
  return replace(hours, id, change === null ? [] : [changed(shift, change)]);
}
