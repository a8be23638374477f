import type { AgentId, CapacityProfileId } from '#contracts';
import type { Transaction } from '#event-bus';

/** What takes of agents' capacity profiles now. */
export const profileUse = ({ manager }: Pick<Transaction, 'manager'>) => ({
  /** How many agents have this profile, and how many of their items count in it. */
  async count(profileId: string): Promise<{ readonly agents: number; readonly items: number }> {
    const [found]: [{ agents: number; items: number }] = await manager.query(
      `SELECT (SELECT count(*)::int FROM agent WHERE profiles ? $1) AS agents,
              (SELECT count(*)::int FROM work_item WHERE status IN ('offered', 'assigned') AND $1::uuid = ANY(held_profile_ids)) AS items`,
      [profileId],
    );
    return found;
  },

  /**
   * How much of each of these agents counts in each profile: what they are offered or have, what colleagues ask them for, and advice that takes of their
   * capacity. Agents with nothing are left out.
   */
  async inWork(agentIds: readonly AgentId[]): Promise<ReadonlyMap<AgentId, Record<CapacityProfileId, number>>> {
    const rows: { agentId: AgentId; profileId: CapacityProfileId; count: number }[] = await manager.query(
      `SELECT agent_id AS "agentId", held.id AS "profileId", count(*)::int AS count
       FROM (
         SELECT agent_id, held_profile_ids FROM work_item WHERE status IN ('offered', 'assigned') AND agent_id = ANY($1)
         UNION ALL
         SELECT agent_id, held_profile_ids FROM offer
         WHERE state = 'offered' AND slot IN ('consult', 'transfer') AND agent_id = ANY($1)
         UNION ALL
         SELECT agent_id, held_profile_ids FROM consultation WHERE ended_at IS NULL AND agent_id = ANY($1)
       ) AS its CROSS JOIN LATERAL unnest(held_profile_ids) AS held (id) GROUP BY 1, 2`,
      [agentIds],
    );
    const all = new Map<AgentId, Record<CapacityProfileId, number>>();
    for (const { agentId, profileId, count } of rows) all.set(agentId, { ...all.get(agentId), [profileId]: count });
    return all;
  },
});
