import { presence, type QueueId } from '#contracts';
import type { Transaction } from '#event-bus';
import type { Agent } from '../domain/agent.ts';
import { unseenMs } from '../domain/offer.ts';
import { hasAll } from '../domain/skills.ts';
import type { Line, Standing } from '../domain/snapshot.ts';
import { AgentTable } from './agent.table.ts';
import { setBased } from './set-based.ts';

/** An agent, and which of the queues that were asked about they serve. */
export type Served = Agent & Standing & { readonly queueIds: readonly QueueId[] };

/**
 * Who is there, which of these queues each of them serves, and from that the queues of lines that somebody might take, by what the database sees at a glance: who is
 * there has the units and every skill. Whom it overlooks could take nothing (`fits`); whom it does not overlook may still have no room in a profile, or
 * too little of a skill. Rules may ask anything, and who is favoured takes work whatever their capacity, so lines with either count always. In one pass
 * over members, whatever the number of lines.
 */
const servingSql = (skillIds: string) => `
  WITH line AS MATERIALIZED (
    SELECT * FROM jsonb_to_recordset($1::jsonb) AS line (queue_id uuid, anybody boolean, units int, presences text[], skill_ids uuid[])
  ), there AS MATERIALIZED (
    SELECT agent.id, presence, capacity_total - capacity_used AS free, ${skillIds} AS skill_ids
    FROM agent JOIN agent_beat ON agent_beat.agent_id = agent.id AND beat_at > $2 WHERE silent_since IS NULL
  ), member AS MATERIALIZED (
    SELECT agent_id, queue_id, extract(epoch FROM coalesce(last_assigned_at, joined_at)) * 1000 AS turn, presence, free, skill_ids
    FROM there JOIN queue_member ON agent_id = there.id WHERE queue_id = ANY(ARRAY(SELECT queue_id FROM line))
  ), served AS MATERIALIZED (
    SELECT queue_id FROM line WHERE anybody
    UNION
    SELECT line.queue_id FROM line JOIN member ON member.queue_id = line.queue_id
    WHERE member.presence = ANY(line.presences) AND (line.units = 0 OR free >= line.units) AND line.skill_ids <@ member.skill_ids
  ), serving AS MATERIALIZED (
    SELECT agent_id, array_agg(queue_id ORDER BY queue_id) AS queue_ids, jsonb_object_agg(queue_id, turn) AS turns
    FROM member LEFT JOIN served USING (queue_id) GROUP BY agent_id HAVING bool_or(served.queue_id IS NOT NULL)
  )`;

/** What a line asks of whoever takes it, as far as the database looks at it. */
function glanceAt({ queueId, takes, allowedPresences, matching, skills, favour, custom }: Line) {
  // work that is counted by profiles alone asks for no units; any other needs at least one that is free
  const units = takes.units > 0 || takes.profileIds.length === 0 ? Math.max(1, takes.units) : 0;
  return {
    queue_id: queueId,
    anybody: favour !== null || custom !== undefined,
    units,
    presences: allowedPresences,
    skill_ids: matching === 'exact' ? skills.filter((skill) => !hasAll([skill], {})).map(({ skillId }) => skillId) : [],
  };
}

/**
 * Who is there and serves the queue of a line that somebody might take, with what the choice needs to know of them. Nobody of a queue is
 * left out who is not left out of all of it, so that who is chosen, and why not others, is the same as if everybody had been read.
 */
export async function agentsFor({ manager, now }: Transaction, lines: readonly Line[]): Promise<Served[]> {
  if (lines.length === 0) return [];
  const skillIds = [...new Set(lines.flatMap(({ skills }) => skills.map(({ skillId }) => skillId)))];
  const presences = lines.some(({ custom }) => custom)
    ? presence.options
    : [...new Set(lines.flatMap(({ allowedPresences }) => allowedPresences))];
  const hasSkills = skillIds.length > 0;
  return manager.query(
    `${servingSql(hasSkills ? skillIdsSql : `'{}'::uuid[]`)}
     SELECT ${setBased(manager, AgentTable).list}, queue_ids AS "queueIds", turns, ${hasSkills ? levelsSql : `'{}'::jsonb`} AS levels
     FROM serving JOIN agent ON agent.id = serving.agent_id
     WHERE presence = ANY($3)`,
    [
      JSON.stringify(lines.map(glanceAt)),
      new Date(now.getTime() - unseenMs),
      presences,
      ...(hasSkills ? [skillIds] : []),
    ],
  );
}

const ofNeeded = `FROM agent_skill WHERE agent_id = agent.id AND active AND skill_id = ANY($4)`;
const skillIdsSql = `ARRAY(SELECT skill_id ${ofNeeded})`;
const levelsSql = `coalesce((SELECT jsonb_object_agg(skill_id, level) ${ofNeeded}), '{}')`;
