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
    /** The offers to these agents that stand. */
    standingOf: (agentIds: readonly AgentId[]): Promise<Offer[]> =>
      table.find({ where: { agentId: Any([...agentIds]), state: 'offered' } }),
    /** Those of these that become their agents' as soon as a desk shows them (product.md 15.1). */
    async assignedOnceShown(ids: readonly OfferId[]): Promise<OfferId[]> {
      const found: { id: OfferId }[] = await manager.query(
        `SELECT id FROM offer WHERE id = ANY($1) AND state = 'offered' AND without_consent
           AND notification ->> 'showTimeout' = 'false'`,
        [ids],
      );
      return found.map(({ id }) => id);
    },
    /** The offers to colleagues about these items that stand. */
    standingToColleagues: (ids: readonly WorkItemId[]): Promise<Offer[]> =>
      table.find({ where: { workItemId: Any([...ids]), state: 'offered', slot: In(['consult', 'transfer']) } }),
    /** Agents are told nothing any more of these items: by the offers that stand of them, and by those to colleagues. */
    async forget(itemIds: readonly WorkItemId[], ids: readonly OfferId[]): Promise<void> {
      await manager.query(
        `UPDATE offer SET notification = NULL WHERE id = ANY($1::uuid[] || ARRAY(
           SELECT id FROM offer WHERE work_item_id = ANY($2) AND state = 'offered' AND slot IN ('consult', 'transfer')))`,
        [ids, itemIds],
      );
    },
    insertAll: (made: readonly Offer[]) => setBased(manager, OfferTable).insert(made),
    saveAll: (changed: readonly Offer[]) =>
      setBased(manager, OfferTable).update(changed, ['version', 'state', 'endedAt', 'notification']),
  };
};
