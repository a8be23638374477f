import type { OperatingHours } from '#contracts';
import { holidayAt, isOpenAt, openOn } from './open-stretches.ts';
import { merge } from './stretches.ts';
import { dayOf, days, instantOf, wallAt } from './wall-clock.ts';

/** Open from `from` until, and not including, `to`. */
export interface OpenSpan {
  readonly from: Date;
  readonly to: Date;
}

/** Why nobody is there: no shift, or a holiday and its reason. */
export type Closed = 'outside-hours' | { readonly holiday: string };

/**
 * Whether somebody is there at an instant. Without hours it is always so (product.md 20). A holiday wins over every shift; all is reckoned in
 * the record's zone, so that a shift opens at the same time of day in summer and in winter.
 */
export const isOpen = (hours: OperatingHours | null, at: Date): boolean =>
  hours === null || isOpenAt(hours, wallAt(at, hours.timeZone));

/**
 * Why nobody is there at an instant, to choose between the out-of-hours and the holiday text (product.md 20, 21.2; scenarios 12, 13); null
 * when it is open. On a holiday the answer is the holiday also at an hour that no shift has. Of two holidays the first in the record counts.
 */
export function whyClosed(hours: OperatingHours | null, at: Date): Closed | null {
  if (hours === null) return null;
  const wall = wallAt(at, hours.timeZone);
  const holiday = holidayAt(hours, wall);
  if (holiday) return { holiday: holiday.reason };
  return isOpenAt(hours, wall) ? null : 'outside-hours';
}

/**
 * When it is open between two instants: ascending, merged over all shifts, holidays taken out, cut at both ends. For the week and the month
 * view (product.md 20); what it costs grows with the time between. Without hours it is one span.
 */
export function spansBetween(hours: OperatingHours | null, from: Date, to: Date): readonly OpenSpan[] {
  if (from >= to) return [];
  if (hours === null) return [{ from, to }];
  const [first, last] = [wallAt(from, hours.timeZone), wallAt(to, hours.timeZone)];
  const spans = openOn(hours, dayOf(first) - days(1), dayOf(last))
    .filter((stretch) => stretch.to > first && stretch.from <= last)
    .map((stretch) => ({
      from: Math.max(instantOf(stretch.from, hours.timeZone), from.getTime()),
      to: Math.min(instantOf(stretch.to, hours.timeZone), to.getTime()),
    }));
  // clocks may jump over a stretch, or over what lies between two
  return merge(spans).map((span) => ({ from: new Date(span.from), to: new Date(span.to) }));
}
