import { timeIn } from '#calendar';
import { type OperatingHours, operatingHours } from '#contracts';

export const utc = (date: string): number => Date.parse(`${date}T00:00Z`);

const shortTime = new Intl.DateTimeFormat('en-GB', {
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
  timeZone: 'UTC',
});

/** An instant as the clocks of a zone show it: `Thu 26 Nov, 08:00`. */
export const inZone = (zone: string, at: Date): string =>
  shortTime.format(Date.parse(`${timeIn(zone, at).slice(0, 16)}Z`));

/** What is typed, as far as it can be read: a half-typed holiday does not hide the rest. */
export function readable(values: Readonly<Record<string, unknown>>): OperatingHours | null {
  const asked = { timeZone: values['timeZone'], shifts: values['shifts'], holidays: values['holidays'] };
  const whole = operatingHours.safeParse(asked);
  if (whole.success) return whole.data;
  const without = operatingHours.safeParse({ ...asked, holidays: [] });
  return without.success ? without.data : null;
}

/** The day that it is where these hours are, as far as they can be read; else where their editor is. */
export const dayOf = (values: Readonly<Record<string, unknown>>, at: Date): string =>
  timeIn(readable(values)?.timeZone ?? new Intl.DateTimeFormat().resolvedOptions().timeZone, at).slice(0, 10);

/** The moment that was typed, as an instant of the zone. */
export function instantIn(zone: string, typed: string): Date | null {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/.test(typed)) return null;
  // what the clocks there show then differs from UTC by what they show at about that time
  const guess = Date.parse(`${typed}Z`);
  const shown = Date.parse(`${timeIn(zone, new Date(guess)).slice(0, 16)}Z`);
  return new Date(guess - (shown - guess));
}

const shortDay = new Intl.DateTimeFormat('en-GB', {
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  timeZone: 'UTC',
});
/** The day of an instant in a zone: `Thu 26 Nov`. */
export const dayInZone = (zone: string, at: Date): string => shortDay.format(utc(timeIn(zone, at).slice(0, 10)));
