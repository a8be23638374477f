import { beginningOf, dayAfter, timeIn } from '#calendar';

/** How many segments may leave in a day, whose clocks a zone's are: carriers count so by the brand (twilio.md 4.6, 4.11: 30023, 30027). */
export interface DayCap {
  readonly segmentsPerDay: number;
  readonly timeZone: string;
}

/** How much of a cap is used up. */
export interface DayCount {
  /** The day that was counted last, such as `2026-11-24`; null: none yet. */
  readonly day: string | null;
  /** How many segments left in it. */
  readonly leftInDay: number;
}

const dayOf = ({ timeZone }: Pick<DayCap, 'timeZone'>, now: Date): string => timeIn(timeZone, now).slice(0, 10);

/** How many segments left today. */
export const leftToday = (cap: DayCap, { day, leftInDay }: DayCount, now: Date): number =>
  day === dayOf(cap, now) ? leftInDay : 0;

/** When the count begins anew. */
export const nextDay = (cap: Pick<DayCap, 'timeZone'>, now: Date): Date =>
  beginningOf(cap.timeZone, dayAfter(dayOf(cap, now)));

/** Whether a text of so many segments still fits into today. One that is larger than a whole day fits into an untouched one. */
export const fitsToday = (cap: DayCap, count: DayCount, segments: number, now: Date): boolean =>
  leftToday(cap, count, now) + Math.min(segments, cap.segmentsPerDay) <= cap.segmentsPerDay;

/** The count after so many more. */
export const countToday = (cap: DayCap, count: DayCount, segments: number, now: Date): DayCount => ({
  day: dayOf(cap, now),
  leftInDay: leftToday(cap, count, now) + segments,
});

/** When the day begins in which a text fits that has `before` segments before it; null: today. */
export function fitsOn(cap: DayCap, count: DayCount, before: number, segments: number, now: Date): Date | null {
  const whole = cap.segmentsPerDay;
  // how much of all that is left over when today is full
  let over = leftToday(cap, count, now) + before + Math.min(segments, whole) - whole;
  if (over <= 0) return null;
  let day = nextDay(cap, now);
  for (; over > whole; over -= whole) day = nextDay(cap, day);
  return day;
}
