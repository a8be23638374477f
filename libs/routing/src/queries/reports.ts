import type { EntityManager } from 'typeorm';
import {
  type AgentReportRequest,
  dayMs,
  type QueueReport,
  type QueueReportRequest,
  type QueueReportsView,
  Refusal,
  serviceLevels,
  type WorkstreamReportsView,
} from '#contracts';

const longestDays = 92;

interface Range {
  readonly from: Date;
  readonly to: Date;
}

/** The time that is asked for: the newest day, unless it is said. */
export function rangeOf({ from, to }: AgentReportRequest, now: Date): Range {
  const end = to === undefined ? now : new Date(to);
  const range = { from: from === undefined ? new Date(end.getTime() - dayMs) : new Date(from), to: end };
  if (range.from >= range.to) throw new Refusal('unreadable', 'The end must be after the beginning.', 'to');
  if (range.to.getTime() - range.from.getTime() > longestDays * dayMs)
    throw new Refusal('unreadable', `At most ${longestDays} days at once.`, 'from');
  return range;
}

/** What ended by overflow is no abandonment, nor what nobody was needed for any more while its conversation went on. */
export const endedSql = `
  WITH ended AS MATERIALIZED (
    SELECT work_item_id FROM overflow WHERE happened_at >= $1 AND action = 'end'
    UNION SELECT work_item_id FROM queue_stay WHERE queued_at >= $1 AND how = 'set-aside'
  )`;
/** It waited in a queue: what an agent took back themselves was theirs as it came. */
export const hasWaited = (row: string) => `${row}.accepted_at IS DISTINCT FROM ${row}.queued_at`;
/** A stay of its own: of what was set aside its item tells. */
export const isStay = (row: string) => `${row}.how <> 'set-aside' AND ${hasWaited(row)}`;
const within = `queued_at >= $1 AND queued_at < $2 AND ($3::uuid IS NULL OR workstream_id = $3)`;

/** Work that came into a queue within the time: that is there, or ended there, and that left it for another or came into it anew. */
const queuesSql = `${endedSql}, item AS (
    SELECT queue_id, status, accepted_at, ended_at, queued_at, extract(epoch FROM accepted_at - queued_at) AS answered,
      status = 'done' AND accepted_at IS NULL AND id NOT IN (SELECT work_item_id FROM ended) AS gave_up
    FROM work_item WHERE ${within} AND ${hasWaited('work_item')}
    UNION ALL
    SELECT queue_id, 'left', accepted_at, left_at, queued_at, extract(epoch FROM accepted_at - queued_at), false
    FROM queue_stay WHERE ${within} AND ${isStay('queue_stay')}
  )
  SELECT queue.id AS "queueId", queue.name AS "queueName", service_level_seconds AS "serviceLevelSeconds",
    count(item.queued_at)::int AS incoming, count(accepted_at)::int AS accepted,
    count(*) FILTER (WHERE gave_up AND NOT is_early)::int AS abandoned,
    count(*) FILTER (WHERE gave_up AND is_early)::int AS "abandonedEarly",
    count(*) FILTER (WHERE status IN ('waiting', 'offered'))::int AS backlog,
    count(*) FILTER (WHERE status = 'offered')::int AS offered,
    extract(epoch FROM $4::timestamptz - min(queued_at) FILTER (WHERE status IN ('waiting', 'offered')))::float8 AS "longestWaitSeconds",
    avg(answered)::float8 AS "averageSecondsToAnswer",
    ${serviceLevels.map((level) => `count(*) FILTER (WHERE answered <= ${level})::int AS "within${level}"`).join(', ')},
    count(*) FILTER (WHERE answered <= service_level_seconds)::int AS promised
  FROM queue LEFT JOIN item ON item.queue_id = queue.id
  CROSS JOIN LATERAL (
    SELECT coalesce(extract(epoch FROM ended_at - queued_at) < short_abandon_seconds, false) AS is_early
  ) AS early
  WHERE removed_at IS NULL OR item.queue_id IS NOT NULL
  GROUP BY queue.id ORDER BY queue.name, queue.id`;

const overflowsSql = `
  SELECT queue_id AS "from", to_queue_id AS "to", stage, condition, action, count(*)::int AS count
  FROM overflow WHERE happened_at >= $1 AND happened_at < $2
    AND ($3::uuid IS NULL OR work_item_id IN (SELECT id FROM work_item WHERE workstream_id = $3))
  GROUP BY 1, 2, 3, 4, 5 ORDER BY 3, 4, 5`;

type QueueRow = Omit<QueueReport, 'serviceLevel' | 'promised' | 'overflowOut' | 'overflowIn' | 'overflowInBy'> & {
  readonly serviceLevelSeconds: number | null;
  readonly promised: number;
} & Readonly<Record<`within${number}`, number>>;

interface OverflowRow {
  readonly from: string;
  readonly to: string | null;
  readonly stage: string;
  readonly condition: string;
  readonly action: string;
  readonly count: number;
}

