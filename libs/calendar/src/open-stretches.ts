import type { Holiday, OperatingHours } from '#contracts';
import { shiftsBetween } from './occurrences.ts';
import { merge, without, type Stretch } from './stretches.ts';
import { dayOf, days, wallOf, type Wall } from './wall-clock.ts';

const covers = ({ from, to }: Stretch, wall: Wall): boolean => from <= wall && wall < to;
const stretchOf = ({ from, to }: Holiday): Stretch => ({ from: wallOf(from), to: wallOf(to) + days(1) });

/** What the shifts of these days, both included, leave open between the holidays, by the clock on the wall: ascending and apart. */
export const openOn = (hours: OperatingHours, first: Wall, last: Wall): readonly Stretch[] =>
  without(merge(shiftsBetween(hours, first, last)), merge(hours.holidays.map(stretchOf)));

/** Only the shifts of yesterday and of today can be open: none is as long as two days. */
export function isOpenAt(hours: OperatingHours, wall: Wall): boolean {
  const today = dayOf(wall);
  return openOn(hours, today - days(1), today).some((stretch) => covers(stretch, wall));
}

export const holidayAt = (hours: OperatingHours, wall: Wall): Holiday | undefined =>
  hours.holidays.find((holiday) => covers(stretchOf(holiday), wall));
