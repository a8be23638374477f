import type { EntityManager } from 'typeorm';
import type { PresenceReport, PresenceReportRequest, PresenceReportsView } from '#contracts';
import { page } from '#platform';
import { byName } from './page.ts';
import { rangeOf } from './reports.ts';

/**
 * Of each agent of the page: what they were at the beginning, and all that began within the time. A span lasts until the next one, which cuts the
 * time into parts that add up to it.
 */
const reportSql = `
  WITH asked AS MATERIALIZED (
    SELECT id, name FROM agent
    WHERE ($3::uuid[] IS NULL OR id = ANY($3))
      AND ($4::uuid IS NULL OR EXISTS (SELECT FROM queue_member WHERE agent_id = agent.id AND queue_id = $4))
      AND ($5::text IS NULL OR (name, id) > ($5, $6::uuid))
      AND EXISTS (SELECT FROM presence_span WHERE agent_id = agent.id AND began_at < $2)
    ORDER BY name, id LIMIT $7
  ), span AS (
    SELECT asked.id, presence, presence_id, greatest(began_at, $1) AS since,
      lead(began_at, 1, $2::timestamptz) OVER (PARTITION BY asked.id ORDER BY began_at) AS until
    FROM asked CROSS JOIN LATERAL (
      (SELECT * FROM presence_span WHERE agent_id = asked.id AND began_at <= $1 ORDER BY began_at DESC LIMIT 1)
      UNION ALL
      (SELECT * FROM presence_span WHERE agent_id = asked.id AND began_at > $1 AND began_at < $2)
    ) AS its
  ), spent AS (
    SELECT id, presence, presence_id, extract(epoch FROM sum(until - since))::float8 AS seconds
    FROM span WHERE until > since GROUP BY 1, 2, 3
  )
  SELECT asked.id AS "agentId", asked.name AS "agentName", coalesce(sum(seconds), 0)::float8 AS seconds,
    coalesce(jsonb_agg(jsonb_build_object('presence', presence, 'presenceId', presence_id, 'seconds', seconds,
        'presenceText', coalesce(body ->> 'text', definition.name))
      ORDER BY presence, presence_id NULLS FIRST) FILTER (WHERE seconds IS NOT NULL), '[]') AS presences
  FROM asked LEFT JOIN spent ON spent.id = asked.id LEFT JOIN staff_definition AS definition ON definition.id = presence_id
  GROUP BY asked.id, asked.name ORDER BY asked.name, asked.id`;

/** How long agents were what, by name: one statement for a page, whatever its size (product.md 37). What has not ended counts until now. */
export async function reportPresences(
  db: EntityManager,
  asked: PresenceReportRequest,
  now: Date,
): Promise<PresenceReportsView> {
  const { from, to } = rangeOf(asked, now);
  const end = to < now ? to : now;
  const after = byName.read(asked.cursor);
  const { agentIds = null, queueId = null, limit } = asked;
  const rows: PresenceReport[] = await db.query(reportSql, [
    ...[from, end, agentIds, queueId],
    ...[after?.name ?? null, after?.id ?? null, limit + 1],
  ]);
  const cursorAfter = ({ agentId: id, agentName: name }: PresenceReport) => byName.write({ name, id });
  return { from: from.toISOString(), to: end.toISOString(), ...page(rows, limit, cursorAfter, (row) => row) };
}
