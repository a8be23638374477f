import type { AgentId, OfferId } from '#contracts';
import type { Transaction } from '#event-bus';
import { isToColleague, refuseUnrejectable } from '../domain/offer.ts';
import { workItems } from '../storage/work-items.ts';
import { type Answered, myOffer, whatItBecame } from './accept-offer.ts';
import { endColleagueOffers } from './colleague-offers.ts';
import { endWork } from './end-work.ts';

/**
 * The agent declines: it counts, and the item goes back to its place in the line (product.md 11.5, 15.4). Declining once
 * more is the same. Refuses with `offer-over` or `already-taken`, saying how the offer ended, and with `reject-off`
 * where its template lets nobody reject it (15.1).
 */
export async function rejectOffer(tx: Transaction, id: OfferId, by: AgentId): Promise<Answered> {
  const asked = await myOffer(tx, id, by);
  refuseUnrejectable(asked);
  if (isToColleague(asked)) {
    await endColleagueOffers(tx, [{ id, how: 'rejected' }]);
    return whatItBecame(tx, id, by, 'rejected');
  }
  const items = await workItems(tx).lockOffered([asked.workItemId], [id]);
  await endWork(
    tx,
    items.map((item) => ({ item, how: 'rejected', cause: tx })),
  );
  return whatItBecame(tx, id, by, 'rejected');
}
