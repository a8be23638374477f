import { type AgentId, offerId } from '#contracts';
import type { Transaction } from '#event-bus';
import { type Agent, give } from '../domain/agent.ts';
import type { Takes } from '../domain/capacity.ts';
import { asTold, incoming, lookAgainAt, type Offer } from '../domain/offer.ts';
import { offerTo, type WorkItem } from '../domain/work-item.ts';
import { agents } from '../storage/agents.ts';
import { explanations, type KeptPlacement, tellPlacement } from '../storage/explanations.ts';
import { howTold } from '../storage/notifications.ts';
import { offers } from '../storage/offers.ts';
import { workItems } from '../storage/work-items.ts';
import { offerDue } from '../timers/offer-due.ts';
import { countOffers } from './count-offers.ts';
import { sayOfferMade } from './say-offer.ts';
import { show } from './show.ts';

/** A supervisor has an agent asked to take a locked item that waits, whatever their capacity (product.md 18.4); `tells`: what the explanation says of it. */
export async function offerDirectly(
  tx: Transaction,
  item: WorkItem,
  agent: Agent,
  {
    takes,
    offerSeconds,
    byAgentId,
    note,
    tells,
  }: Pick<Offer, 'note'> & {
    readonly byAgentId: AgentId;
    readonly takes: Takes;
    readonly offerSeconds: number | null;
    readonly tells: Pick<KeptPlacement, 'what' | 'from'>;
  },
): Promise<WorkItem> {
  const id = offerId.parse(tx.newId());
  const after = offerTo(item, agent.id, id, takes);
  const { version, conversationId, queueId } = after;
  const offer: Offer = {
    ...incoming,
    ...asTold((await howTold(tx, [after], 'supervisor-assign'))(after), offerSeconds, tx.now),
    slot: 'supervisor-assign',
    byAgentId,
    id,
    version,
    workItemId: item.id,
    conversationId,
    queueId,
    agentId: agent.id,
    state: 'offered',
    why: 'A supervisor gives it to you',
    offeredAt: tx.now,
    endedAt: null,
    note,
  };
  const busier = await countOffers(tx, [give(agent, takes, tx.now)], [offer]);
  await workItems(tx).saveAll([after]);
  await agents(tx).saveAll(busier);
  await offers(tx).insertAll([offer]);
  await tx.schedule(offerDue, id, lookAgainAt(offer, null), {});
  await explanations(tx).append([tellPlacement(after, { ...tells, by: byAgentId, to: after })]);
  sayOfferMade(tx, offer, after);
  await show(tx, { items: [after], offers: [[offer, after]], agents: busier });
  return after;
}
