import { IsNull, Not } from 'typeorm';
import type { Transaction } from '#event-bus';
import { AgentTable } from '../storage/agent.table.ts';
import { QueueTable } from '../storage/queue.table.ts';
import { QueueRulesTable } from '../storage/queue-rules.ts';
import { RoutingRulesTable } from '../storage/routing-rules.ts';
import { sayAgent } from './say-agent.ts';
import { sayQueue } from './save-queue.ts';
import { sayQueueRules, sayRules } from './say-rules.ts';

/** Says every queue, all rules and agents with hours of their own again, for a reader that is new or was restored. Answers how many facts were said. */
export async function announce(tx: Transaction): Promise<{ said: number }> {
  const queues = await tx.manager.getRepository(QueueTable).findBy({ removedAt: IsNull() });
  const rules = await tx.manager.getRepository(RoutingRulesTable).find();
  const living = new Set(queues.map(({ id }) => id));
  const ofQueues = (await tx.manager.getRepository(QueueRulesTable).find()).filter(({ queueId }) =>
    living.has(queueId),
  );
  const agents = await tx.manager.getRepository(AgentTable).findBy({ operatingHoursId: Not(IsNull()) });
  for (const queue of queues) sayQueue(tx, queue);
  for (const agent of agents) sayAgent(tx, agent);
  sayRules(tx, rules);
  sayQueueRules(tx, ofQueues);
  return { said: queues.length + rules.length + ofQueues.length + agents.length };
}
