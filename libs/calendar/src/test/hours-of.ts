import { operatingHours, type Holiday, type OpeningTimes, type OperatingHours, type Recurrence } from '#contracts';
import { spansBetween } from '../operating-hours.ts';
import { idOf } from './some-hours.ts';

export const daily: Recurrence = { freq: 'DAILY', interval: 1 };
export const from = (opens: string, closes: string, nextDay = false): OpeningTimes => ({
  allDay: false,
  opens,
  closes,
  nextDay,
});

export const hoursOf = (
  timeZone: string,
  times: OpeningTimes[],
  { startsOn = '2025-01-01', repeats = daily as Recurrence | null, holidays = [] as Holiday[] } = {},
): OperatingHours =>
  operatingHours.parse({
    timeZone,
    shifts: times.map((each, index) => ({ id: idOf(index), startsOn, times: each, repeats })),
    holidays,
  });

export const at = (instant: string) => new Date(instant);
export const spans = (hours: OperatingHours | null, first: string, last: string) =>
  spansBetween(hours, at(first), at(last)).map(({ from, to }) => `${from.toISOString()} ${to.toISOString()}`);
export const minutesOpen = (hours: OperatingHours, first: string, last: string) =>
  spansBetween(hours, at(first), at(last)).reduce(
    (sum, { from, to }) => sum + (to.getTime() - from.getTime()) / 60_000,
    0,
  );
