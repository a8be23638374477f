import type { DataOf, OfferId, offerEnded, offerMade } from '#contracts';
import type { EntityManager } from 'typeorm';
import { type ColleagueOffer, ColleagueOfferTable } from './handling.table.ts';

type Made = DataOf<typeof offerMade>;
type Ended = DataOf<typeof offerEnded>;

/** What colleagues were asked and have not answered, and answers of which the question was not heard yet. */
export const colleagueOffers = ({ manager }: { readonly manager: EntityManager }) => {
  const insert = (offers: readonly ColleagueOffer[]) =>
    manager
      .createQueryBuilder()
      .insert()
      .into(ColleagueOfferTable)
      .values([...offers])
      .orIgnore()
      .updateEntity(false)
      .returning('offer_id')
      .execute()
      .then(({ raw }) => new Set((raw as { offer_id: OfferId }[]).map((row) => row.offer_id)));
  const forget = async (ids: readonly OfferId[]): Promise<Map<OfferId, ColleagueOffer>> => {
    if (ids.length === 0) return new Map();
    const [taken]: [ColleagueOffer[], number] = await manager.query(
      `DELETE FROM colleague_offer WHERE offer_id = ANY($1)
       RETURNING offer_id AS "offerId", conversation_id AS "conversationId", slot, agent_id AS "agentId",
         by_agent_id AS "byAgentId", queue_id AS "queueId", made_at AS "madeAt", answered`,
      [ids],
    );
    return new Map(taken.map((offer) => [offer.offerId, offer]));
  };
  return {
    /** Answers those that nobody has answered yet; the others are forgotten. */
    async remember<One extends { readonly data: Made }>(made: readonly One[]): Promise<readonly One[]> {
      if (made.length === 0) return [];
      const added = await insert(made.map(({ data }) => offerOf(data, data.offeredAt, false)));
      const known = made.flatMap(({ data }) => (added.has(data.offerId) ? [] : [data.offerId]));
      const answered = await forget(known);
      return made.filter(({ data }) => !answered.has(data.offerId));
    },

    /** Those of these that were asked of colleagues; they are answered now, and forgotten. */
    async take(ended: readonly Ended[]): Promise<Map<OfferId, ColleagueOffer>> {
      const taken = await forget(ended.map(({ offerId }) => offerId));
      const early = ended.filter(({ offerId, slot }) => isToColleague(slot) && !taken.has(offerId));
      if (early.length === 0) return taken;
      const added = await insert(early.map((one) => offerOf(one, one.endedAt, true)));
      // those that are there all the same were asked while we looked
      const meanwhile = await forget(early.flatMap(({ offerId }) => (added.has(offerId) ? [] : [offerId])));
      return new Map([...taken, ...meanwhile]);
    },
  };
};

/** Somebody is asked to advise or to take over: the conversation stays with the agent who has it (product.md 18.2, 18.3). */
export const isToColleague = (slot: Made['slot']): slot is 'consult' | 'transfer' =>
  slot === 'consult' || slot === 'transfer';

const offerOf = (
  { offerId, conversationId, slot, agentId, queueId, ...more }: Made | Ended,
  at: string,
  answered: boolean,
): ColleagueOffer => ({
  offerId,
  conversationId,
  slot: slot as ColleagueOffer['slot'],
  agentId,
  byAgentId: ('byAgentId' in more && more.byAgentId) || null,
  queueId,
  madeAt: new Date(at),
  answered,
});
