import type { AgentId } from '#contracts';
import type { Transaction } from '#event-bus';
import { type Agent, choosePresence as choose, type ChosenPresence } from '../domain/agent.ts';
import { agents } from '../storage/agents.ts';
import { hearFromAgent } from './hear-from-agent.ts';
import { show } from './show.ts';

/** An agent says how present they are (product.md 14). Saying the same again changes nothing. */
export async function choosePresence(tx: Transaction, id: AgentId, presence: ChosenPresence): Promise<Agent> {
  const before = await hearFromAgent(tx, id);
  const agent = choose(before, presence, tx.now);
  if (agent === before) return agent;
  await agents(tx).saveAll([agent]);
  await show(tx, { agents: [agent] });
  tx.wake('assignment');
  return agent;
}
