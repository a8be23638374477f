import { Any, In } from 'typeorm';
import type { AgentId, OfferId, WorkItemId } from '#contracts';
import type { Transaction } from '#event-bus';
import type { Offer } from '../domain/offer.ts';
import { OfferTable } from './offer.table.ts';
import { setBased } from './set-based.ts';

/** Offers. Locking their work items locks them. */
export const offers = ({ manager }: Transaction) => {
  const table = manager.getRepository(OfferTable);
  return {
    find: (id: OfferId): Promise<Offer | null> => table.findOneBy({ id }),
    findAll: async (ids: readonly OfferId[]): Promise<Offer[]> =>
      ids.length === 0 ? [] : table.find({ where: { id: Any([...ids]) } }),
    standingOf: (agentId: AgentId): Promise<Offer[]> => table.find({ where: { agentId, state: 'offered' } }),
    /** The offers to colleagues about these items that stand. */
    standingToColleagues: (ids: readonly WorkItemId[]): Promise<Offer[]> =>
      table.find({ where: { workItemId: Any([...ids]), state: 'offered', slot: In(['consult', 'transfer']) } }),
    insertAll: (made: readonly Offer[]) => setBased(manager, OfferTable).insert(made),
    saveAll: (changed: readonly Offer[]) =>
      setBased(manager, OfferTable).update(changed, ['version', 'state', 'endedAt']),
  };
};
