import { nextChange } from '#calendar';
import type { OperatingHours, QueueId, QueueOverflow } from '#contracts';

/** What overflow needs to know of a queue at the moment. */
export interface QueueNow {
  readonly id: QueueId;
  readonly name: string;
  readonly overflow: QueueOverflow;
  /** Its operating hours; null: it has none and is always open. */
  readonly hours: OperatingHours | null;
  /** Whether these say that somebody is there. */
  readonly isOpen: boolean;
  /** When it opens next; null: it is open, or nobody knows. */
  readonly opensAt: Date | null;
  /** When its hours end next; null: it is closed, or never closes. */
  readonly closesAt: Date | null;
  /** Items in it that nobody has taken. */
  readonly length: number;
  readonly hasMembers: boolean;
  readonly whenEmpty: 'hold' | 'end';
}

export type PreQueueCondition = 'out-of-hours' | 'work-item-limit';

/** What is to be done about an item that its queue has no place for. */
export interface OverflowAction {
  readonly condition: PreQueueCondition;
  readonly do: 'end' | 'transfer' | 'assign-anyway';
  /** Where to, by `transfer`. */
  readonly to: QueueId | null;
  /** The limit, and how many there were. */
  readonly limit: number | null;
  readonly found: number | null;
}

/**
 * Whether one more item is too many for the queue as it is now, and what to do about it (product.md 10.1): outside its hours comes
 * first. A limit of N is exceeded by item N + 1. `instead`: what a rule says in place of the queue.
 */
export function overflowing(queue: QueueNow, instead: QueueOverflow | null): OverflowAction | null {
  const { outOfHours, workItemLimit } = instead ?? queue.overflow;
  if (!queue.isOpen)
    return { condition: 'out-of-hours', do: outOfHours.do, to: outOfHours.queueId, limit: null, found: null };
  if (workItemLimit && queue.length >= workItemLimit.limit) {
    const { limit, do: action, queueId } = workItemLimit;
    return { condition: 'work-item-limit', do: action, to: queueId, limit, found: queue.length };
  }
  return null;
}

/**
 * What concerns an item of what its queue says about overflow while it waits: nothing where it is there because no rule sent it anywhere (product.md 9.4);
 * else how long it waits, and the end of the queue's hours, of which only those that began while it was there count: `wait` until the queue opens,
 * `all` from then on.
 */
export type Heeds = 'nothing' | 'wait' | 'all';

/** Since when an item is in its queue, and what of its overflow concerns it. */
export interface Waits {
  readonly queuedAt: Date;
  readonly heeds: Heeds;
}

/** What concerns an item that arrives in this queue. */
export const heedsIn = ({ isOpen }: Pick<QueueNow, 'isOpen'>, { isFallback = false } = {}): Heeds =>
  isFallback ? 'nothing' : isOpen ? 'all' : 'wait';

/** What concerns it by now: its queue may have opened since it came, even where nobody looked then. */
export function heedsNow(
  { isOpen, hours }: Pick<QueueNow, 'isOpen' | 'hours'>,
  { queuedAt, heeds }: Waits,
  now: Date,
): Heeds {
  if (heeds !== 'wait') return heeds;
  if (isOpen) return 'all';
  const opened = nextChange(hours, queuedAt)?.at;
  return opened && opened <= now ? 'all' : 'wait';
}

/**
 * When an item has to be looked at because it waits too long, or because the hours of its queue end, or begin at all, and that one sends work on when
 * they end; null: never (product.md 10.2, 43 G16).
 */
export function overflowsAt(
  { overflow, opensAt, closesAt }: Pick<QueueNow, 'overflow' | 'opensAt' | 'closesAt'>,
  instead: QueueOverflow | null,
  { queuedAt, heeds }: Waits,
): Date | null {
  if (heeds === 'nothing') return null;
  const { waitingTime, outOfHours } = instead ?? overflow;
  const tooLong = waitingTime && new Date(queuedAt.getTime() + waitingTime.seconds * 1000);
  const turns = outOfHours.do === 'assign-anyway' ? null : heeds === 'all' ? closesAt : opensAt;
  return tooLong && turns ? (tooLong < turns ? tooLong : turns) : (tooLong ?? turns);
}

/** What becomes of an item that nobody takes, and when. */
export interface Foreseen {
  readonly at: Date;
  readonly do: 'end' | 'transfer';
  readonly to: QueueId | null;
}

/** What its queue, or the rule that brought it there, will do about an item that nobody takes; null: nothing that is known (product.md 40). */
export function foreseen(
  overflow: QueueOverflow,
  instead: QueueOverflow | null,
  { queuedAt, heeds, overflowsAt: at }: Waits & { readonly overflowsAt: Date | null },
): Foreseen | null {
  if (heeds === 'nothing' || at === null) return null;
  const { waitingTime, outOfHours } = instead ?? overflow;
  const tooLong = waitingTime && new Date(queuedAt.getTime() + waitingTime.seconds * 1000);
  if (tooLong && (heeds === 'wait' || tooLong <= at))
    return { at: tooLong, do: waitingTime.do, to: waitingTime.queueId };
  if (heeds === 'wait' || outOfHours.do === 'assign-anyway') return null;
  return { at, do: outOfHours.do, to: outOfHours.queueId };
}

/** What is to be done about a waiting item, and why. */
export interface Overflowing {
  readonly condition: 'out-of-hours' | 'waiting-time';
  readonly do: 'end' | 'transfer';
  readonly to: QueueId | null;
  /** Of a wait: how many seconds are allowed, and how many there were. */
  readonly limit: number | null;
  readonly found: number | null;
}

/**
 * What the queue as it is now, or the rule that brought it there, says of an item that waits in it; null: it waits on. That the hours ended comes
 * before that it waited too long, as it does for what arrives (product.md 10.1, 10.2).
 */
export function overflowingWhileWaiting(
  queue: Pick<QueueNow, 'overflow' | 'isOpen'>,
  instead: QueueOverflow | null,
  { queuedAt, heeds }: Waits,
  now: Date,
): Overflowing | null {
  if (heeds === 'nothing') return null;
  const { waitingTime, outOfHours } = instead ?? queue.overflow;
  if (heeds === 'all' && !queue.isOpen && outOfHours.do !== 'assign-anyway')
    return { condition: 'out-of-hours', do: outOfHours.do, to: outOfHours.queueId, limit: null, found: null };
  if (!waitingTime || queuedAt.getTime() + waitingTime.seconds * 1000 > now.getTime()) return null;
  const found = Math.floor((now.getTime() - queuedAt.getTime()) / 1000);
  return { condition: 'waiting-time', do: waitingTime.do, to: waitingTime.queueId, limit: waitingTime.seconds, found };
}
