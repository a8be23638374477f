import { Any } from 'typeorm';
import { type AgentId, Refusal } from '#contracts';
import type { Transaction } from '#event-bus';
import type { Agent } from '../domain/agent.ts';
import { AgentTable } from './agent.table.ts';
import { setBased } from './set-based.ts';

/** The agents this transaction may read and change. Lock work items first, then agents: all who change both do it in this order. */
export const agents = ({ manager }: Transaction) => {
  const table = manager.getRepository(AgentTable);
  const lock = { mode: 'pessimistic_write' } as const;
  return {
    /** Refuses somebody who has never signed in. */
    async get(id: AgentId): Promise<Agent> {
      const found = await table.findOne({ where: { id }, lock });
      if (!found) throw new Refusal('agent-not-found', 'This agent has never signed in.');
      return found;
    },
    /** Those of these who have signed in, by id. */
    lock: async (ids: readonly AgentId[]): Promise<Agent[]> =>
      ids.length === 0 ? [] : table.find({ where: { id: Any([...ids]) }, order: { id: 'ASC' }, lock }),
    /** False when the agent was there already. */
    async create(agent: Agent): Promise<boolean> {
      const { raw } = await table.createQueryBuilder().insert().values(agent).orIgnore().returning('id').execute();
      return raw.length > 0;
    },
    saveAll: (changed: readonly Agent[]) => setBased(manager, AgentTable).update(changed),
  };
};
