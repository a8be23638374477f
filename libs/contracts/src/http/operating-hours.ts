import { z } from 'zod';
import { shiftId } from '../ids.ts';

/** A day in the record's time zone: `2026-11-24`. */
export const localDate = z.iso
  .date({ error: 'must be a day such as 2026-11-24', abort: true })
  .refine((date) => date >= '1900' && date < '2200', 'must lie between 1900 and 2199');

/** A time of day in the record's time zone, to the minute: `08:00`. */
export const timeOfDay = z.iso.time({ precision: -1, error: 'must be a time of day such as 08:00', abort: true });

function isTimeZone(name: string): boolean {
  if (!/^[A-Z]/i.test(name)) return false;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

/** An IANA time zone. Its clock changes are observed without being asked for (product.md 20). */
export const timeZone = z.string().max(100).refine(isTimeZone, 'must be an IANA time zone such as Europe/Berlin');

/**
 * From when until when on one day. Closing is exclusive. A span over midnight is stored once, on the day it opens, with `nextDay`;
 * midnight itself is `00:00` of the next day (product.md 20).
 */
export const openingTimes = z.discriminatedUnion('allDay', [
  z.object({ allDay: z.literal(true) }),
  z
    .object({ allDay: z.literal(false), opens: timeOfDay, closes: timeOfDay, nextDay: z.boolean().default(false) })
    .refine(({ opens, closes, nextDay }) => nextDay || closes > opens, {
      path: ['closes'],
      error: 'must be later than it opens, or on the next day',
    }),
]);
export type OpeningTimes = z.output<typeof openingTimes>;

const frequency = z.enum(['DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY']);
const weekday = z
  .string()
  .regex(/^(-?[1-5])?(MO|TU|WE|TH|FR|SA|SU)$/, 'must be a weekday such as MO, or one of a month such as 1MO or -1FR');
const dayOfMonth = z.union([z.int().min(1).max(31), z.int().min(-31).max(-1)], {
  error: 'must be a day of the month, 1 to 31, or -1 for the last one',
});
const few = <Item extends z.ZodType>(item: Item, most: number) => z.array(item).min(1).max(most).optional();

/**
 * How a shift repeats: the parts of an RFC 5545 rule that administrators need, under their own names. Without `byDay`, `byMonthDay` and
 * `byMonth` it repeats on the weekday or the day of the month that it starts on; a month without that day is left out. Weeks begin on Monday.
 */
export const recurrence = z
  .object({
    freq: frequency,
    interval: z.int().min(1).max(99).default(1),
    byDay: few(weekday, 14),
    byMonthDay: few(dayOfMonth, 31),
    byMonth: few(z.int().min(1).max(12), 12),
    /** How many occurrences there are, cancelled ones included. */
    count: z.int().min(1).max(1000).optional(),
    /** The last day on which an occurrence may begin. */
    until: localDate.optional(),
  })
  .superRefine(({ freq, byDay, byMonthDay, byMonth, count, until }, context) => {
    const refuse = (field: string, message: string) => context.addIssue({ code: 'custom', path: [field], message });
    if (count !== undefined && until !== undefined) refuse('until', 'does not go together with count');
    if (byMonth && freq !== 'YEARLY') refuse('byMonth', 'is for yearly repetition');
    if (byMonthDay && (freq === 'DAILY' || freq === 'WEEKLY'))
      refuse('byMonthDay', 'is for monthly and yearly repetition');
    if (freq === 'YEARLY' && !byMonth && (byDay || byMonthDay)) refuse('byMonth', 'must say the month');
    if ((freq === 'DAILY' || freq === 'WEEKLY') && byDay?.some((day) => day.length > 2))
      refuse('byDay', 'counts weekdays only in monthly and yearly repetition');
  });
export type Recurrence = z.output<typeof recurrence>;

/** One occurrence that differs from its series: what it became, or null when it is cancelled. `on` is the day the series gives it. */
export const shiftException = z.object({
  on: localDate,
  becomes: z.object({ date: localDate, times: openingTimes }).nullable(),
});
export type ShiftException = z.output<typeof shiftException>;

/** A span of opening, once (`repeats` null) or as a series from its first day on (product.md 20: working hours). */
export const shift = z
  .object({
    id: shiftId,
    startsOn: localDate,
    times: openingTimes,
    repeats: recurrence.nullable(),
    exceptions: z
      .array(shiftException)
      .max(1000)
      .refine((all) => new Set(all.map(({ on }) => on)).size === all.length, 'must name each day once')
      .default([]),
  })
  .refine(({ startsOn, repeats }) => !repeats?.until || repeats.until >= startsOn, {
    path: ['repeats', 'until'],
    error: 'must not be before the first day',
  });
export type Shift = z.output<typeof shift>;

/** Days on which no shift counts, both included (product.md 20). */
export const holiday = z
  .object({ from: localDate, to: localDate, reason: z.string().trim().min(1, 'is required').max(100) })
  .refine(({ from, to }) => to >= from, { path: ['to'], error: 'must not be before the first day' });
export type Holiday = z.output<typeof holiday>;

/**
 * When somebody is there: for channels and queues alike (product.md 20). All days and times are those of `timeZone`. A channel or queue
 * without a record is always open; a record without shifts never is.
 */
export const operatingHours = z.object({
  timeZone,
  shifts: z
    .array(shift)
    .max(200)
    .refine((all) => new Set(all.map(({ id }) => id)).size === all.length, 'must have an id each'),
  holidays: z.array(holiday).max(500).default([]),
});
export type OperatingHours = z.output<typeof operatingHours>;

/** What a change to a calendar entry is about (product.md 20: edit scope). */
export const editScope = z.enum(['this-event', 'this-and-following', 'whole-series']);
export type EditScope = z.output<typeof editScope>;
