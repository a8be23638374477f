import type { EntityManager } from 'typeorm';
import { mayLeave, leavesAt } from '../domain/pace.ts';
import { bucketsWaiting } from '../storage/senders.ts';

/** When the pace of a sender allows the next text that waits to leave; null where none waits for that. */
export async function nextLeaving(manager: EntityManager, now: Date): Promise<Date | null> {
  const waiting = await bucketsWaiting(manager, now);
  const next = waiting
    .filter(({ bucket, segments }) => !mayLeave(bucket, segments, now))
    .map(({ bucket, segments }) => leavesAt(bucket, 0, segments, now).getTime());
  return next.length === 0 ? null : new Date(Math.min(...next));
}
