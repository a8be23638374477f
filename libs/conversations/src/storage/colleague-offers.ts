import type { DataOf, OfferId, offerMade } from '#contracts';
import type { EntityManager } from 'typeorm';
import { type ColleagueOffer, ColleagueOfferTable } from './handling.table.ts';

/** What colleagues were asked and have not answered. */
export const colleagueOffers = ({ manager }: { readonly manager: EntityManager }) => ({
  /** An offer that is known already stays as it is. */
  async remember(made: readonly DataOf<typeof offerMade>[]): Promise<void> {
    if (made.length === 0) return;
    await manager
      .createQueryBuilder()
      .insert()
      .into(ColleagueOfferTable)
      .values(
        made.map(({ offerId, conversationId, slot, agentId, byAgentId = null, queueId, offeredAt }) => ({
          offerId,
          conversationId,
          slot: slot as ColleagueOffer['slot'],
          agentId,
          byAgentId,
          queueId,
          madeAt: new Date(offeredAt),
        })),
      )
      .orIgnore()
      .updateEntity(false)
      .execute();
  },

  /** Those of these that were asked of colleagues; they are answered now, and forgotten. */
  async take(ids: readonly OfferId[]): Promise<Map<OfferId, ColleagueOffer>> {
    const [taken]: [ColleagueOffer[], number] = await manager.query(
      `DELETE FROM colleague_offer WHERE offer_id = ANY($1)
       RETURNING offer_id AS "offerId", conversation_id AS "conversationId", slot, agent_id AS "agentId",
         by_agent_id AS "byAgentId", queue_id AS "queueId", made_at AS "madeAt"`,
      [ids],
    );
    return new Map(taken.map((offer) => [offer.offerId, offer]));
  },
});
