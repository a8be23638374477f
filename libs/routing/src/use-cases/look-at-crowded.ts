import type { Transaction } from '#event-bus';
import type { Agent } from '../domain/agent.ts';
import { isTooMuch } from '../domain/offer.ts';
import { offers } from '../storage/offers.ts';
import { rulesOf, settingsNow } from '../storage/settings.ts';
import { offerDue } from '../timers/offer-due.ts';

/**
 * Agents took conversations. Where they have as many as they may now, the others that they are asked to take are looked at at once, and taken
 * back (product.md 15.4): in a transaction of its own, because work items are locked before agents.
 */
export async function lookAtCrowded(tx: Transaction, staff: readonly Agent[]): Promise<void> {
  const sessions = new Map(staff.map((agent) => [agent.id, agent.sessions]));
  const standing = (await offers(tx).standingOf([...sessions.keys()])).filter(({ slot }) => slot === 'incoming');
  if (standing.length === 0) return;
  const { sessions: most } = rulesOf(await settingsNow(tx.manager));
  await tx.scheduleAll(
    offerDue,
    standing
      .filter((offer) => isTooMuch(offer, sessions.get(offer.agentId)!, most))
      .map((offer) => ({ subject: offer.id, dueAt: tx.now, data: {} })),
  );
}
