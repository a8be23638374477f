import { type AgentId, type OfferId, Refusal } from '#contracts';
import type { Transaction } from '#event-bus';
import { afterAccepting } from '../domain/agent.ts';
import { end, isToColleague, type Offer, over } from '../domain/offer.ts';
import type { WorkItem } from '../domain/work-item.ts';
import { agents } from '../storage/agents.ts';
import { offerTimers } from '../storage/offer-timers.ts';
import { offers } from '../storage/offers.ts';
import { workItems } from '../storage/work-items.ts';
import { acceptColleagueOffer } from './colleague-offers.ts';
import { countOffers } from './count-offers.ts';
import { lookAtCrowded } from './look-at-crowded.ts';
import { sayOfferEnded } from './say-offer.ts';
import { show } from './show.ts';

export interface Answered {
  readonly offer: Offer;
  readonly item: WorkItem;
}

/**
 * The agent takes the conversation. Whoever's statement finds the offer standing has it, nobody else (decisions L);
 * accepting once more is the same. An offer stands until it was ended, even a moment past its countdown. Refuses with `offer-over` or `already-taken`, saying how the offer ended.
 */
export async function acceptOffer(tx: Transaction, id: OfferId, by: AgentId): Promise<Answered> {
  const asked = await myOffer(tx, id, by);
  if (isToColleague(asked)) {
    await acceptColleagueOffer(tx, asked);
    return whatItBecame(tx, id, by, 'accepted');
  }
  const item = await workItems(tx).take(asked.workItemId, id);
  if (!item) return whatItBecame(tx, id, by, 'accepted');

  const offer = end(asked, 'accepted', item.version, tx.now);
  const agent = afterAccepting(await agents(tx).get(by), tx.now);
  const accepting = await countOffers(tx, [agent], [offer]);
  await agents(tx).saveAll(accepting);
  await offers(tx).saveAll([offer]);
  await offerTimers(tx).forget([id]);
  await lookAtCrowded(tx, [agent]);

  sayOfferEnded(tx, offer, item, 'accepted');
  await show(tx, { items: [item], offers: [[offer, item]], agents: accepting });
  tx.wake('queue-figures');
  return { offer, item };
}

/** The offer, if it was made to this agent; other people's are unknown to them. */
export async function myOffer(tx: Transaction, id: OfferId, agentId: AgentId): Promise<Offer> {
  const offer = await offers(tx).find(id);
  if (offer?.agentId !== agentId) throw new Refusal('offer-not-found', 'There is no such offer to you.');
  return offer;
}

/** The offer does not stand any more: as the agent wanted it, or refused with how it ended. */
export async function whatItBecame(
  tx: Transaction,
  id: OfferId,
  agentId: AgentId,
  wanted: Offer['state'],
): Promise<Answered> {
  const offer = await myOffer(tx, id, agentId);
  const item = await workItems(tx).get(offer.workItemId);
  if (offer.state === wanted) return { offer, item };
  const isTaken = item.status === 'assigned' && item.agentId !== null && item.agentId !== agentId;
  // who asked a colleague, and asks no more, has taken nothing
  const isKept = isToColleague(offer) && item.agentId === offer.byAgentId;
  if (offer.state === 'rejected' || !isTaken || isKept) throw over(offer);
  const [taker] = await agents(tx).lock([item.agentId]);
  throw new Refusal('already-taken', `${taker?.name ?? 'Somebody else'} has taken this conversation.`);
}
