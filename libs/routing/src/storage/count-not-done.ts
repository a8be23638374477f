import { type Retirement, usageKey } from '#copies';
import type { Transaction } from '#event-bus';

/** How many work items of these workstreams are not done; by `usageKey`. Reads all that are not done, which are few. */
export async function countNotDone(
  { manager }: Transaction,
  retiring: readonly Retirement[],
): Promise<ReadonlyMap<string, number>> {
  const workstreams = retiring.filter(({ kind }) => kind === 'workstream').map(({ id }) => id);
  const rows: { kind: string; id: string; count: number }[] = await manager.query(
    `SELECT 'workstream' AS kind, workstream_id AS id, count(*)::int AS count FROM work_item
     WHERE status IN ('waiting', 'offered', 'assigned') AND workstream_id = ANY($1::uuid[]) GROUP BY workstream_id`,
    [workstreams],
  );
  return new Map(rows.map((row) => [usageKey(row), row.count]));
}
