import type { EntityManager } from 'typeorm';
import { type AgentId, type MyChoicesView, Refusal } from '#contracts';
import { AgentTable } from '../storage/agent.table.ts';

/**
 * What this agent may choose from: the queues that they serve, and the custom presences that were made theirs (product.md 14), by name. Who has
 * not signed in as an agent yet has neither.
 */
export async function myChoices(db: EntityManager, agentId: AgentId): Promise<MyChoicesView> {
  const queues: MyChoicesView['queues'] = await db.query(
    `SELECT queue.id, queue.name FROM queue_member JOIN queue ON queue.id = queue_member.queue_id
     WHERE queue_member.agent_id = $1 AND queue.removed_at IS NULL ORDER BY queue.name, queue.id`,
    [agentId],
  );
  const presences: MyChoicesView['presences'] = await db.query(
    `SELECT id, name, body->>'text' AS text, body->>'base' AS presence FROM staff_definition
     WHERE id = ANY(SELECT unnest(presence_ids) FROM agent WHERE agent.id = $1) AND kind = 'presence' AND removed_at IS NULL
     ORDER BY name, id`,
    [agentId],
  );
  return { queues, presences };
}

/** The same of somebody else. Refuses who has never signed in as an agent. */
export async function choicesOf(db: EntityManager, agentId: AgentId): Promise<MyChoicesView> {
  if (!(await db.getRepository(AgentTable).existsBy({ id: agentId })))
    throw new Refusal('agent-not-found', 'This agent has never signed in.');
  return myChoices(db, agentId);
}
