import type { Transaction } from '#event-bus';
import { In } from 'typeorm';
import type { Retired, UsageReport } from '../domain/retirement.ts';
import { type InForce, UsageReportTable } from './life.table.ts';

/** What the services that keep copies of the configuration said of them. */
export const readers = ({ manager }: Transaction) => ({
  /** Keeps the newest report of each service; an older one than is here changes nothing. No copy may be named twice. */
  async keepReports(reports: readonly UsageReport[]): Promise<void> {
    await manager.query(
      `INSERT INTO usage_report AS known (kind, id, service, version, report, count, counted_at)
       SELECT kind, id, service, version, report, count, counted_at
       FROM unnest($1::text[], $2::uuid[], $3::text[], $4::int[], $5::int[], $6::int[], $7::timestamptz[])
              AS new (kind, id, service, version, report, count, counted_at)
       ORDER BY kind, id
       ON CONFLICT (kind, id, service) DO UPDATE
       SET version = excluded.version, report = excluded.report, count = excluded.count, counted_at = excluded.counted_at
       WHERE (known.version, known.report) < (excluded.version, excluded.report)`,
      [
        reports.map(({ kind }) => kind),
        reports.map(({ id }) => id),
        reports.map(({ service }) => service),
        reports.map(({ version }) => version),
        reports.map(({ report }) => report),
        reports.map(({ count }) => count),
        reports.map(({ countedAt }) => countedAt),
      ],
    );
  },

  reportsOf: (kind: Retired, ids: readonly string[]): Promise<UsageReport[]> =>
    manager.getRepository(UsageReportTable).findBy({ kind, id: In([...ids]) }),

  /** Keeps the newest version that each service goes by. No copy may be named twice. */
  async keepApplied(applied: readonly InForce[]): Promise<void> {
    await manager.query(
      `INSERT INTO in_force AS known (kind, id, service, version, applied_at)
       SELECT kind, id, service, version, applied_at
       FROM unnest($1::text[], $2::uuid[], $3::text[], $4::int[], $5::timestamptz[])
              AS new (kind, id, service, version, applied_at)
       ORDER BY kind, id
       ON CONFLICT (kind, id, service) DO UPDATE SET version = excluded.version, applied_at = excluded.applied_at
       WHERE known.version < excluded.version`,
      [
        applied.map(({ kind }) => kind),
        applied.map(({ id }) => id),
        applied.map(({ service }) => service),
        applied.map(({ version }) => version),
        applied.map(({ appliedAt }) => appliedAt),
      ],
    );
  },
});
