import { RRuleTemporal } from 'rrule-temporal';
import { Temporal } from 'temporal-polyfill';
import type { Shift } from '#contracts';
import { wallOf, type Wall } from './wall-clock.ts';

type Series = Pick<Shift, 'startsOn' | 'repeats'>;

/** Days only, so the library counts in UTC, where each has 24 hours; times of day are ours (wall-clock.ts). */
const dayInUtc = (date: string) => Temporal.PlainDate.from(date).toZonedDateTime('UTC');

/** More than there are days between the first and the last that contracts admit, so that no question is too wide for the library. */
const maxIterations = 120_000;

const rules = new WeakMap<Series, RRuleTemporal<Temporal.ZonedDateTime>>();

/** Reading a rule costs more than asking it, and a series never changes: an edit makes a new one. */
function ruleOf(series: Series, repeats: NonNullable<Series['repeats']>) {
  const known = rules.get(series);
  if (known) return known;
  const { until, ...parts } = repeats;
  const rule = new RRuleTemporal({
    ...parts,
    ...(until === undefined ? {} : { until: dayInUtc(until) }),
    dtstart: dayInUtc(series.startsOn),
    maxIterations,
    temporal: Temporal,
  });
  rules.set(series, rule);
  return rule;
}

/**
 * The days of a series from one day to another, both included, ascending. Exceptions are not looked at. A series begins with the first day
 * that fits its rule, on or after `startsOn`. What this costs depends on how many days it answers, not on how long ago the series began:
 * the library computes its way to `from`. Only a rule with a count is counted from its start, which contracts limit to 1,000.
 */
export function daysOf(series: Series, from: Wall, to: Wall): readonly Wall[] {
  if (to < from) return [];
  if (series.repeats) {
    const found = ruleOf(series, series.repeats).between(new Date(from), new Date(to), true);
    return found.map(({ epochMilliseconds }) => epochMilliseconds);
  }
  const only = wallOf(series.startsOn);
  return from <= only && only <= to ? [only] : [];
}

export const fallsOn = (series: Series, day: Wall): boolean => daysOf(series, day, day).length > 0;
