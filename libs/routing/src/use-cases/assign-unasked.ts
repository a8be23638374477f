import type { AgentId } from '#contracts';
import type { Transaction } from '#event-bus';
import { type Agent, afterAccepting } from '../domain/agent.ts';
import { end, isToColleague, type Offer } from '../domain/offer.ts';
import { handTo, takenBy } from '../domain/work-item.ts';
import { agents } from '../storage/agents.ts';
import { offers } from '../storage/offers.ts';
import { workItems } from '../storage/work-items.ts';
import { acceptColleagueOffer } from './colleague-offers.ts';
import { countOffers } from './count-offers.ts';
import { lookAtCrowded } from './look-at-crowded.ts';
import { becauseOf, sayOfferEnded } from './say-offer.ts';
import { show } from './show.ts';

/**
 * Work that is assigned without asking becomes that of the agents whom these offers were shown to (product.md 15.1): as if they had accepted. What
 * somebody answered or ended meanwhile stays as it is. Set-based but for offers to colleagues, which are seldom made like this.
 */
export async function assignUnasked(tx: Transaction, asked: readonly Offer[]): Promise<void> {
  for (const offer of asked.filter(isToColleague)) await acceptColleagueOffer(tx, offer);
  const waiting = asked.filter((offer) => !isToColleague(offer));
  if (waiting.length === 0) return;
  const items = await workItems(tx).lockOffered(
    waiting.map(({ workItemId }) => workItemId),
    waiting.map(({ id }) => id),
  );
  const offerById = new Map(waiting.map((offer) => [offer.id, offer]));
  const taken = items.map((item) => {
    const after = { ...handTo(item, item.agentId!, item.offerId, takenBy(item)), acceptedAt: tx.now };
    return { after, offer: end(offerById.get(item.offerId!)!, 'accepted', after.version, tx.now) };
  });
  const staff = new Map<AgentId, Agent>(
    (await agents(tx).lock([...new Set(items.map(({ agentId }) => agentId!))])).map((agent) => [agent.id, agent]),
  );
  for (const { offer } of taken) staff.set(offer.agentId, afterAccepting(staff.get(offer.agentId)!, tx.now));
  const ended = taken.map(({ offer }) => offer);
  const accepting = await countOffers(tx, [...staff.values()], ended);
  await workItems(tx).saveAll(taken.map(({ after }) => after));
  await agents(tx).saveAll(accepting);
  await offers(tx).saveAll(ended);
  await lookAtCrowded(tx, accepting);
  for (const { offer, after } of taken) sayOfferEnded(becauseOf(tx, after), offer, after, 'accepted');
  await show(tx, {
    items: taken.map(({ after }) => after),
    offers: taken.map(({ after, offer }) => [offer, after]),
    agents: accepting,
  });
  tx.wake('assignment');
  tx.wake('queue-figures');
}
