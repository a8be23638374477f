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

/** When an item that is in this queue since then has waited too long; null: never (product.md 10.2). */
export function overflowsAt(
  queue: Pick<QueueNow, 'overflow'>,
  instead: QueueOverflow | null,
  since: Date,
): Date | null {
  const { waitingTime } = instead ?? queue.overflow;
  return waitingTime && new Date(since.getTime() + waitingTime.seconds * 1000);
}
