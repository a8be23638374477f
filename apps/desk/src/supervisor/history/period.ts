import { dayMs } from '#contracts';
import { beginningOf, dayAfter } from '#calendar';
import type { Period } from '../../api/reports.ts';

/** A stretch of whole days on the calendar of a zone. */
export interface Days {
  readonly from: string;
  /** The last day, included. */
  readonly to: string;
  readonly zone: string;
}

/** The reports of routing answer for so many days at most. */
export const longestDays = 92;

const dateOf = (instant: number): string => new Date(instant).toISOString().slice(0, 10);
/** Whole days of the calendar, the last one included. */
export const lengthOf = ({ from, to }: Days): number => (Date.parse(to) - Date.parse(from)) / dayMs + 1;

/** What is wrong with them; null: they can be asked for. A day more than the rest counts: the clocks may be set back. */
export const faultOf = (days: Days): 'wrongOrder' | 'tooLong' | null => {
  const length = lengthOf(days);
  return !(length >= 1) ? 'wrongOrder' : length >= longestDays ? 'tooLong' : null;
};

/** From the first moment of the first day until the first moment after the last. */
export const periodOf = ({ from, to, zone }: Days): Period => ({
  from: beginningOf(zone, from).toISOString(),
  to: beginningOf(zone, dayAfter(to)).toISOString(),
});

/** As many days, just before them. */
export const daysBefore = (days: Days): Days => {
  const to = Date.parse(days.from) - dayMs;
  return { zone: days.zone, from: dateOf(to - (lengthOf(days) - 1) * dayMs), to: dateOf(to) };
};

/** The last days up to today, as the zone counts them. */
export function lastDays(count: number, zone: string, now: number): Days {
  const parts = new Intl.DateTimeFormat('en-CA', { timeZone: zone, dateStyle: 'short' }).format(now);
  return { zone, to: parts, from: dateOf(Date.parse(parts) - (count - 1) * dayMs) };
}
