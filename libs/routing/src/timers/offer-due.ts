import { z } from 'zod';
import { offerId } from '#contracts';
import { defineTimer } from '#event-bus';
import { offerDueKind, offerTimers } from '../storage/offer-timers.ts';
import { settleDueOffers } from '../use-cases/settle-due-offers.ts';

/** How many offers end in one transaction. */
const together = 200;

/** Looks at a standing offer when its countdown is over, or when it will have been unseen for too long; and at all others due by then. */
export const offerDue = defineTimer(offerDueKind, z.object({}), async (tx, subject) => {
  const others = await offerTimers(tx).takeOthersDue(subject, together - 1);
  const standing = await settleDueOffers(tx, [offerId.parse(subject), ...others]);
  await tx.scheduleAll(
    offerDue,
    standing.map(({ id, at }) => ({ subject: id, dueAt: at, data: {} })),
  );
});
