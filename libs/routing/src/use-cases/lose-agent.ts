import { type AgentId, defaultQueueId } from '#contracts';
import type { Transaction } from '#event-bus';
import { returnsUntil } from '../domain/agent.ts';
import type { QueueNow } from '../domain/overflow.ts';
import { agentBeats } from '../storage/agent-beats.ts';
import { agents } from '../storage/agents.ts';
import { conversations } from '../storage/conversations.ts';
import { queuesNow } from '../storage/queues-now.ts';
import { workItems } from '../storage/work-items.ts';
import { graceMs } from './hear-from-agent.ts';
import { keepDefaultQueue } from './keep-default-queue.ts';
import { leaveAdvice } from './leave-advice.ts';
import { leaveHands } from './leave-hands.ts';

/**
 * An agent who disconnected and was not back in time has their conversations no more: they wait in their queues again, for anybody, and the agent's capacity is
 * free (product.md 17.2 T7, 17.6 AgentDisconnected). They give no advice any more to whom they gave it (18.3). What they wrap up stays theirs: nobody else is needed for it (T13). Changes nothing for who is back.
 * Answers when to look again at one whose time is not over yet.
 */
export async function loseAgent(tx: Transaction, id: AgentId): Promise<Date | null> {
  await agentBeats(tx).lock(id);
  const concerned = await workItems(tx).lockHeldOrAdvisedBy(id);
  const held = concerned.filter(({ agentId, status }) => agentId === id && status === 'assigned');
  const until = returnsUntil(await agents(tx).get(id), await graceMs(tx));
  if (until === null || tx.now < until) return until;
  const heldIds = new Set(held.map((item) => item.id));
  await leaveAdvice(
    tx,
    id,
    concerned.filter((item) => !heldIds.has(item.id)),
  );
  const over = await conversations(tx).areOver(held);
  const left = held.filter(({ conversationId }) => !over.has(conversationId));
  const queueIds = left.map(({ queueId }) => queueId);
  const known = await queuesNow(tx).some(queueIds);
  // its own queue may have been removed while the agent had it
  const instead = queueIds.every((queueId) => known.has(queueId)) ? null : await defaultQueue(tx);
  const leavings = left.flatMap((item) => {
    const queue = known.get(item.queueId) ?? instead;
    return queue ? [{ item, queue, note: null }] : [];
  });
  if (leavings.length > 0) await leaveHands(tx, leavings, { reason: 'agent-disconnected', by: null });
  return null;
}

async function defaultQueue(tx: Transaction): Promise<QueueNow | null> {
  await keepDefaultQueue(tx);
  return (await queuesNow(tx).some([defaultQueueId])).get(defaultQueueId) ?? null;
}
