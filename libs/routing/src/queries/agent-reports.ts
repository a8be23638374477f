import type { EntityManager } from 'typeorm';
import type { AgentId, AgentReport, AgentReportRequest, AgentReportsView } from '#contracts';
import { rangeOf } from './reports.ts';

const outcomes = `count(*)::int AS offered, count(*) FILTER (WHERE state = 'accepted')::int AS accepted,
    count(*) FILTER (WHERE state = 'rejected')::int AS rejected, count(*) FILTER (WHERE state = 'timed-out')::int AS "timedOut"`;

/** All that was offered within the time, and of advice also how long it went on. */
const reportSql = `
  WITH made AS MATERIALIZED (
    SELECT id, agent_id, by_agent_id, slot, state, offered_at, ended_at FROM offer WHERE offered_at >= $1 AND offered_at < $2
  ), work AS (
    SELECT agent_id AS id, ${outcomes}, count(*) FILTER (WHERE state = 'lost')::int AS lost,
      count(*) FILTER (WHERE state = 'withdrawn')::int AS withdrawn,
      avg(extract(epoch FROM ended_at - offered_at)) FILTER (WHERE state = 'accepted')::float8 AS "acceptSeconds"
    FROM made WHERE slot <> 'consult' GROUP BY agent_id
  ), advice AS (
    SELECT made.*, extract(epoch FROM consultation.ended_at - began_at) AS seconds
    FROM made LEFT JOIN consultation ON consultation.id = made.id WHERE slot = 'consult'
  ), asked AS (
    SELECT by_agent_id AS id, ${outcomes}, avg(seconds)::float8 AS seconds FROM advice GROUP BY by_agent_id
  ), given AS (
    SELECT agent_id AS id, ${outcomes}, avg(seconds)::float8 AS seconds FROM advice GROUP BY agent_id
  )
  SELECT agent.id AS "agentId", agent.name AS "agentName", to_jsonb(work) AS work, to_jsonb(asked) AS asked, to_jsonb(given) AS given
  FROM (SELECT id FROM work UNION SELECT id FROM asked UNION SELECT id FROM given) AS one JOIN agent ON agent.id = one.id
  LEFT JOIN work ON work.id = agent.id LEFT JOIN asked ON asked.id = agent.id LEFT JOIN given ON given.id = agent.id
  ORDER BY agent.name, agent.id`;

type Advice = AgentReport['adviceAsked'];
type Work = Omit<AgentReport, 'agentId' | 'agentName' | 'adviceAsked' | 'adviceGiven'>;

interface Row {
  readonly agentId: AgentId;
  readonly agentName: string;
  readonly work: Work | null;
  readonly asked: Advice | null;
  readonly given: Advice | null;
}

const none = { offered: 0, accepted: 0, rejected: 0, timedOut: 0 };
const noWork: Work = { ...none, lost: 0, withdrawn: 0, acceptSeconds: null };
const noAdvice: Advice = { ...none, seconds: null };

const adviceOf = (found: Advice | null): Advice => {
  const { offered, accepted, rejected, timedOut, seconds } = found ?? noAdvice;
  return { offered, accepted, rejected, timedOut, seconds };
};

/** What agents were offered, and the advice they asked for and gave (product.md 37). */
export async function reportAgents(db: EntityManager, asked: AgentReportRequest, now: Date): Promise<AgentReportsView> {
  const { from, to } = rangeOf(asked, now);
  const rows: Row[] = await db.query(reportSql, [from, to]);
  return {
    from: from.toISOString(),
    to: to.toISOString(),
    items: rows.map(({ agentId, agentName, work, asked: question, given }) => {
      const { offered, accepted, rejected, timedOut, lost, withdrawn, acceptSeconds } = work ?? noWork;
      return {
        agentId,
        agentName,
        ...{ offered, accepted, rejected, timedOut, lost, withdrawn, acceptSeconds },
        adviceAsked: adviceOf(question),
        adviceGiven: adviceOf(given),
      };
    }),
  };
}
