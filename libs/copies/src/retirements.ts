import type { Transaction } from '#event-bus';
import type { Retirement } from './retirement.table.ts';

/** A thing on its way out, as it is locked to be counted. */
export interface Standing extends Retirement {
  /** Whether every transaction has ended that may have seen the thing in use. */
  readonly isSettled: boolean;
}

/** What is on its way out here. */
export const retirements = ({ manager }: Transaction) => ({
  /** Begins to follow these, each counted anew from this version on. */
  async follow(retiring: readonly Pick<Retirement, 'kind' | 'id' | 'version' | 'how'>[]): Promise<void> {
    await manager.query(
      `INSERT INTO retirement AS known (kind, id, version, how, report)
       SELECT kind, id, version, how, 0 FROM unnest($1::text[], $2::uuid[], $3::int[], $4::text[]) AS new (kind, id, version, how)
       ORDER BY kind, id
       ON CONFLICT (kind, id) DO UPDATE
       SET version = excluded.version, how = excluded.how, count = NULL, report = 0, barrier = NULL
       WHERE known.version < excluded.version`,
      [
        retiring.map(({ kind }) => kind),
        retiring.map(({ id }) => id),
        retiring.map(({ version }) => version),
        retiring.map(({ how }) => how),
      ],
    );
  },

  /** These are in use again, or gone. */
  async forget(others: readonly Pick<Retirement, 'kind' | 'id'>[]): Promise<void> {
    await manager.query(
      `DELETE FROM retirement USING unnest($1::text[], $2::uuid[]) AS gone (kind, id)
       WHERE retirement.kind = gone.kind AND retirement.id = gone.id`,
      [others.map(({ kind }) => kind), others.map(({ id }) => id)],
    );
  },

  /** All of them, locked until the transaction ends. The first look at one sets its barrier; other databases of the server don't count. */
  async lock(): Promise<Standing[]> {
    await manager.query(`SELECT FROM retirement ORDER BY kind, id FOR UPDATE`);
    await manager.query(
      `UPDATE retirement SET barrier = pg_snapshot_xmax(pg_current_snapshot())::text::bigint WHERE barrier IS NULL`,
    );
    return manager.query(
      `SELECT *, NOT EXISTS (
         SELECT FROM pg_snapshot_xip(pg_current_snapshot()) AS running (id)
         JOIN pg_stat_activity ON backend_xid = running.id::xid AND datname = current_database()
         WHERE running.id::text::bigint < barrier
       ) AS "isSettled" FROM retirement ORDER BY kind, id`,
    );
  },

  /** Writes down what was said. */
  async said(counted: readonly Pick<Retirement, 'kind' | 'id' | 'count' | 'report'>[]): Promise<void> {
    await manager.query(
      `UPDATE retirement SET count = new.count, report = new.report
       FROM unnest($1::text[], $2::uuid[], $3::int[], $4::int[]) AS new (kind, id, count, report)
       WHERE retirement.kind = new.kind AND retirement.id = new.id`,
      [
        counted.map(({ kind }) => kind),
        counted.map(({ id }) => id),
        counted.map(({ count }) => count),
        counted.map(({ report }) => report),
      ],
    );
  },
});
