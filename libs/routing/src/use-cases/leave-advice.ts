import type { AgentId } from '#contracts';
import type { Transaction } from '#event-bus';
import { takeBack } from '../domain/agent.ts';
import { saidOf, type WorkItem } from '../domain/work-item.ts';
import { agents } from '../storage/agents.ts';
import { consultations } from '../storage/consultations.ts';
import { workItems } from '../storage/work-items.ts';
import { sayHandler } from './say-handler.ts';
import { show } from './show.ts';

/**
 * An agent who is gone gives no advice any more about these locked items (product.md 17.6 AgentDisconnected, 18.3): what it took of their capacity is free, and
 * who asked is told.
 */
export async function leaveAdvice(tx: Transaction, id: AgentId, items: readonly WorkItem[]): Promise<void> {
  const ongoing = (await consultations(tx).ongoing(items.map((item) => item.id))).filter((one) => one.agentId === id);
  if (ongoing.length === 0) return;
  const byId = new Map(items.map((item) => [item.id, item]));
  const said = ongoing.map(({ workItemId }) => saidOf(byId.get(workItemId)!));
  await workItems(tx).saveAll(said);
  const free = ongoing.reduce(
    (agent, { units, heldProfileIds: profileIds }) => takeBack(agent, { units, profileIds }, tx.now),
    await agents(tx).get(id),
  );
  await agents(tx).saveAll([free]);
  await consultations(tx).endAll(ongoing.map((one) => ({ ...one, endedAt: tx.now })));
  for (const item of said)
    sayHandler(tx, item, id, { mode: 'consult', change: 'left', reason: 'agent-disconnected' }, null);
  await show(tx, { items: said, agents: [free] });
}
