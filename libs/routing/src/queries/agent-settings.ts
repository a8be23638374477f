import { Any, type EntityManager } from 'typeorm';
import { type AgentId, type AgentSettingsRequest, type AgentSettingsView, Refusal } from '#contracts';
import { likeOf, page } from '#platform';
import { settingsOf } from '../domain/agent-settings.ts';
import type { Agent } from '../domain/agent.ts';
import { agentSkills } from '../storage/agent-skills.ts';
import { AgentTable } from '../storage/agent.table.ts';
import { queuesServedBy } from './agents.ts';
import { byName } from './page.ts';

/** What is set of agents, by name; only of those who serve the queue, or have the skill or profile, where one is asked for. */
export async function listAgentSettings(db: EntityManager, asked: AgentSettingsRequest) {
  const { cursor, limit, q, queueId, skillId, profileId } = asked;
  const from = byName.read(cursor);
  const query = db
    .getRepository(AgentTable)
    .createQueryBuilder('a')
    .orderBy('a.name')
    .addOrderBy('a.id')
    .limit(limit + 1);
  if (from) query.andWhere('(a.name, a.id) > (:name, :id)', from);
  if (q) query.andWhere('a.name ILIKE :like', { like: likeOf(q) });
  if (queueId)
    query.andWhere('EXISTS (SELECT FROM queue_member WHERE agent_id = a.id AND queue_id = :queueId)', { queueId });
  if (skillId)
    query.andWhere('EXISTS (SELECT FROM agent_skill WHERE agent_id = a.id AND skill_id = :skillId)', { skillId });
  if (profileId) query.andWhere('jsonb_exists(a.profiles, :profileId)', { profileId });
  const rows = await query.getMany();
  const views = await viewSettings(db, rows.slice(0, limit));
  return { items: views, next: page(rows, limit, byName.write, ({ id }) => id).next };
}

export async function agentSettingsOf(db: EntityManager, id: AgentId): Promise<AgentSettingsView> {
  const [agent] = await db.getRepository(AgentTable).find({ where: { id: Any([id]) } });
  if (!agent) throw new Refusal('agent-not-found', 'There is no such agent.');
  return (await viewSettings(db, [agent]))[0]!;
}

async function viewSettings(db: EntityManager, staff: readonly Agent[]): Promise<AgentSettingsView[]> {
  const ids = staff.map(({ id }) => id);
  const skills = await agentSkills({ manager: db }).of(ids);
  const served = await queuesServedBy(db, ids);
  return staff.map((agent) => {
    const own = (skills.get(agent.id) ?? []).map(({ skillId, rating, active }) => ({ skillId, rating, active }));
    const { id: agentId, name, settingsVersion: version } = agent;
    return { agentId, name, version, ...settingsOf(agent, own, served.get(agent.id) ?? []) };
  });
}
