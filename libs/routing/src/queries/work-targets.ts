import type { EntityManager } from 'typeorm';
import {
  type AgentId,
  type Presence,
  type QueueId,
  Refusal,
  type WorkItemId,
  type WorkTargetsRequest,
  type WorkTargetsView,
} from '#contracts';
import { type Capacity, exceeding } from '../domain/capacity.ts';
import { takesOf } from '../domain/workstream.ts';
import { queuesNow } from '../storage/queues-now.ts';
import { settingsNow } from '../storage/settings.ts';
import { WorkItemTable } from '../storage/work-item.table.ts';
import { workstreams } from '../storage/workstreams.ts';

interface Candidate extends Capacity {
  readonly id: AgentId;
  readonly name: string;
  readonly presence: Presence;
  readonly has: number;
}
const most = 200;

/**
 * To whom an item can be handed, or who can be asked about it (product.md 18.2-18.4): agents who are there, the best in needed skills first,
 * and all queues for texts, with their lines and whether they are open. For a supervisor who assigns, those whose presence its
 * workstream allows, with how far it would go beyond what they have room for.
 */
export async function workTargets(
  db: EntityManager,
  id: WorkItemId,
  asked: WorkTargetsRequest,
  now: Date,
): Promise<WorkTargetsView> {
  const item = await db.getRepository(WorkItemTable).findOneBy({ id });
  if (!item) throw new Refusal('work-item-not-found', 'There is no such work item.');
  const { workstreamId, skills, profileIds, queueId, agentId } = item;
  const distribution = (await workstreams({ manager: db }).distributionsOf([workstreamId])).get(workstreamId)!;
  const presences = asked.for === 'assign' ? distribution.allowedPresences : ['available', 'busy'];
  const like = asked.q === undefined ? null : `%${asked.q.replace(/[\\%_]/g, '\\$&')}%`;
  const found: Candidate[] = await db.query(
    `SELECT id, name, presence, capacity_used AS "capacityUsed", capacity_total AS "capacityTotal", profiles,
       (SELECT count(*) FROM jsonb_to_recordset($1::jsonb) AS needed ("skillId" uuid, level float8)
        JOIN agent_skill ON agent_id = agent.id AND skill_id = "skillId" AND active AND agent_skill.level >= needed.level - 1e-6)::int AS has
     FROM agent WHERE silent_since IS NULL AND presence = ANY($2) AND id IS DISTINCT FROM $3
       AND ($4::text IS NULL OR name ILIKE $4) ORDER BY has DESC, name, id LIMIT $5`,
    [JSON.stringify(skills), presences, agentId, like, most],
  );
  const isAsked = asked.for !== 'consult' || (await settingsNow(db)).assignment.consult.toQueue;
  const queues = isAsked ? await queueTargets(db, asked.for === 'consult' ? null : queueId, like, now) : [];
  const takes = takesOf(distribution, profileIds);
  return {
    agents: found.map(({ id: candidateId, name, presence, has, ...capacity }) => ({
      agentId: candidateId,
      name,
      presence,
      skills: { has, needed: skills.length },
      exceeds: exceeding(capacity, takes),
    })),
    queues,
  };
}

/** All queues for texts but this one, by name: how many wait in each, and whether somebody is there. */
async function queueTargets(
  db: EntityManager,
  but: QueueId | null,
  like: string | null,
  now: Date,
): Promise<WorkTargetsView['queues']> {
  const found: { queueId: QueueId; name: string; waiting: number }[] = await db.query(
    `SELECT id AS "queueId", name,
       (SELECT count(*) FROM work_item WHERE queue_id = queue.id AND status IN ('waiting', 'offered'))::int AS waiting
     FROM queue
     WHERE id IS DISTINCT FROM $1 AND removed_at IS NULL AND type = 'messaging' AND ($2::text IS NULL OR name ILIKE $2) ORDER BY name, id LIMIT $3`,
    [but, like, most],
  );
  const there = await queuesNow({ manager: db, now }, { isDryRun: true }).some(found.map(({ queueId }) => queueId));
  return found.map((queue) => {
    const { isOpen = true, opensAt = null } = there.get(queue.queueId) ?? {};
    return { ...queue, open: isOpen, opensAt: opensAt?.toISOString() ?? null };
  });
}