/** What happened in each queue (product.md 37). */
export async function reportQueues(db: EntityManager, asked: QueueReportRequest, now: Date): Promise<QueueReportsView> {
  const { from, to } = rangeOf(asked, now);
  const about = [from, to, asked.workstreamId ?? null];
  const rows: QueueRow[] = await db.query(queuesSql, [...about, now]);
  const overflows: OverflowRow[] = await db.query(overflowsSql, about);
  return {
    from: from.toISOString(),
    to: to.toISOString(),
    items: rows.map((row) => {
      const share = (within: number) => (row.accepted === 0 ? null : within / row.accepted);
      const { queueId, queueName, incoming, accepted, abandoned, abandonedEarly, backlog, offered } = row;
      const { longestWaitSeconds, averageSecondsToAnswer, serviceLevelSeconds: seconds } = row;
      const figures = { incoming, accepted, abandoned, abandonedEarly, backlog, offered };
      const out = overflows.filter((one) => one.from === queueId);
      const into = overflows.filter((one) => one.to === queueId);
      return {
        queueId,
        queueName,
        ...figures,
        // it came here and had no place: it is counted where it went to, too
        incoming: incoming + sumOf(out.filter(wentOnAtOnce)),
        longestWaitSeconds,
        averageSecondsToAnswer,
        serviceLevel: serviceLevels.map((level) => ({ seconds: level, share: share(row[`within${level}`]!) })),
        promised: seconds === null ? null : { seconds, share: share(row.promised) },
        overflowOut: countedBy(out),
        overflowIn: sumOf(into),
        overflowInBy: countedBy(into).map(({ action: _action, ...why }) => why),
      };
    }),
  };
}

const wentOnAtOnce = ({ to, stage }: OverflowRow): boolean => to !== null && stage === 'pre-queue';

const sumOf = (rows: readonly OverflowRow[]): number => rows.reduce((sum, { count }) => sum + count, 0);

/** Overflows by why and what became of them, wherever they went. */
function countedBy(rows: readonly OverflowRow[]): QueueReport['overflowOut'] {
  const all = Map.groupBy(rows, ({ stage, condition, action }) => [stage, condition, action].join(' '));
  return [...all.values()].map((some) => {
    const { stage, condition, action } = some[0]!;
    return { stage, condition, action, count: sumOf(some) };
  });
}

/** Work that began within the time, however many queues it was in: from when it came into the first of them until an agent took it first. */
const workstreamsSql = `${endedSql}, first AS (
    SELECT id, queued_at FROM work_item AS item WHERE ${within} AND ${hasWaited('item')}
      AND NOT EXISTS (SELECT FROM queue_stay WHERE work_item_id = item.id AND ${isStay('queue_stay')})
    UNION ALL
    SELECT work_item_id, queued_at FROM queue_stay AS stay WHERE ${within} AND ${isStay('stay')} AND NOT EXISTS (
      SELECT FROM queue_stay AS earlier WHERE earlier.work_item_id = stay.work_item_id AND ${isStay('earlier')}
        AND (earlier.queued_at, earlier.left_at, earlier.id) < (stay.queued_at, stay.left_at, stay.id))
  ), item AS (
    SELECT workstream_id, status, ended_at, first.queued_at, answer.accepted_at,
      status = 'done' AND answer.accepted_at IS NULL AND item.id NOT IN (SELECT work_item_id FROM ended) AS gave_up
    FROM first JOIN work_item AS item ON item.id = first.id CROSS JOIN LATERAL (
      SELECT coalesce((SELECT min(accepted_at) FROM queue_stay WHERE work_item_id = item.id AND ${isStay('queue_stay')}), item.accepted_at) AS accepted_at
    ) AS answer
  )
  SELECT workstream.id AS "workstreamId", workstream.name AS "workstreamName",
    count(item.queued_at)::int AS incoming, count(accepted_at)::int AS accepted, count(*) FILTER (WHERE gave_up)::int AS abandoned,
    count(*) FILTER (WHERE status IN ('waiting', 'offered'))::int AS backlog,
    CASE WHEN waiting_threshold_seconds IS NOT NULL THEN count(*) FILTER (WHERE
      extract(epoch FROM coalesce(accepted_at, ended_at, $4) - queued_at) > waiting_threshold_seconds)::int END AS "waitedTooLong",
    CASE WHEN handling_threshold_seconds IS NOT NULL THEN count(*) FILTER (WHERE
      extract(epoch FROM coalesce(ended_at, $4) - accepted_at) > handling_threshold_seconds)::int END AS "handledTooLong"
  FROM workstream JOIN distribution ON distribution.workstream_id = workstream.id
  LEFT JOIN item ON item.workstream_id = workstream.id
  WHERE $3::uuid IS NULL OR workstream.id = $3
  GROUP BY workstream.id, distribution.workstream_id ORDER BY workstream.name, workstream.id`;

/** What came of each workstream's work, and what took longer than its settings expect. */
export async function reportWorkstreams(
  db: EntityManager,
  asked: QueueReportRequest,
  now: Date,
): Promise<WorkstreamReportsView> {
  const { from, to } = rangeOf(asked, now);
  const items: WorkstreamReportsView['items'] = await db.query(workstreamsSql, [
    from,
    to,
    asked.workstreamId ?? null,
    now,
  ]);
  return { from: from.toISOString(), to: to.toISOString(), items };
}
