import type { QueueId, QueueOverflow } from '#contracts';

/** What overflow needs to know of a queue at the moment. */
export interface QueueNow {
  readonly id: QueueId;
  readonly name: string;
  readonly overflow: QueueOverflow;
  /** Whether its operating hours say that somebody is there. */
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

/** Whether and since when an item is in its queue, as far as its overflow goes. */
export interface Waits {
  readonly queuedAt: Date;
  /** Whether the end of the queue's hours concerns it: it came while the queue was open, and not because no rule sent it elsewhere. */
  readonly heedsHours: boolean;
}

/**
 * When an item has to be looked at because it waits too long, or because the hours of its queue end and that one sends work on then; null: never
 * (product.md 10.2, 43 G16).
 */
export function overflowsAt(
  { overflow, closesAt }: Pick<QueueNow, 'overflow' | 'closesAt'>,
  instead: QueueOverflow | null,
  { queuedAt, heedsHours }: Waits,
): Date | null {
  const { waitingTime, outOfHours } = instead ?? overflow;
  const tooLong = waitingTime && new Date(queuedAt.getTime() + waitingTime.seconds * 1000);
  const hoursEnd = heedsHours && outOfHours.do !== 'assign-anyway' ? closesAt : null;
  return tooLong && hoursEnd ? (tooLong < hoursEnd ? tooLong : hoursEnd) : (tooLong ?? hoursEnd);
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
  { queuedAt, heedsHours }: Waits,
  now: Date,
): Overflowing | null {
  const { waitingTime, outOfHours } = instead ?? queue.overflow;
  if (heedsHours && !queue.isOpen && outOfHours.do !== 'assign-anyway')
    return { condition: 'out-of-hours', do: outOfHours.do, to: outOfHours.queueId, limit: null, found: null };
  if (!waitingTime || queuedAt.getTime() + waitingTime.seconds * 1000 > now.getTime()) return null;
  const found = Math.floor((now.getTime() - queuedAt.getTime()) / 1000);
  return { condition: 'waiting-time', do: waitingTime.do, to: waitingTime.queueId, limit: waitingTime.seconds, found };
}
