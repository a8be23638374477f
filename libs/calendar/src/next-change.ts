import type { OperatingHours, Shift } from '#contracts';
import { isOpenAt, openOn } from './open-stretches.ts';
import { daysOf } from './recurrence.ts';
import type { Stretch } from './stretches.ts';
import { dayOf, days, instantOf, wallAt, wallOf, type Wall } from './wall-clock.ts';

/** A moment at which a closed record opens, or an open one closes. */
export interface Change {
  readonly at: Date;
  readonly opens: boolean;
}

/** Open from `from` until, and not including, `to`; null: no end is known. */
export interface NextSpan {
  readonly from: Date;
  readonly to: Date | null;
}

/** How many days are looked at one by one: first the week, then ever more. The last holds every yearly date once. */
const horizons = [8, 60, 400];
/** Ten years hold a leap day, whatever the century. */
const furthest = days(3660);

/**
 * The first moment after `at` at which it opens or closes; between the two nothing changes. Null when that never happens, or not within ten
 * years; always null without hours (product.md 20).
 */
export function nextChange(hours: OperatingHours | null, at: Date): Change | null {
  if (hours === null) return null;
  const now = wallAt(at, hours.timeZone);
  const isOpen = isOpenAt(hours, now);
  let begin = dayOf(now);
  let seen = now;
  for (;;) {
    let last = begin;
    for (const horizon of horizons) {
      last = begin + days(horizon);
      const ahead = openOn(hours, begin - days(1), last).filter(({ from, to }) => to > seen && from < last);
      const change = isOpen ? closing(ahead, last, hours.timeZone) : opening(ahead, hours.timeZone);
      if (change !== undefined) return { at: new Date(change), opens: !isOpen };
    }
    // a year without a change: the next one, if any, comes with a day that is not like that year
    const turn = nextTurn(hours, last - days(1), dayOf(now) + furthest, isOpen);
    if (turn === undefined) return null;
    begin = seen = Math.max(last - days(1), turn - days(1));
  }
}

/**
 * When it will be open after `at`: the next `count` spans that begin later, ascending; one that never ends within ten years has no end and is the
 * last. A span that is going on is not among them.
 */
export function nextSpans(hours: OperatingHours, at: Date, count: number): readonly NextSpan[] {
  const spans: NextSpan[] = [];
  let change = nextChange(hours, at);
  if (change && !change.opens) change = nextChange(hours, change.at);
  while (change && spans.length < count) {
    const closes = nextChange(hours, change.at);
    spans.push({ from: change.at, to: closes?.at ?? null });
    change = closes && nextChange(hours, closes.at);
  }
  return spans;
}

function opening(ahead: readonly Stretch[], timeZone: string): number | undefined {
  // a stretch that the clocks jump over is none
  const first = ahead.find(({ from, to }) => instantOf(from, timeZone) < instantOf(to, timeZone));
  return first && instantOf(first.from, timeZone);
}

/** Looks a day less far than the shifts that are known, because the next of them may go on where one ends. */
function closing(ahead: readonly Stretch[], last: Wall, timeZone: string): number | undefined {
  for (const [index, { to }] of ahead.entries()) {
    if (to > last - days(1)) return undefined;
    const at = instantOf(to, timeZone);
    const next = ahead[index + 1];
    // clocks may jump over all that lies between two stretches; then it never closes there
    if (!next || instantOf(next.from, timeZone) > at) return at;
  }
  return undefined;
}

/** The first day from `from` to `to` that can end a year without a change. */
function nextTurn(hours: OperatingHours, from: Wall, to: Wall, isOpen: boolean): Wall | undefined {
  const holidays = hours.holidays.map((holiday) => wallOf(holiday.from));
  const turns = [...holidays, ...hours.shifts.flatMap((shift) => turnsOf(shift, from, to, isOpen))];
  return turns.filter((day) => from <= day && day <= to).sort((a, b) => a - b)[0];
}

/** A series begins, or one of its days is unlike the others; and for what is open it ends, for what is closed it has a day at all. */
function turnsOf(shift: Shift, from: Wall, to: Wall, isOpen: boolean): readonly Wall[] {
  const { startsOn, exceptions } = shift;
  const start = wallOf(startsOn);
  const unlike = exceptions.flatMap(({ on, becomes }) => (becomes ? [wallOf(on), wallOf(becomes.date)] : [wallOf(on)]));
  const own = isOpen ? lastDayOf(shift, to) : start <= from ? daysOf(shift, from, to)[0] : undefined;
  return own === undefined ? [start, ...unlike] : [start, ...unlike, own];
}

function lastDayOf(shift: Shift, to: Wall): Wall | undefined {
  const { startsOn, repeats } = shift;
  if (repeats?.until) return wallOf(repeats.until);
  return repeats && repeats.count === undefined ? undefined : daysOf(shift, wallOf(startsOn), to).at(-1);
}
