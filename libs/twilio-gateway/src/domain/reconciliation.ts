import type { AccountId, ChannelId } from '#contracts';

/** `in`: customers' texts to a number, to be taken in where they are missing. `out`: what became of the texts that left from it. */
export type Direction = 'in' | 'out';

/**
 * How far one number's texts were compared with Twilio's list, in one direction (docs/adr/0015). A round goes from a little before the
 * mark to almost now, oldest first, in windows that one page of the list can hold.
 *
 *     since ────────── mark ·········· now            everything before the mark was compared
 *             from ├──window──┤ ··▶ horizon           a round goes over the last of it again, and on
 */
export interface Reconciliation {
  readonly channelId: ChannelId;
  /** Whose list it is: that of the account that carries the channel's texts, or did. */
  readonly accountId: AccountId;
  readonly direction: Direction;
  /** The channel's, when `since` and `until` were last heard of. */
  readonly version: number;
  /** When the channel was finished: texts from before are none of ours (product.md 3, decisions F). */
  readonly since: Date;
  /** When it was retired; null while it is in use. */
  readonly until: Date | null;
  readonly mark: Date;
  /** Where the next window of the round under way begins; null between two rounds. */
  readonly cursor: Date | null;
  /** How many seconds the next window spans at most. */
  readonly span: number;
  /** The next round follows at once, because this one follows an outage whose last texts may still be on their way. */
  readonly hurried: boolean;
  /** When it is looked at again; null: never, the channel is retired and compared to its end. */
  readonly nextAt: Date | null;
  /** When a round was last done. */
  readonly comparedAt: Date | null;
  /** How often in a row Twilio did not answer as it should. */
  readonly failures: number;
  /** Why: Twilio's code, or a word of ours; null when all is well. */
  readonly problem: string | null;
}

/** Whole seconds of Twilio's clock, both ends included. */
export interface Window {
  readonly from: Date;
  readonly to: Date;
}

/** How reconciliation goes about it, in milliseconds. */
export interface Pace {
  /** From one round of a number to the next. */
  readonly everyMs: number;
  /** A text that is younger than this may still come by itself: Twilio gives a webhook 15 s, and the fallback another 15. */
  readonly onItsWayMs: number;
  /** How far before the mark a round begins: Twilio's list may show a text late. */
  readonly overlapMs: number;
}

const second = 1000;
/** The longest window, 30 days. */
const widest = 30 * 86_400;
/** The longest wait after a failure. */
const longestWait = 15 * 60 * second;

/** A channel that was just finished: everything from then on is to be compared. */
export const beginning = (
  { channelId, accountId }: Pick<Reconciliation, 'channelId' | 'accountId'>,
  direction: Direction,
  version: number,
  since: Date,
  now: Date,
) =>
  ({
    channelId,
    accountId,
    direction,
    version,
    since,
    until: null,
    mark: since,
    cursor: null,
    span: widest,
    hurried: false,
    nextAt: now,
    comparedAt: null,
    failures: 0,
    problem: null,
  }) as const satisfies Reconciliation;

/**
 * What the channel's state means for it. Retired: nothing from `at` on is ours. In use again: only what comes from now on; what came
 * in between was turned away, and stays away.
 */
export function follow(known: Reconciliation, version: number, isInUse: boolean, at: Date): Reconciliation {
  if (version <= known.version) return known;
  if (isInUse === (known.until === null)) return { ...known, version };
  if (!isInUse) return { ...known, version, until: later(at, known.since) };
  return { ...known, version, until: null, since: at, mark: at, cursor: null, span: widest, nextAt: at };
}

/** The channel's number moved to another account: nothing from `at` on is to be found at this one. What is over already stays so. */
export function leave(known: Reconciliation, version: number, at: Date): Reconciliation {
  if (version <= known.version) return known;
  const until = later(at, known.since);
  return { ...known, version, until: known.until === null ? until : earlier(known.until, until) };
}

/** The seconds that are compared next; null when there is nothing to compare yet, or any more. */
export function nextWindow(reconciliation: Reconciliation, now: Date, pace: Pace): Window | null {
  const { cursor, mark, span } = reconciliation;
  const first = ceil(reconciliation.since);
  const from = cursor ?? later(first, floor(plus(mark, -pace.overlapMs)));
  const horizon = horizonOf(reconciliation, now, pace);
  if (from > horizon) return null;
  return { from, to: earlier(horizon, plus(from, (span - 1) * second)) };
}

/** Everything of this window was compared. `now` is when the list was asked for. */
export function compared(reconciliation: Reconciliation, { to }: Window, now: Date, pace: Pace): Reconciliation {
  const cursor = plus(to, second);
  const onward = {
    ...reconciliation,
    mark: later(reconciliation.mark, cursor),
    cursor,
    span: Math.min(widest, reconciliation.span * 2),
    nextAt: now,
    failures: 0,
    problem: null,
  };
  return cursor > horizonOf(reconciliation, now, pace) ? rested(onward, now, pace) : onward;
}

/** A round is done, or there was nothing to compare: it is looked at again later. */
export function rested(reconciliation: Reconciliation, now: Date, pace: Pace): Reconciliation {
  const { until, hurried } = reconciliation;
  const isOver = until !== null && plus(until, pace.overlapMs + pace.onItsWayMs) < now;
  const wait = hurried ? Math.min(pace.everyMs, pace.onItsWayMs + second) : pace.everyMs;
  return {
    ...reconciliation,
    cursor: null,
    hurried: false,
    nextAt: isOver ? null : plus(now, wait),
    comparedAt: now,
    failures: 0,
    problem: null,
  };
}

/** More texts than one page holds: half the time. */
export const narrowed = (reconciliation: Reconciliation, { from, to }: Window): Reconciliation => ({
  ...reconciliation,
  span: Math.max(1, Math.floor(secondsOf({ from, to }) / 2)),
});

/** Twilio did not answer, or refused: the same window again, after 5 s and twice as long each time, at most a quarter of an hour. */
export function stumbled(reconciliation: Reconciliation, problem: string, now: Date, chance: number): Reconciliation {
  const failures = reconciliation.failures + 1;
  const longest = Math.min(longestWait, 5 * second * 2 ** Math.min(failures - 1, 20));
  return { ...reconciliation, failures, problem, nextAt: plus(now, longest * (0.5 + chance / 2)) };
}

export const secondsOf = ({ from, to }: Window): number => (to.getTime() - from.getTime()) / second + 1;

/** The last second that may be compared: one that is wholly over, on its way no more, and before the channel was retired. */
function horizonOf({ until }: Reconciliation, now: Date, { onItsWayMs }: Pace): Date {
  const settled = floor(plus(now, -onItsWayMs));
  return until === null ? settled : earlier(settled, plus(floor(until), -second));
}

const plus = (time: Date, ms: number) => new Date(time.getTime() + ms);
const later = (one: Date, other: Date) => (one > other ? one : other);
const earlier = (one: Date, other: Date) => (one < other ? one : other);
const floor = (time: Date) => new Date(Math.floor(time.getTime() / second) * second);
const ceil = (time: Date) => new Date(Math.ceil(time.getTime() / second) * second);
