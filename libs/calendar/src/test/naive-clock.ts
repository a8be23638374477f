import { days, type Wall } from '../wall-clock.ts';

const formats = new Map<string, Intl.DateTimeFormat>();

/** What the clocks of a zone show at an instant, asked of the platform and not of the library that the calendar rests on. */
export function reading(instant: number, timeZone: string): Wall {
  const part = { year: 'numeric', month: 'numeric', day: 'numeric' } as const;
  const time = { hour: 'numeric', minute: 'numeric', second: 'numeric', hourCycle: 'h23' } as const;
  const format = formats.get(timeZone) ?? new Intl.DateTimeFormat('en-US', { timeZone, ...part, ...time });
  formats.set(timeZone, format);
  const parts = new Map(format.formatToParts(instant).map(({ type, value }) => [type, Number(value)]));
  const [y, mo, d] = [parts.get('year') ?? NaN, parts.get('month') ?? NaN, parts.get('day') ?? NaN];
  const [h, mi, s] = [parts.get('hour') ?? NaN, parts.get('minute') ?? NaN, parts.get('second') ?? NaN];
  return Date.UTC(y, mo - 1, d, h, mi, s) + (((instant % 1000) + 1000) % 1000);
}

/** The latest time that they have shown by then, for instants on a quarter of an hour. Clocks are never set back by more than some hours. */
export function latestReading(instant: number, timeZone: string): Wall {
  let latest = reading(instant, timeZone);
  for (let before = instant; before > instant - days(1) / 8; before -= 900_000) {
    const shown = reading(before, timeZone);
    // until the quarter before has passed, its last millisecond was shown
    latest = Math.max(latest, shown, before < instant ? shown + 899_999 : shown);
  }
  return latest;
}
