import type { AgentId } from '#contracts';
import type { Transaction } from '#event-bus';
import { aNewAgent, fallSilent } from '../domain/agent.ts';
import { agents } from '../storage/agents.ts';
import { queues } from '../storage/queues.ts';
import { sayAgent } from './say-agent.ts';
import { show } from './show.ts';

/** Who has not signed in yet: what their sign-in will call them is not known before. */
export interface Expected {
  readonly id: AgentId;
  readonly name: string;
}

/** People who have not signed in yet are agents from now on, who are away, and serve the default queue (product.md 9.3). */
export async function expectAgents(tx: Transaction, expected: readonly Expected[]): Promise<void> {
  if (expected.length === 0) return;
  const added = expected.map(({ id, name }) => fallSilent(aNewAgent(id, name, tx.now), tx.now, tx.now, true));
  await agents(tx).createAll(added);
  await queues(tx).letServeDefault();
  for (const agent of added) sayAgent(tx, agent);
  await show(tx, { agents: added });
}
