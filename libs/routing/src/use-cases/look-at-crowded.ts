import type { Transaction } from '#event-bus';
import type { Agent } from '../domain/agent.ts';
import { isTooMuch } from '../domain/offer.ts';
import { offers } from '../storage/offers.ts';
import { rulesOf, settingsNow } from '../storage/settings.ts';
import { offerDue } from '../timers/offer-due.ts';

/**
 * An agent took a conversation. Where they have as many as they may now, the others that they are asked to take are looked at at once, and taken
 * back (product.md 15.4): in a transaction of its own, because work items are locked before agents.
 */
export async function lookAtCrowded(tx: Transaction, { id, sessions }: Agent): Promise<void> {
  const standing = (await offers(tx).standingOf(id)).filter(({ slot }) => slot === 'incoming');
  if (standing.length === 0) return;
  const { sessions: most } = rulesOf(await settingsNow(tx.manager));
  await tx.scheduleAll(
    offerDue,
    standing
      .filter((offer) => isTooMuch(offer, sessions, most))
      .map((offer) => ({ subject: offer.id, dueAt: tx.now, data: {} })),
  );
}
