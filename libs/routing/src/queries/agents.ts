import { Any, type EntityManager } from 'typeorm';
import { type AgentId, type AgentsRequest, type AgentView, type QueueId, Refusal } from '#contracts';
import { likeOf, page } from '#platform';
import type { Transaction } from '#event-bus';
import type { Agent } from '../domain/agent.ts';
import { AgentTable } from '../storage/agent.table.ts';
import { StaffDefinitionTable } from '../storage/staff-definition.tables.ts';
import type { Question } from '../storage/together.ts';
import { byName } from './page.ts';
import { type Duties, type StaffNames, viewOfAgent } from './views.ts';

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

/** What these agents are there for. */
export const dutiesOf = (ids: readonly AgentId[]): Question<Duties> => ({
  sql: `SELECT one.id, ARRAY(SELECT queue_id FROM queue_member WHERE agent_id = one.id ORDER BY queue_id) AS "queueIds",
       ARRAY(
         SELECT jsonb_build_object('id', skill.id, 'name', skill.name, 'rating', rating)
         FROM agent_skill JOIN staff_definition AS skill ON skill.id = skill_id
         WHERE agent_id = one.id AND active ORDER BY skill.name, skill.id
       ) AS skills
     FROM unnest($1::uuid[]) AS one (id)`,
  values: [ids],
});

/**
 * What people see of each of these agents, whatever their number, in one statement, or none where the caller knows what they are there for; in a
 * further one what their presences and profiles are called, where they have any.
 */
export async function viewsOf(
  db: EntityManager,
  agents: readonly Agent[],
  now: Date,
  known?: ReadonlyMap<AgentId, Duties>,
): Promise<AgentView[]> {
  if (agents.length === 0) return [];
  const { sql, values } = dutiesOf(agents.map(({ id }) => id));
  const duties = known ?? new Map((await db.query<Duties[]>(sql, [...values])).map((row) => [row.id, row]));
  const names = await staffNames(db, agents);
  return agents.map((agent) => viewOfAgent(agent, duties.get(agent.id)!, names, now));
}

/** What the presences and profiles of these agents are called; asks nothing where they have none. */
async function staffNames(db: EntityManager, agents: readonly Agent[]): Promise<StaffNames> {
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

/** Everybody who has ever signed in as an agent, by name; only those with `q` in it, where it is said. */
export async function listAgents(db: EntityManager, { cursor, limit, q }: AgentsRequest, now: Date) {
  const from = byName.read(cursor);
  const rows = await db
    .getRepository(AgentTable)
    .createQueryBuilder('a')
    .where(from ? '(a.name, a.id) > (:name, :id)' : 'true', from ?? {})
    .andWhere(q ? 'a.name ILIKE :like' : 'true', q ? { like: likeOf(q) } : {})
    .orderBy('a.name')
    .addOrderBy('a.id')
    .limit(limit + 1)
    .getMany();
  const views = await viewsOf(db, rows.slice(0, limit), now);
  return { items: views, next: page(rows, limit, byName.write, ({ id }) => id).next };
}

/** One agent as lists show them. */
export async function viewAgent(
  { manager, now }: Pick<Transaction, 'manager' | 'now'>,
  agent: Agent,
): Promise<AgentView> {
  return (await viewsOf(manager, [agent], now))[0]!;
}

export async function agentWith(db: EntityManager, id: AgentId, now: Date): Promise<AgentView> {
  const agent = await db.getRepository(AgentTable).findOneBy({ id });
  if (!agent) throw new Refusal('agent-not-found', 'You have not signed in as an agent yet.');
  return viewAgent({ manager: db, now }, agent);
}
