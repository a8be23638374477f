import type { QueueId, WorkItemId, WorkstreamId } from '#contracts';
import type { Transaction } from '#event-bus';
import type { WorkItem } from '../domain/work-item.ts';
import { setBased } from './set-based.ts';
import { WorkItemTable } from './work-item.table.ts';

/** Looked at for the order in which they overflow; more than that at once wait for the next look. */
const seenAtOnce = 1000;

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
  /** A queue says something else about overflow, or goes by other hours: what that concerns there is looked at once more. */
  async followQueue(queueId: QueueId): Promise<void> {
    await manager.query(
      `UPDATE work_item SET overflows_at = $2 WHERE queue_id = $1 AND status IN ('waiting', 'offered') AND heeds <> 'nothing'`,
      [queueId, now],
    );
  },
  /** These hours are others now: the same of their queues. False where there is nothing. */
  async followHours(ids: readonly string[]): Promise<boolean> {
    const [, changed]: [unknown, number] = await manager.query(
      `UPDATE work_item SET overflows_at = $2 FROM queue
       WHERE work_item.queue_id = queue.id AND queue.operating_hours_id = ANY($1::uuid[])
         AND status IN ('waiting', 'offered') AND heeds <> 'nothing'`,
      [ids, now],
    );
    return changed > 0;
  },
  /** A rule says something else: the same of what it brought. Where it says nothing any more, the queues do. */
  async followRule(
    workstreamId: WorkstreamId,
    ruleId: string,
    { isSilent }: { readonly isSilent: boolean },
  ): Promise<void> {
    await manager.query(
      `UPDATE work_item SET overflows_at = $3, overflow_rule_id = CASE WHEN $4 THEN NULL ELSE overflow_rule_id END
       WHERE status IN ('waiting', 'offered') AND workstream_id = $1 AND overflow_rule_id = $2`,
      [workstreamId, ruleId, now, isSilent],
    );
  },
});
