import type { AgentId } from '#contracts';
import type { Transaction } from '#event-bus';
import { type Agent, aNewAgent, rename } from '../domain/agent.ts';
import { agents } from '../storage/agents.ts';
import { queues } from '../storage/queues.ts';
import { hearFromAgent } from './hear-from-agent.ts';
import { sayAgent } from './say-agent.ts';
import { show } from './show.ts';

/** An agent's desk opens. The first time makes the agent's row, and they serve the default queue (product.md 9.3); the name is the one that the sign-in says now. */
export async function signIn(tx: Transaction, id: AgentId, name: string): Promise<Agent> {
  const newcomer = aNewAgent(id, name, tx.now);
  const isNew = await agents(tx).create(newcomer);
  // whoever makes the default queue sees us, or we see it
  if (isNew) await queues(tx).oneAtATime();
  if (isNew) await queues(tx).letServeDefault(id);
  const known = await hearFromAgent(tx, id);
  const agent = rename(known, name);
  if (agent !== known) await agents(tx).saveAll([agent]);
  if (isNew || agent !== known) {
    sayAgent(tx, agent);
    await show(tx, { agents: [agent] });
  }
  return agent;
}
