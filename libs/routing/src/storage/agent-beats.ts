import { Any } from 'typeorm';
import type { AgentId } from '#contracts';
import type { Transaction } from '#event-bus';
import type { ShownOffers } from '../domain/shown-offers.ts';
import { type AgentBeat, AgentBeatTable } from './agent.table.ts';

/** Signs of life. Lock them before anything else of the agent: so a beat and a disconnect cannot overlook each other. */
export const agentBeats = ({ manager }: Transaction) => {
  const table = manager.getRepository(AgentBeatTable);
  return {
    async lock(id: AgentId): Promise<AgentBeat | null> {
      const [found]: AgentBeat[] = await manager.query(
        `SELECT agent_id AS "agentId", beat_at AS "beatAt", shown, desks FROM agent_beat WHERE agent_id = $1 FOR UPDATE`,
        [id],
      );
      return found ?? null;
    },
    async save({ agentId, beatAt, shown, desks }: AgentBeat): Promise<void> {
      await manager.query(
        `INSERT INTO agent_beat (agent_id, beat_at, shown, desks) VALUES ($1, $2, $3, $4)
         ON CONFLICT (agent_id) DO UPDATE SET beat_at = excluded.beat_at, shown = excluded.shown, desks = excluded.desks`,
        [agentId, beatAt, JSON.stringify(shown), JSON.stringify(desks)],
      );
    },
    /** What the desks of these agents showed last. */
    async shownBy(agentIds: readonly AgentId[]): Promise<Map<AgentId, ShownOffers>> {
      const found = await table.find({ where: { agentId: Any([...agentIds]) } });
      return new Map(found.map(({ agentId, shown }) => [agentId, shown]));
    },
  };
};
