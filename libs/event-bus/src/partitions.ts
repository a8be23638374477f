import { dayMs } from '#contracts';
import type { Transaction } from './transaction.ts';

/** A table partitioned by range of this column of time, with a default partition called `<table>_rest`. */
type Partitioned = readonly [table: string, timeColumn: string];

/**
 * SQL of the function `keep_partitions(oldest, today, last_day)` of a schema: it opens a partition for each day from `today` to
 * `last_day` and drops those before `oldest` (days of UTC). It runs as the owner of the tables, because the service's own role may not
 * change them. Rows that found no partition lie in `..._rest` and move when their day is opened. Attaching does not hold up writers; what
 * would have to wait longer than 5 s for a lock is left for the next time.
 */
export const keepPartitionsOf = (schema: string, tables: readonly Partitioned[]): string => `
  CREATE OR REPLACE FUNCTION keep_partitions(oldest date, today date, last_day date) RETURNS void
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = ${schema}, pg_temp SET lock_timeout = '5s' AS $$
  DECLARE
    parent text;
    time_column text;
    day date;
    child text;
    day_begins timestamptz;
    day_ends timestamptz;
  BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('${schema}.keep_partitions'));
    FOR parent, time_column IN VALUES ${tables.map(([table, column]) => `('${table}', '${column}')`).join(', ')} LOOP
      day := today;
      WHILE day <= last_day LOOP
        child := parent || to_char(day, '"_"YYYYMMDD');
        day_begins := day::timestamp AT TIME ZONE 'UTC';
        day := day + 1;
        day_ends := day::timestamp AT TIME ZONE 'UTC';
        CONTINUE WHEN to_regclass(child) IS NOT NULL;
        EXECUTE format('CREATE TABLE %I (LIKE %I INCLUDING ALL)', child, parent);
        EXECUTE format(
          'WITH moved AS (DELETE FROM %1$I WHERE %2$I >= %3$L AND %2$I < %4$L RETURNING *) INSERT INTO %5$I SELECT * FROM moved',
          parent || '_rest', time_column, day_begins, day_ends, child);
        EXECUTE format('ALTER TABLE %I ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)', parent, child, day_begins, day_ends);
      END LOOP;
      FOR child IN
        SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
        WHERE i.inhparent = to_regclass(parent) AND c.relname ~ '_[0-9]{8}$'
          AND c.relname < parent || to_char(oldest, '"_"YYYYMMDD')
      LOOP
        EXECUTE format('DROP TABLE %I', child);
      END LOOP;
      EXECUTE format('DELETE FROM %I WHERE %I < %L', parent || '_rest', time_column, oldest::timestamp AT TIME ZONE 'UTC');
    END LOOP;
  END $$`;

/** Partitions are opened this many days ahead, so that a process which cannot do it for a while harms nothing. */
const daysAhead = 7;

/** Opens the coming days' partitions of a schema that has them, and drops those that were kept for `keptDays` (decisions S). */
export async function keepPartitions({ manager, now }: Transaction, keptDays: number): Promise<void> {
  const dayFromNow = (days: number) => new Date(now.getTime() + days * dayMs).toISOString().slice(0, 10);
  await manager.query('SELECT keep_partitions($1::date, $2::date, $3::date)', [
    dayFromNow(-keptDays),
    dayFromNow(0),
    dayFromNow(daysAhead),
  ]);
}
