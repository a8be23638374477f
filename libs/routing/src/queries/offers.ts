import { Any, type EntityManager } from 'typeorm';
import type { AgentId, OfferView, QueueId } from '#contracts';
import type { Offer } from '../domain/offer.ts';
import type { WorkItem } from '../domain/work-item.ts';
import { OfferTable } from '../storage/offer.table.ts';
import { WorkItemTable } from '../storage/work-item.table.ts';
import { queueNames } from './queues.ts';
import { viewOfOffer } from './views.ts';

/** The offers to one agent that stand, oldest first. */
export async function standingOffers(db: EntityManager, agentId: AgentId) {
  const offers = await db
    .getRepository(OfferTable)
    .find({ where: { agentId, state: 'offered' }, order: { offeredAt: 'ASC', id: 'ASC' } });
  const items = await db.getRepository(WorkItemTable).find({ where: { id: Any(offers.map((o) => o.workItemId)) } });
  const itemById = new Map(items.map((item) => [item.id, item]));
  const names = await queueNames(
    db,
    offers.map(({ queueId }) => queueId),
  );
  return { items: offers.map((offer) => viewOfOffer(offer, itemById.get(offer.workItemId)!, names)), next: null };
}

export async function viewOffer(
  db: EntityManager,
  { offer, item }: { offer: Offer; item: WorkItem },
): Promise<OfferView> {
  const queueIds: QueueId[] = [offer.queueId];
  return viewOfOffer(offer, item, await queueNames(db, queueIds));
}
