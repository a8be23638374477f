import type { EntityManager } from 'typeorm';
import type { AgentId, DefinitionId, Presence, QueueId } from '#contracts';
import type { Sources } from '#conditions';
import type { Capacity } from '../domain/capacity.ts';
import { freeCapacity, hasRoom, type Takes } from '../domain/capacity.ts';
import { type Custom, worksNow } from '../domain/custom-assignment.ts';
import type { NeededSkill } from '../domain/skills.ts';
import { queuesNow } from './queues-now.ts';

/** An agent whom work may go to. */
export interface AgentCandidate extends Capacity {
  readonly id: AgentId;
  readonly name: string;
  readonly presence: Presence;
  /** How many of the needed skills they have. */
  readonly has: number;
  readonly sessions: number;
  /** Whether they serve the queue that was asked about. */
  readonly serves: boolean;
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly nickname: string | null;
  readonly locale: string | null;
  readonly operatingHoursId: DefinitionId | null;
  /** Only where they are asked for. */
  readonly queueIds: readonly QueueId[];
  readonly ratings: Readonly<Record<string, number>>;
}

/** A queue that work may go to. */
export interface QueueCandidate {
  readonly queueId: QueueId;
  readonly name: string;
  readonly slug: string;
  readonly priority: number;
  readonly waiting: number;
  readonly open: boolean;
  readonly opensAt: string | null;
}

interface Wanted<Id> {
  readonly like?: string | null;
  /** Only this one. */
  readonly only?: Id | null;
  readonly but?: Id | null;
  readonly limit: number;
}

/** Who can be handed work, or asked for advice, and who cannot be told of yet: read, and not locked. */
export const targetCandidates = (db: EntityManager) => ({
  /** Agents who are there with one of these presences, those who serve `firstOf` first, then those with most of the needed skills. `isWhole`: with their queues and ratings. */
  agents: (
    skills: readonly NeededSkill[],
    presences: readonly Presence[],
    {
      like = null,
      only = null,
      but = null,
      limit,
      isWhole,
      firstOf = null,
    }: Wanted<AgentId> & { readonly isWhole: boolean; readonly firstOf?: QueueId | null },
  ): Promise<AgentCandidate[]> =>
    db.query(
      `SELECT id, name, presence, capacity_used AS "capacityUsed", capacity_total AS "capacityTotal", profiles, sessions,
         first_name AS "firstName", last_name AS "lastName", nickname, locale, operating_hours_id AS "operatingHoursId",
         (SELECT count(*) FROM jsonb_to_recordset($1::jsonb) AS needed ("skillId" uuid, level float8)
          JOIN agent_skill ON agent_id = agent.id AND skill_id = "skillId" AND active AND agent_skill.level >= needed.level - 1e-6)::int AS has,
         EXISTS (SELECT FROM queue_member WHERE agent_id = agent.id AND queue_id = $7::uuid) AS serves, ${isWhole ? whole : none}
       FROM agent WHERE silent_since IS NULL AND presence = ANY($2) AND id IS DISTINCT FROM $3
         AND ($4::text IS NULL OR name ILIKE $4) AND ($5::uuid IS NULL OR id = $5::uuid) ORDER BY serves DESC, has DESC, name, id LIMIT $6`,
      [JSON.stringify(skills), presences, but, like, only, limit, firstOf],
    ),

  /** Queues for texts, by name: how many wait in each, and whether somebody is there. */
  async queues(now: Date, { like = null, only = null, but = null, limit }: Wanted<QueueId>): Promise<QueueCandidate[]> {
    const found: Omit<QueueCandidate, 'open' | 'opensAt'>[] = await db.query(
      `SELECT id AS "queueId", name, slug, priority,
         (SELECT count(*) FROM work_item WHERE queue_id = queue.id AND status IN ('waiting', 'offered'))::int AS waiting
       FROM queue WHERE id IS DISTINCT FROM $1 AND removed_at IS NULL AND type = 'messaging' AND ($2::text IS NULL OR name ILIKE $2)
         AND ($3::uuid IS NULL OR id = $3::uuid) ORDER BY name, id LIMIT $4`,
      [but, like, only, limit],
    );
    const there = await queuesNow({ manager: db, now }, { isDryRun: true }).some(found.map(({ queueId }) => queueId));
    return found.map((queue) => {
      const { isOpen = true, opensAt = null } = there.get(queue.queueId) ?? {};
      return { ...queue, open: isOpen, opensAt: opensAt?.toISOString() ?? null };
    });
  },
});

const whole = `ARRAY(SELECT queue_id::text FROM queue_member WHERE agent_id = agent.id) AS "queueIds",
  (SELECT coalesce(jsonb_object_agg(skill.slug, rated.rating), '{}') FROM agent_skill AS rated
   JOIN staff_definition AS skill ON skill.id = rated.skill_id AND skill.removed_at IS NULL
   WHERE rated.agent_id = agent.id AND rated.active) AS ratings`;
const none = `'{}'::text[] AS "queueIds", '{}'::jsonb AS ratings`;

/** What filters compare agents with. */
export interface AboutWork extends Pick<Custom, 'openHours'> {
  /** How many skills the work needs. */
  readonly needed: number;
  readonly allowedPresences: readonly string[];
}

/** What filters see of an agent. */
export const sourcesOfAgent = (
  agent: AgentCandidate,
  takes: Takes,
  { needed, allowedPresences, openHours }: AboutWork,
): Sources => ({
  agent: {
    id: agent.id,
    queues: agent.queueIds,
    presence: agent.presence,
    presenceAllowed: allowedPresences.includes(agent.presence),
    availableUnits: freeCapacity(agent),
    usedUnits: agent.capacityUsed,
    capacityUnits: agent.capacityTotal,
    hasRoom: hasRoom(agent, takes),
    hasNeededSkills: agent.has === needed,
    sessions: agent.sessions,
    skills: Object.keys(agent.ratings),
    name: agent.name,
    firstName: agent.firstName,
    lastName: agent.lastName,
    nickname: agent.nickname,
    locale: agent.locale,
    schedule: worksNow(agent, openHours),
  },
  skill: agent.ratings,
  workstream: { allowedPresences, capacityUnits: takes.units },
});

/** What filters see of a queue. */
export const sourcesOfQueue = ({ queueId: id, slug, name, priority, waiting, open }: QueueCandidate): Sources => ({
  target: { id, slug, name, priority, waiting, open },
});
