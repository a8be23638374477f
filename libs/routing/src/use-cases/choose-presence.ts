import { type AgentId, type PresenceRequest, Refusal } from '#contracts';
import type { Transaction } from '#event-bus';
import { type Agent, choosePresence as choose, resetPresence as reset } from '../domain/agent.ts';
import { agents } from '../storage/agents.ts';
import { staffDefinitions } from '../storage/staff-definitions.ts';
import { hearFromAgent } from './hear-from-agent.ts';
import { show } from './show.ts';

/**
 * An agent says how present they are, or a supervisor does (product.md 14). Saying the same again changes nothing. Refuses a custom
 * presence that is not the agent's (`presence-not-theirs`) or stands for another (`presence-differs`).
 */
export async function choosePresence(
  tx: Transaction,
  id: AgentId,
  { presence, presenceId = null }: PresenceRequest,
  by: 'agent' | 'supervisor' = 'agent',
): Promise<Agent> {
  const before = by === 'agent' ? await hearFromAgent(tx, id) : await agents(tx).get(id);
  if (presenceId !== null) {
    if (!before.presenceIds.includes(presenceId))
      throw new Refusal('presence-not-theirs', 'This presence is not one that this agent may choose.', 'presenceId');
    const base = await staffDefinitions(tx).baseOf(presenceId);
    if (base !== presence)
      throw new Refusal('presence-differs', `This presence stands for ${base ?? 'nothing any more'}.`, 'presenceId');
  }
  return keep(tx, before, choose(before, presence, tx.now, { id: presenceId, by }));
}

/** The presence is what the system says again, for the agent or by a supervisor (product.md 14, reset). */
export async function resetPresence(tx: Transaction, id: AgentId, by: 'agent' | 'supervisor'): Promise<Agent> {
  const before = by === 'agent' ? await hearFromAgent(tx, id) : await agents(tx).get(id);
  return keep(tx, before, reset(before, tx.now));
}

async function keep(tx: Transaction, before: Agent, agent: Agent): Promise<Agent> {
  if (agent === before) return agent;
  await agents(tx).saveAll([agent]);
  await show(tx, { agents: [agent] });
  tx.wake('assignment');
  return agent;
}
