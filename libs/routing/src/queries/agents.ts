import { Any, type EntityManager } from 'typeorm';
import { type AgentId, type AgentView, type QueueId, Refusal } from '#contracts';
import type { Agent } from '../domain/agent.ts';
import { AgentTable } from '../storage/agent.table.ts';
import { StaffDefinitionTable } from '../storage/staff-definition.tables.ts';
import { byName, page, type PageAsked } from './page.ts';
import { type StaffNames, viewOfAgent } from './views.ts';

/** The queues that each of these agents serves. */
export async function queuesServedBy(db: EntityManager, ids: readonly AgentId[]): Promise<Map<AgentId, QueueId[]>> {
  const rows: { agentId: AgentId; queueIds: QueueId[] }[] = await db.query(
    `SELECT agent_id AS "agentId", array_agg(queue_id ORDER BY queue_id) AS "queueIds"
     FROM queue_member WHERE agent_id = ANY($1) GROUP BY agent_id`,
    [ids],
  );
  return new Map(rows.map(({ agentId, queueIds }) => [agentId, queueIds]));
}

/** What these agents are called; asks only for those that the caller does not know. */
export async function agentNames(
  db: EntityManager,
  ids: readonly AgentId[],
  known: readonly Pick<Agent, 'id' | 'name'>[] = [],
): Promise<Map<AgentId, string>> {
  const names = new Map(known.map(({ id, name }) => [id, name]));
  const unknown = ids.filter((id) => !names.has(id));
  if (unknown.length === 0) return names;
  const found = await db
    .getRepository(AgentTable)
    .find({ select: { id: true, name: true }, where: { id: Any(unknown) } });
  for (const { id, name } of found) names.set(id, name);
  return names;
}

/** What the presences and profiles of these agents are called; asks nothing where they have none. */
export async function staffNames(db: EntityManager, agents: readonly Agent[]): Promise<StaffNames> {
  const ids = new Set(agents.flatMap((agent) => [agent.presenceId ?? [], Object.keys(agent.profiles)].flat()));
  const found =
    ids.size === 0 ? [] : await db.getRepository(StaffDefinitionTable).find({ where: { id: Any([...ids]) as never } });
  return {
    names: new Map(found.map(({ id, name }) => [id, name])),
    presenceTexts: new Map(
      found.map(({ id, name, body }) => [id, typeof body['text'] === 'string' ? body['text'] : name]),
    ),
  };
}

/** Everybody who has ever signed in as an agent, by name. */
export async function listAgents(db: EntityManager, { cursor, limit }: PageAsked) {
  const from = byName.read(cursor);
  const rows = await db
    .getRepository(AgentTable)
    .createQueryBuilder('a')
    .where(from ? '(a.name, a.id) > (:name, :id)' : 'true', from ?? {})
    .orderBy('a.name')
    .addOrderBy('a.id')
    .limit(limit + 1)
    .getMany();
  const served = await queuesServedBy(
    db,
    rows.map(({ id }) => id),
  );
  const names = await staffNames(db, rows);
  return page(rows, limit, byName.write, (agent) => viewOfAgent(agent, served.get(agent.id) ?? [], names));
}

/** One agent as lists show them. */
export async function viewAgent(db: EntityManager, agent: Agent): Promise<AgentView> {
  const served = await queuesServedBy(db, [agent.id]);
  return viewOfAgent(agent, served.get(agent.id) ?? [], await staffNames(db, [agent]));
}

export async function agentWith(db: EntityManager, id: AgentId): Promise<AgentView> {
  const agent = await db.getRepository(AgentTable).findOneBy({ id });
  if (!agent) throw new Refusal('agent-not-found', 'You have not signed in as an agent yet.');
  return viewAgent(db, agent);
}
