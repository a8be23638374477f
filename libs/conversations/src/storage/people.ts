import type { AgentId, Person, QueueId } from '#contracts';
import type { EntityManager, EntitySchema, ObjectLiteral } from 'typeorm';
import { In } from 'typeorm';
import type { NamedAgent } from '#sms-text';
import { AgentTable, type KnownAgent, type KnownQueue, QueueTable } from './people.table.ts';
import { remember } from './remember.ts';

/** Our copies of the agents and queues of routing: their names, for texts. */
export const people = ({ manager }: { readonly manager: EntityManager }) => ({
  rememberAgents: (told: readonly KnownAgent[]) => rememberSome(manager, AgentTable, told),
  rememberQueues: (told: readonly KnownQueue[]) => rememberSome(manager, QueueTable, told),

  /** Those of these agents that we have been told of. */
  async agents(ids: readonly AgentId[]): Promise<Map<AgentId, KnownAgent>> {
    if (ids.length === 0) return new Map();
    const found = await manager.getRepository(AgentTable).findBy({ agentId: In([...new Set(ids)]) });
    return new Map(found.map((agent) => [agent.agentId, agent]));
  },

  /** A person as texts name them: with the names that they have as an agent, where they are one. */
  async named({ agentId, name }: Pick<Person, 'agentId' | 'name'>): Promise<NamedAgent> {
    return { ...(await this.agents([agentId])).get(agentId), name };
  },

  /** Those of these queues that we have been told of. */
  async queues(ids: readonly QueueId[]): Promise<Map<QueueId, KnownQueue>> {
    if (ids.length === 0) return new Map();
    const found = await manager.getRepository(QueueTable).findBy({ queueId: In([...new Set(ids)]) });
    return new Map(found.map((queue) => [queue.queueId, queue]));
  },
});

async function rememberSome<Copy extends ObjectLiteral & { version: number }>(
  manager: EntityManager,
  table: EntitySchema<Copy>,
  told: readonly Copy[],
): Promise<void> {
  if (told.length > 0) await remember(manager, table, told);
}
