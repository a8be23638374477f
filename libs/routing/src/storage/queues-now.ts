import type { QueueId, QueueOverflow } from '#contracts';
import type { Transaction } from '#event-bus';
import type { QueueNow } from '../domain/overflow.ts';
import { hoursOf, openNow } from './operating-hours.ts';

interface Row {
  readonly id: QueueId;
  readonly name: string;
  readonly overflow: QueueOverflow;
  readonly whenEmpty: QueueNow['whenEmpty'];
  readonly hoursId: string | null;
  readonly hoursVersion: number | null;
  readonly hasMembers: boolean;
}

const rowsSql = `
  SELECT queue.id, queue.name, overflow, when_empty AS "whenEmpty", hours.id AS "hoursId", hours.version AS "hoursVersion",
    EXISTS (SELECT FROM queue_member WHERE queue_id = queue.id) AS "hasMembers"
  FROM queue LEFT JOIN definition_copy AS hours ON hours.kind = 'operating-hours' AND hours.id = operating_hours_id
  WHERE queue.id = ANY($1::uuid[]) AND removed_at IS NULL`;

/** Limits go up to 100, so no more than that is counted. */
const lengthsSql = `
  SELECT id, length FROM unnest($1::uuid[]) AS asked (id) CROSS JOIN LATERAL (
    SELECT count(*)::int AS length FROM (
      SELECT FROM work_item WHERE queue_id = asked.id AND status IN ('waiting', 'offered') LIMIT 101
    ) AS items
  ) AS line`;

/**
 * Queues as they are now, for who puts work into them: they cannot be removed until the transaction is over. In a dry run nothing is
 * locked.
 */
export const queuesNow = (tx: Pick<Transaction, 'manager' | 'now'>, { isDryRun = false } = {}) => ({
  /** Those of these that there are; nobody has counted their lines. */
  async some(ids: readonly QueueId[]): Promise<Map<QueueId, QueueNow>> {
    if (ids.length === 0) return new Map();
    const sql = isDryRun ? rowsSql : `${rowsSql} ORDER BY queue.id FOR KEY SHARE OF queue`;
    const rows: Row[] = await tx.manager.query(sql, [[...new Set(ids)]]);
    const versions = rows.flatMap(({ hoursId, hoursVersion }) => (hoursId ? [[hoursId, hoursVersion!] as const] : []));
    const hours = await hoursOf(tx.manager, new Map(versions));
    return new Map(
      rows.map(({ hoursId, hoursVersion: _hoursVersion, ...row }) => {
        const goesBy = (hoursId && hours.get(hoursId)) || null;
        const { isOpen, changesAt } = openNow(goesBy, tx.now);
        const [opensAt, closesAt] = isOpen ? [null, changesAt] : [changesAt, null];
        return [row.id, { ...row, hours: goesBy, isOpen, opensAt, closesAt, length: 0 }];
      }),
    );
  },
  /**
   * The exact lines of queues that have a limit: transactions that count the same line do so one after the other, so that no burst
   * passes (G16).
   */
  async lengths(ids: readonly QueueId[]): Promise<Map<QueueId, number>> {
    if (ids.length === 0) return new Map();
    if (!isDryRun)
      await tx.manager.query(
        `SELECT pg_advisory_xact_lock(hashtext('routing.line'), hashtext(id))
         FROM (SELECT id FROM unnest($1::text[]) AS asked (id) ORDER BY id) AS sorted`,
        [ids],
      );
    const rows: { id: QueueId; length: number }[] = await tx.manager.query(lengthsSql, [ids]);
    return new Map(rows.map(({ id, length }) => [id, length]));
  },
});
