import type { EntityManager } from 'typeorm';
import { z } from 'zod';
import { serviceLevels, type WorkReport, type WorkReportRequest, type WorkReportsView } from '#contracts';
import { cursorOf, page } from '#platform';
import { endedSql, hasWaited, isStay, rangeOf } from './reports.ts';

/** What work has of each kind: a text of its own for each line of the report, and NULL for work without any. */
const havingSql: Readonly<Record<WorkReportRequest['by'], string>> = {
  hour: `SELECT to_char(queued_at AT TIME ZONE $8, 'HH24') AS id`,
  skill: `SELECT skill ->> 'skillId' AS id FROM jsonb_array_elements(CASE skills WHEN '[]' THEN '[{}]' ELSE skills END) AS skill`,
  'capacity-profile': `
    SELECT DISTINCT profile.id::text AS id
    FROM unnest(CASE profile_ids WHEN '{}' THEN ARRAY[NULL]::uuid[] ELSE profile_ids END) AS profile (id)`,
};
const nameSql = (by: WorkReportRequest['by']) =>
  by === 'hour'
    ? `counted.id || ':00'`
    : `coalesce((SELECT name FROM staff_definition WHERE staff_definition.id = counted.id::uuid), '')`;

const came = (queuedAt: string) =>
  `${queuedAt} >= $1 AND ${queuedAt} < $2 AND ($3::uuid IS NULL OR item.workstream_id = $3)`;

/** Work that came into a queue within the time, as often as it did, with what its agent has to be able to do and have room in. */
const reportSql = (by: WorkReportRequest['by']) => `${endedSql}, came AS (
    SELECT item.queue_id, status, accepted_at, ended_at, queued_at, item.skills, item.profile_ids, workstream_id,
      status = 'done' AND accepted_at IS NULL AND id NOT IN (SELECT work_item_id FROM ended) AS gave_up
    FROM work_item AS item WHERE ${came('queued_at')} AND ${hasWaited('item')} AND ($4::uuid IS NULL OR item.queue_id = $4)
    UNION ALL
    SELECT stay.queue_id, 'left', stay.accepted_at, left_at, stay.queued_at, item.skills, item.profile_ids, item.workstream_id, false
    FROM queue_stay AS stay JOIN work_item AS item ON item.id = work_item_id
    WHERE ${came('stay.queued_at')} AND ${isStay('stay')} AND ($4::uuid IS NULL OR stay.queue_id = $4)
  ), work AS (
    SELECT came.status, came.accepted_at, came.ended_at, came.queued_at, came.skills, came.gave_up,
      extract(epoch FROM accepted_at - queued_at) AS answered,
      CASE capacity_format WHEN 'profile' THEN array_remove(profile_ids || capacity_profile_id, NULL) ELSE profile_ids END AS profile_ids,
      gave_up AND coalesce(extract(epoch FROM ended_at - queued_at) < short_abandon_seconds, false) AS is_early
    FROM came JOIN queue ON queue.id = came.queue_id JOIN distribution ON distribution.workstream_id = came.workstream_id
  ), counted AS (
    SELECT one.id, count(*)::int AS incoming, count(accepted_at)::int AS accepted,
      count(*) FILTER (WHERE gave_up AND NOT is_early)::int AS abandoned,
      count(*) FILTER (WHERE is_early)::int AS "abandonedEarly",
      count(*) FILTER (WHERE status IN ('waiting', 'offered'))::int AS backlog,
      extract(epoch FROM $5::timestamptz - min(queued_at) FILTER (WHERE status IN ('waiting', 'offered')))::float8
        AS "longestWaitSeconds",
      avg(answered)::float8 AS "averageSecondsToAnswer",
      ${serviceLevels.map((level) => `count(*) FILTER (WHERE answered <= ${level})::int AS "within${level}"`).join(', ')}
    FROM work CROSS JOIN LATERAL (${havingSql[by]}) AS one GROUP BY one.id
  )
  SELECT * FROM (SELECT counted.*, ${nameSql(by)} AS name FROM counted) AS named
  WHERE $6::jsonb IS NULL OR (name, coalesce(id, '')) > ($6 ->> 'name', $6 ->> 'id')
  ORDER BY name, coalesce(id, '') LIMIT $7`;

/** Lines are sorted by name; the id settles equal ones, and is empty for work without any. */
const byName = cursorOf(z.object({ name: z.string(), id: z.string() }));

type Row = Omit<WorkReport, 'serviceLevel'> & Readonly<Record<`within${number}`, number>>;

/** What came of work by the hour in which it came, what it needs or takes: one statement for a page (product.md 37). */
export async function reportWork(db: EntityManager, asked: WorkReportRequest, now: Date): Promise<WorkReportsView> {
  const { from, to } = rangeOf(asked, now);
  const { by, zone, workstreamId = null, queueId = null, limit } = asked;
  const after = byName.read(asked.cursor);
  const rows: Row[] = await db.query(reportSql(by), [
    ...[from, to, workstreamId, queueId, now],
    ...[after === null ? null : JSON.stringify(after), limit + 1],
    ...(by === 'hour' ? [zone] : []),
  ]);
  const cursorAfter = ({ id, name }: Row) => byName.write({ name, id: id ?? '' });
  return { from: from.toISOString(), to: to.toISOString(), ...page(rows, limit, cursorAfter, viewOf) };
}

const viewOf = (row: Row): WorkReport => ({
  id: row.id,
  name: row.name,
  incoming: row.incoming,
  accepted: row.accepted,
  abandoned: row.abandoned,
  abandonedEarly: row.abandonedEarly,
  backlog: row.backlog,
  longestWaitSeconds: row.longestWaitSeconds,
  averageSecondsToAnswer: row.averageSecondsToAnswer,
  serviceLevel: serviceLevels.map((seconds) => ({
    seconds,
    share: row.accepted === 0 ? null : row[`within${seconds}`]! / row.accepted,
  })),
});
