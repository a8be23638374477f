import { type Retirement, usageKey } from '#copies';
import type { Transaction } from '#event-bus';

const idsOf = (kind: string, retiring: readonly Retirement[]) =>
  retiring.filter((one) => one.kind === kind).map(({ id }) => id);

/** How many texts of these channels and accounts have not been handed over, or may have to be once more; by `usageKey`. They are few: one reading of them serves all. */
export async function countUnsent(
  { manager }: Transaction,
  retiring: readonly Retirement[],
): Promise<ReadonlyMap<string, number>> {
  const rows: { kind: string; id: string; count: number }[] = await manager.query(
    `WITH unsent AS (
       SELECT channel_id, count(*) AS n FROM delivery
       WHERE state IN ('queued', 'submitting') OR look_at IS NOT NULL GROUP BY channel_id
     )
     SELECT 'channel' AS kind, channel_id AS id, n::int AS count FROM unsent WHERE channel_id = ANY($1::uuid[])
     UNION ALL
     SELECT 'account', channel.account_id, sum(n)::int FROM unsent JOIN channel ON channel.id = channel_id
     WHERE channel.account_id = ANY($2::uuid[]) GROUP BY channel.account_id`,
    [idsOf('channel', retiring), idsOf('account', retiring)],
  );
  return new Map(rows.map((row) => [usageKey(row), row.count]));
}
