import { type Retirement, usageKey } from '#copies';
import type { Transaction } from '#event-bus';

const idsOf = (kind: string, retiring: readonly Retirement[]) =>
  retiring.filter((one) => one.kind === kind).map(({ id }) => id);

/** How many conversations of these channels and workstreams are not closed, wrap-up included; by `usageKey`. */
export async function countNotClosed(
  { manager }: Transaction,
  retiring: readonly Retirement[],
): Promise<ReadonlyMap<string, number>> {
  const rows: { kind: string; id: string; count: number }[] = await manager.query(
    `WITH used AS (
       SELECT id, id AS channel_id, 'channel' AS kind FROM unnest($1::uuid[]) AS asked (id)
       UNION ALL
       SELECT workstream_id, id, 'workstream' FROM channel WHERE workstream_id = ANY($2::uuid[])
     )
     SELECT kind, used.id, sum(n)::int AS count FROM used CROSS JOIN LATERAL (
       SELECT count(*) AS n FROM conversation c
       WHERE c.channel_id = used.channel_id AND c.status IN ('open', 'active', 'waiting')
       UNION ALL
       SELECT count(*) FROM conversation c WHERE c.channel_id = used.channel_id AND c.status = 'wrap-up'
     ) AS counted GROUP BY kind, used.id`,
    [idsOf('channel', retiring), idsOf('workstream', retiring)],
  );
  return new Map(rows.map((row) => [usageKey(row), row.count]));
}
