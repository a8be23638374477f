import { Any } from 'typeorm';
import type { AgentId } from '#contracts';
import type { Transaction } from '#event-bus';
import type { ShownOffers } from '../domain/shown-offers.ts';
import { type AgentBeat, AgentBeatTable } from './agent.table.ts';

/** Signs of life. Lock them before anything else of the agent: so a beat and a disconnect cannot overlook each other. */
export const agentBeats = ({ manager }: Transaction) => {
  const table = manager.getRepository(AgentBeatTable);
  return {
    lock: (agentId: AgentId) => table.findOne({ where: { agentId }, lock: { mode: 'pessimistic_write' } }),
    save: (beat: AgentBeat) => table.upsert(beat, ['agentId']),
    /** What the desks of these agents showed last. */
    async shownBy(agentIds: readonly AgentId[]): Promise<Map<AgentId, ShownOffers>> {
      const found = await table.find({ where: { agentId: Any([...agentIds]) } });
      return new Map(found.map(({ agentId, shown }) => [agentId, shown]));
    },
  };
};
