import { offerEnded, offerMade } from '#contracts';
import type { Transaction } from '#event-bus';
import type { Failure, Offer, OfferOutcome, Withdrawal } from '../domain/offer.ts';
import { type WorkItem, waitedSinceOf, workOf } from '../domain/work-item.ts';

/** What we do by ourselves about an item has the cause that the item had. */
export const becauseOf = (tx: Transaction, { correlationId, readyEventId }: WorkItem): Transaction =>
  tx.withCause({ correlationId, causationId: readyEventId });

const asSaid = ({ id, workItemId, conversationId, queueId, agentId, version }: Offer) => ({
  offerId: id,
  workItemId,
  conversationId,
  queueId,
  agentId,
  version,
});

/** Says that an agent is asked, and what the work is. */
export function sayOfferMade(tx: Transaction, offer: Offer, item: WorkItem): void {
  const { offeredAt, expiresAt, slot, byAgentId, withoutConsent } = offer;
  const times = { offeredAt: offeredAt.toISOString(), expiresAt: expiresAt.toISOString() };
  const about = { work: workOf(item, tx.now), ...waitedSinceOf(item) };
  tx.publish(offerMade, { ...asSaid(offer), ...times, slot, byAgentId, withoutConsent, ...about });
}

/** Says how an offer of this item ended, and all that who hears of it before it was made has to know; of one that was withdrawn or lost, why. */
export function sayOfferEnded(
  tx: Transaction,
  offer: Offer,
  item: Pick<WorkItem, 'waitedSince' | 'episode'>,
  outcome: OfferOutcome,
  reason?: Withdrawal | Failure,
): void {
  const about = {
    slot: offer.slot,
    episode: item.episode,
    ...waitedSinceOf(item),
    ...(reason !== undefined && { reason }),
  };
  tx.publish(offerEnded, { ...asSaid(offer), outcome, ...about, endedAt: tx.now.toISOString() });
}
