import type { EntityManager } from 'typeorm';
import { type Person, Refusal, type WorkItemId, type WorkTargetsRequest, type WorkTargetsView } from '#contracts';
import { likeOf } from '#platform';
import { exceeding } from '../domain/capacity.ts';
import { settingsNow } from '../storage/settings.ts';
import { targetCandidates } from '../storage/target-candidates.ts';
import { filtersFor, offeredTargets } from '../storage/offered-targets.ts';
import { WorkItemTable } from '../storage/work-item.table.ts';

const most = 200;
/** Of so many it is looked at which are offered. */
const lookedAt = 5000;

/**
 * To whom an item can be handed, or who can be asked about it (product.md 18.2-18.4): agents who are there, the best in needed skills first,
 * and all queues for texts, with their lines and whether they are open; to agents those alone that the settings offer them. For a supervisor who
 * places it, those whose presence its workstream allows, who serve its queue first, with how far it would go beyond what they have room for.
 */
export async function workTargets(
  db: EntityManager,
  id: WorkItemId,
  asked: WorkTargetsRequest,
  person: Person,
  now: Date,
): Promise<WorkTargetsView> {
  const item = await db.getRepository(WorkItemTable).findOneBy({ id });
  if (!item) throw new Refusal('work-item-not-found', 'There is no such work item.');
  const { skills, queueId, agentId } = item;
  // what waits for its customer is in nobody's hands, and in no queue
  const isOver = item.status === 'done';
  const { assignment } = await settingsNow(db);
  const supervises = item.agentId !== person.agentId && person.roles.includes('supervisor');
  const isFiltered = asked.for !== 'assign' && !supervises;
  const isPlaced = asked.for === 'assign' || (asked.for === 'transfer' && supervises);
  const filters = isFiltered && asked.for !== 'assign' ? filtersFor(asked.for, assignment.targets) : null;
  const { allowedPresences, takes, offered } = await offeredTargets(db, item);
  const like = asked.q === undefined ? null : likeOf(asked.q);
  const agents = await targetCandidates(db).agents(skills, isPlaced ? allowedPresences : ['available', 'busy'], {
    like,
    but: isOver ? null : agentId,
    limit: filters?.agents.enabled ? lookedAt : most,
    isWhole: filters?.agents.enabled ?? false,
    firstOf: isPlaced ? queueId : null,
  });
  const isAsked = asked.for !== 'consult' || assignment.consult.toQueue;
  const limit = filters?.queues.enabled ? lookedAt : most;
  const but = asked.for === 'consult' || isOver ? null : queueId;
  const queues = isAsked ? await targetCandidates(db).queues(now, { like, but, limit }) : [];
  const shown = filters ? await offered(filters, { agents, queues }, now) : { agents, queues };
  return {
    agents: shown.agents.slice(0, most).map((agent) => ({
      agentId: agent.id,
      name: agent.name,
      presence: agent.presence,
      skills: { has: agent.has, needed: skills.length },
      exceeds: exceeding(agent, takes),
      ...(isPlaced && { servesQueue: agent.serves }),
    })),
    queues: shown.queues
      .slice(0, most)
      .map(({ queueId: target, name, waiting, open, opensAt }) => ({ queueId: target, name, waiting, open, opensAt })),
  };
}
