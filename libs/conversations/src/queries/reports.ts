import {
  type ConversationsReport,
  type conversationsReportRequest,
  dayMs,
  type SessionsReport,
  type sessionsReportRequest,
} from '#contracts';
import type { EntityManager } from 'typeorm';
import type { z } from 'zod';
import { passedOn } from '../domain/session.ts';

/** The time a report is about; the last 30 days unless it is said. */
export function timesOf(
  { from, to }: { readonly from?: string | undefined; readonly to?: string | undefined },
  now: Date,
): { readonly from: string; readonly to: string } {
  const end = to === undefined ? now : new Date(to);
  const begin = from === undefined ? new Date(end.getTime() - 30 * dayMs) : new Date(from);
  return { from: begin.toISOString(), to: end.toISOString() };
}
const seconds = (difference: string) => `extract(epoch FROM ${difference})::float8`;

/** How agents, queues, workstreams or channels handled what they were given; what is still under way counts until now (product.md 37). */
export async function sessionsReport(
  manager: EntityManager,
  { by, ...period }: z.output<typeof sessionsReportRequest>,
  now: Date,
): Promise<SessionsReport> {
  const { from, to } = timesOf(period, now);
  const rows: SessionsReport['rows'] = await manager.query(
    `SELECT ${by}_id AS id, count(*)::int AS offered, count(accepted_at)::int AS accepted,
       count(*) FILTER (WHERE closure_reason = 'agent-reject')::int AS rejected,
       count(*) FILTER (WHERE closure_reason = 'agent-timeout')::int AS "timedOut",
       count(*) FILTER (WHERE closure_reason = ANY($4))::int AS transferred,
       avg(${seconds('accepted_at - created_at')}) AS "acceptSeconds",
       avg(${seconds('coalesce(closed_at, $3) - accepted_at')}) AS "handleSeconds",
       avg(${seconds('coalesce(closed_at, $3) - ended_at')}) AS "wrapUpSeconds"
     FROM session WHERE created_at >= $1 AND created_at < $2 AND agent_id IS NOT NULL GROUP BY 1 ORDER BY 1`,
    [from, to, now, passedOn],
  );
  return { from, to, rows };
}

/** A bot ended it, and it did not come back without that bot. */
const endedByBot = `(bot_state IS NOT DISTINCT FROM 'ended' AND first_wait_since IS NULL)`;
/** Nobody took it, though somebody was wanted: a bot never handed the others over, or an agent began them. */
const gaveUp = `(status = 'closed' AND first.at IS NULL AND bot_state IS DISTINCT FROM 'with-bot' AND NOT ${endedByBot}
  AND started_by IS DISTINCT FROM 'agent')`;
/**
 * Until an agent took it, or its customer gave up. A bot that handed over was there until then, an agent who began it from the beginning on; while it
 * was closed nobody waited; never less than nothing, for moments come from clocks of two machines.
 */
const waited = `CASE WHEN (first.at IS NOT NULL OR ${gaveUp}) AND started_by IS DISTINCT FROM 'agent' THEN
  greatest(0, ${seconds(`coalesce(first.at, closed_at) - coalesce(greatest((hand_off ->> 'at')::timestamptz, first_wait_since), opened_at)`)}) END`;

/** What came in, and what became of it (product.md 37). */
export async function conversationsReport(
  manager: EntityManager,
  { by, ...period }: z.output<typeof conversationsReportRequest>,
  now: Date,
): Promise<ConversationsReport> {
  const { from, to } = timesOf(period, now);
  const rows: ConversationsReport['rows'] = await manager.query(
    `SELECT ${by}_id AS id, count(*)::int AS incoming, count(*) FILTER (WHERE started_by <> 'customer')::int AS outbound,
       count(first.at)::int AS answered, count(*) FILTER (WHERE ${gaveUp})::int AS abandoned,
       count(bot_state)::int AS "withBot", count(*) FILTER (WHERE bot_state = 'escalated')::int AS escalated,
       count(*) FILTER (WHERE bot_state = 'escalated' AND ${gaveUp})::int AS "abandonedEscalated",
       count(*) FILTER (WHERE status = 'closed' AND (bot_state = 'with-bot' OR ${endedByBot}) AND first.at IS NULL)::int AS contained,
       count(*) FILTER (WHERE status = 'closed')::int AS closed,
       avg(${waited}) AS "firstWaitSeconds",
       max(${waited}) AS "longestFirstWaitSeconds"
     FROM conversation
     LEFT JOIN conversation_context AS known ON known.conversation_id = conversation.id
     LEFT JOIN LATERAL (
       SELECT min(accepted_at) AS at FROM session WHERE session.conversation_id = conversation.id AND session.agent_id IS NOT NULL
     ) AS first ON true
     WHERE opened_at >= $1 AND opened_at < $2 GROUP BY 1 ORDER BY 1`,
    [from, to],
  );
  const [standing]: [ConversationsReport['now']] = await manager.query(
    `SELECT count(*) FILTER (WHERE status = 'open')::int AS open,
       count(*) FILTER (WHERE status = 'active' AND NOT accepted)::int AS unaccepted,
       count(*) FILTER (WHERE status = 'active' AND accepted)::int AS active,
       count(*) FILTER (WHERE status = 'waiting')::int AS waiting,
       count(*) FILTER (WHERE status = 'wrap-up')::int AS "wrapUp"
     FROM conversation WHERE status <> 'closed'`,
  );
  return { from, to, rows, now: standing };
}
