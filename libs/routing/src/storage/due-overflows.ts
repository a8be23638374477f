import type { QueueId, QueueOverflow, WorkItemId, WorkstreamId } from '#contracts';
import type { Transaction } from '#event-bus';
import type { WorkItem } from '../domain/work-item.ts';
import { setBased } from './set-based.ts';
import { WorkItemTable } from './work-item.table.ts';

/** Looked at for the order in which they overflow; more than that at once wait for the next look. */
const seenAtOnce = 1000;

const secondsOf = ({ waitingTime }: QueueOverflow) => waitingTime?.seconds ?? null;

/** Items that have waited, or will have waited, too long in their queues, or whose queues close. */
export const dueOverflows = ({ manager, now }: Transaction) => ({
  /** Those that are due and nobody else is at, in their order, at most so many. */
  async lock(limit: number): Promise<WorkItem[]> {
    const found: { id: WorkItemId }[] = await manager.query(
      `SELECT id FROM (
         SELECT id, overflows_at, overflows_at - queued_at AS wait,
           row_number() OVER (PARTITION BY queue_id ORDER BY overflows_at, id) AS turn
         FROM (SELECT * FROM work_item WHERE status = 'waiting' AND overflows_at <= $1 ORDER BY overflows_at LIMIT $2) AS due
       ) AS item ORDER BY wait, turn, overflows_at, id LIMIT $3`,
      [now, seenAtOnce, limit],
    );
    if (found.length === 0) return [];
    const { list } = setBased(manager, WorkItemTable);
    const ids = found.map(({ id }) => id);
    const rows: WorkItem[] = await manager.query(
      `SELECT ${list} FROM work_item WHERE id = ANY($1) AND status = 'waiting' AND overflows_at <= $2
       ORDER BY id FOR UPDATE SKIP LOCKED`,
      [ids, now],
    );
    return rows.toSorted((one, other) => ids.indexOf(one.id) - ids.indexOf(other.id));
  },
  /** In how many milliseconds the next is due; false: none is foreseen. */
  async nextIn(): Promise<number | false> {
    const [next]: { at: Date }[] = await manager.query(
      `SELECT overflows_at AS at FROM work_item WHERE status = 'waiting' AND overflows_at > $1 ORDER BY overflows_at LIMIT 1`,
      [now],
    );
    return next ? next.at.getTime() - now.getTime() : false;
  },
  /**
   * From now on a queue says this about waiting: also for what waits there, unless the rule that brought it says something else. What its hours
   * concern is looked at once more.
   */
  async followQueue(queueId: QueueId, overflow: QueueOverflow): Promise<void> {
    await manager.query(
      `UPDATE work_item SET overflows_at = CASE
         WHEN heeds_hours THEN $3 WHEN overflow_rule_id IS NULL THEN queued_at + make_interval(secs => $2::int) ELSE overflows_at END
       WHERE queue_id = $1 AND status IN ('waiting', 'offered') AND (overflow_rule_id IS NULL OR heeds_hours)`,
      [queueId, secondsOf(overflow), now],
    );
  },
  /** These hours are others now: what they concern in their queues is looked at once more. False where there is nothing. */
  async followHours(ids: readonly string[]): Promise<boolean> {
    const [, changed]: [unknown, number] = await manager.query(
      `UPDATE work_item SET overflows_at = $2 FROM queue
       WHERE work_item.queue_id = queue.id AND queue.operating_hours_id = ANY($1::uuid[])
         AND status IN ('waiting', 'offered') AND heeds_hours`,
      [ids, now],
    );
    return changed > 0;
  },
  /** The same of a rule; null: it says nothing any more, and the queues do. */
  async followRule(workstreamId: WorkstreamId, ruleId: string, overflow: QueueOverflow | null): Promise<void> {
    await manager.query(
      `UPDATE work_item SET
         overflow_rule_id = CASE WHEN $3 THEN overflow_rule_id END,
         overflows_at = CASE WHEN heeds_hours THEN $5 WHEN $3 THEN queued_at + make_interval(secs => $4::int) ELSE (
           SELECT work_item.queued_at + make_interval(secs => (overflow -> 'waitingTime' ->> 'seconds')::int)
           FROM queue WHERE queue.id = work_item.queue_id) END
       WHERE status IN ('waiting', 'offered') AND workstream_id = $1 AND overflow_rule_id = $2`,
      [workstreamId, ruleId, overflow !== null, overflow && secondsOf(overflow), now],
    );
  },
});
