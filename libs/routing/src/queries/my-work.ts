import { type EntityManager, In, IsNull } from 'typeorm';
import { type AgentId, type ConversationId, type MyHandsView, type MyWorkView, Refusal } from '#contracts';
import { ConsultationTable } from '../storage/consultation.table.ts';
import { OfferTable } from '../storage/offer.table.ts';
import { WorkItemTable } from '../storage/work-item.table.ts';
import { agentNames } from './agents.ts';
import { viewOfAsked } from './views.ts';

const most = 50;

/**
 * What an agent has to do with the work that a conversation is now, and whom they asked about it (product.md 18.2, 18.3): nothing, also while
 * they have just taken it back and this is not heard of yet. Refuses with `work-item-not-found`.
 */
export async function myWork(db: EntityManager, agentId: AgentId, conversationId: ConversationId): Promise<MyWorkView> {
  const [item] = await db
    .getRepository(WorkItemTable)
    .find({ where: { conversationId }, order: { episode: 'DESC' }, take: 1 });
  if (!item) throw new Refusal('work-item-not-found', 'There is no work about this conversation.');
  const workItemId = item.id;
  const isMine = item.agentId === agentId && item.status === 'assigned';
  const advises =
    isMine ||
    (await db.getRepository(ConsultationTable).existsBy({ workItemId: workItemId, agentId, endedAt: IsNull() }));
  if (!advises) return { workItemId: null, conversationId, part: 'none', asked: [] };
  const offers = await db.getRepository(OfferTable).find({
    where: { workItemId, byAgentId: agentId, slot: In(['consult', 'transfer']) },
    order: { offeredAt: 'DESC', id: 'DESC' },
    take: most,
  });
  const names = await agentNames(
    db,
    offers.map((offer) => offer.agentId),
  );
  const asked = offers.map((offer) => viewOfAsked(offer, names.get(offer.agentId) ?? ''));
  return { workItemId, conversationId, part: isMine ? 'primary' : 'consult', asked };
}

/** What an agent is offered or has, the oldest first, and how soon each queue promises an answer (product.md 9, `serviceLevelSeconds`). */
export async function inMyHands(db: EntityManager, agentId: AgentId): Promise<MyHandsView> {
  const items: MyHandsView['items'] = await db.query(
    `SELECT item.conversation_id AS "conversationId", item.queue_id AS "queueId",
       queue.service_level_seconds AS "answerWithinSeconds"
     FROM work_item AS item JOIN queue ON queue.id = item.queue_id
     WHERE item.agent_id = $1 AND item.status IN ('offered', 'assigned') ORDER BY item.queued_at, item.id`,
    [agentId],
  );
  return { items };
}
