import { Temporal } from 'temporal-polyfill';

/**
 * What a clock on a wall shows, as the milliseconds between 1970-01-01T00:00 and it on that same clock. All days have 24 hours on this
 * line, so calendars are computed on it; only `wallAt` and `instantOf` know where a zone's clocks jump.
 */
export type Wall = number;

export const days = (count: number): Wall => count * 86_400_000;
export const dayOf = (wall: Wall): Wall => Math.floor(wall / days(1)) * days(1);

/** `2026-11-24` and, when there is one, `08:00`. */
export const wallOf = (date: string, time = '00:00'): Wall => Date.parse(`${date}T${time}Z`);
export const timeOf = (time: string): number => (Number(time.slice(0, 2)) * 60 + Number(time.slice(3))) * 60_000;
export const dateOf = (wall: Wall): string => new Date(wall).toISOString().slice(0, 10);

const clockShows = (moment: Temporal.ZonedDateTime): Wall =>
  moment.epochMilliseconds + moment.offsetNanoseconds / 1_000_000;

/**
 * When the clocks of a zone first show this time, in milliseconds. A time that they jump over is the moment of the jump. So this never runs
 * backwards: spans keep their order and their neighbours, and a day that a zone left out (Pacific/Apia, 2011-12-30) is empty. RFC 5545
 * would move such a time on by the length of the jump, which can put an opening after its closing.
 */
export function instantOf(wall: Wall, timeZone: string): number {
  const local = Temporal.Instant.fromEpochMilliseconds(wall).toZonedDateTimeISO('UTC').toPlainDateTime();
  const moment = local.toZonedDateTime(timeZone, { disambiguation: 'earlier' });
  if (clockShows(moment) === wall) return moment.epochMilliseconds;
  return moment.getTimeZoneTransition('next')?.epochMilliseconds ?? moment.epochMilliseconds;
}

/**
 * The latest time that the clocks of a zone have shown by `at`: `instantOf(wall) <= at` exactly when `wall <= wallAt(at)`. While they show an
 * hour for the second time, this is the last millisecond before they were set back.
 */
export function wallAt(at: Date, timeZone: string): Wall {
  const moment = Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(timeZone);
  const first = moment.toPlainDateTime().toZonedDateTime(timeZone, { disambiguation: 'earlier' });
  if (first.epochMilliseconds === moment.epochMilliseconds) return clockShows(moment);
  const setBack = first.getTimeZoneTransition('next');
  return setBack ? clockShows(setBack.subtract({ milliseconds: 1 })) : clockShows(moment);
}

/**
 * The next time the clocks of a zone are changed after `at`, and by how many minutes (60 in a usual spring, -60 in a usual autumn); null when
 * no change is known.
 */
export function nextClockChange(timeZone: string, at: Date): { at: Date; minutes: number } | null {
  const before = Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(timeZone);
  const change = before.getTimeZoneTransition('next');
  if (!change) return null;
  const jump = change.offsetNanoseconds - change.subtract({ milliseconds: 1 }).offsetNanoseconds;
  return { at: new Date(change.epochMilliseconds), minutes: jump / 60_000_000_000 };
}

/** An instant as the clocks of a zone show it, with their distance from UTC: `2026-11-24T08:00:00+01:00`. */
export const timeIn = (timeZone: string, at: Date): string =>
  Temporal.Instant.fromEpochMilliseconds(at.getTime())
    .toZonedDateTimeISO(timeZone)
    .toString({ timeZoneName: 'never', smallestUnit: 'second' });

/** The first instant of a day (`2026-11-24`) in a zone; where the clocks jump over midnight, the jump. */
export const beginningOf = (timeZone: string, date: string): Date => new Date(instantOf(wallOf(date), timeZone));

/** The day after this one. */
export const dayAfter = (date: string): string => dateOf(wallOf(date) + days(1));
