import { z } from 'zod';
import { dayMs } from '../durations.ts';
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

/** An instant as the clocks of the record's zone show it, with their distance from UTC: `2026-11-24T08:00:00+01:00`. */
const local = z.iso.datetime({ offset: true });
const instant = z.iso
  .datetime({ offset: true, error: 'must be an instant such as 2026-11-24T08:00:00Z', abort: true })
  .refine((at) => at >= '1900' && at < '2200', 'must lie between 1900 and 2199');

/** Asks how it stands at an instant; without one, now. */
export const openingRequest = z.object({ at: instant.optional() });

/** One opening of one shift, named by the day its series gives it. */
const occurrence = z.object({ shiftId, on: localDate });

/** How it stands at an instant (product.md 20). All times are those of the record's zone. */
export const openingView = z
  .object({
    timeZone: z.string(),
    at: local,
    isOpen: z.boolean(),
    /** A shift makes it open; a holiday, or no shift at all, closed. */
    why: z.enum(['shift', 'holiday', 'outside-hours']),
    /** The opening that is going on, while it is open. */
    occurrence: occurrence.nullable(),
    /** Why nobody is there, on a holiday. */
    holiday: z.string().nullable(),
    /** When it opens or closes next; null: not within ten years. */
    nextChange: z.object({ at: local, opens: z.boolean() }).nullable(),
    /** The next ten times that it opens, and until when it is open then; null: no end is known. */
    next: z.array(z.object({ from: local, to: local.nullable() })),
  })
  .meta({ id: 'Opening' });
export type OpeningView = z.output<typeof openingView>;

const daysApart = (from: string, to: string) => (Date.parse(to) - Date.parse(from)) / dayMs;

/** Asks for days of the record's zone, both included: a page of a calendar. */
export const stretchesRequest = z
  .object({ from: localDate, to: localDate })
  .refine(({ from, to }) => to >= from, { path: ['to'], error: 'must not be before the first day' })
  .refine(({ from, to }) => daysApart(from, to) < 92, {
    path: ['to'],
    error: 'must be at most 92 days from the first',
  });

/** What a calendar shows of some days: when it is open, and the openings and holidays that make it so. */
export const stretchesView = z
  .object({
    timeZone: z.string(),
    from: localDate,
    to: localDate,
    /** Ascending and apart: shifts that overlap are one, holidays are taken out. Cut at the first and after the last day. */
    open: z.array(z.object({ from: local, to: local })),
    /** Each opening that begins on these days, before holidays: what is edited by its shift and the day its series gives it. */
    occurrences: z.array(
      occurrence.extend({ date: localDate, from: local, to: local, times: openingTimes, isException: z.boolean() }),
    ),
    holidays: z.array(z.object({ from: localDate, to: localDate, reason: z.string() })),
  })
  .meta({ id: 'Stretches' });
export type StretchesView = z.output<typeof stretchesView>;

const scopeOfEdit = { scope: editScope, on: localDate.optional() };
/** The day tells which occurrence is meant, unless all are. */
const namesItsDay = ({ scope, on }: { scope: EditScope; on?: string | undefined }) =>
  scope === 'whole-series' || on !== undefined;
const needsDay = { path: ['on'], error: 'is required: the day that the series gives the occurrence' };

const changeable: Readonly<Record<EditScope, readonly string[]>> = {
  'this-event': ['date', 'times'],
  'this-and-following': ['times', 'repeats'],
  'whole-series': ['startsOn', 'times', 'repeats'],
};

/**
 * Changes one occurrence of a shift, it and all after it, or the whole series (product.md 20). What is left out of `change` stays as it is.
 * `date` moves one occurrence, `startsOn` is the first day of a series, `repeats: null` makes it open once.
 */
export const editShiftRequest = z
  .object({
    ...scopeOfEdit,
    change: z.object({
      date: localDate.optional(),
      startsOn: localDate.optional(),
      times: openingTimes.optional(),
      repeats: recurrence.nullable().optional(),
    }),
  })
  .refine(namesItsDay, needsDay)
  .superRefine(({ scope, change }, context) => {
    const said = Object.entries(change).flatMap(([field, value]) => (value === undefined ? [] : [field]));
    const refuse = (path: string[], message: string) => context.addIssue({ code: 'custom', path, message });
    if (said.length === 0) refuse(['change'], `must say one of ${changeable[scope].join(', ')}`);
    for (const field of said.filter((one) => !changeable[scope].includes(one)))
      refuse(['change', field], `cannot be changed for ${scope.replaceAll('-', ' ')}`);
  });
export type EditShiftRequest = z.output<typeof editShiftRequest>;

/** Takes out one occurrence, it and all after it, or the whole series. */
export const removeShiftRequest = z.object(scopeOfEdit).refine(namesItsDay, needsDay);
export type RemoveShiftRequest = z.output<typeof removeShiftRequest>;
