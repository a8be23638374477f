import { Any } from 'typeorm';
import type { AgentId } from '#contracts';
import { chunks, type Transaction } from '#event-bus';
import { type AgentSkill, AgentSkillTable } from './staff-definition.tables.ts';

/** What agents can do. Who changes an agent's skills holds the agent's lock. */
export const agentSkills = ({ manager }: Pick<Transaction, 'manager'>) => ({
  async of(ids: readonly AgentId[]): Promise<Map<AgentId, AgentSkill[]>> {
    const rows = await manager
      .getRepository(AgentSkillTable)
      .find({ where: { agentId: Any([...ids]) }, order: { skillId: 'ASC' } });
    return Map.groupBy(rows, ({ agentId }) => agentId);
  },
  /** From now on these agents have exactly these. */
  async set(ids: readonly AgentId[], skills: readonly AgentSkill[]): Promise<void> {
    await manager.query(`DELETE FROM agent_skill WHERE agent_id = ANY($1)`, [ids]);
    for (const some of chunks(skills, 1000)) await manager.getRepository(AgentSkillTable).insert(some);
  },
});
