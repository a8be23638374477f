import { type AgentId, offerId, type OfferId, type WorkItemId } from '#contracts';
import type { Transaction } from '#event-bus';
import { type Agent, afterAccepting, give, hold, relieve, takeBack } from '../domain/agent.ts';
import type { Takes } from '../domain/capacity.ts';
import { asTold, end, lookAgainAt, type Offer, type OfferOutcome, type Withdrawal } from '../domain/offer.ts';
import { isHeldByMiss } from '../domain/workstream.ts';
import { handTo, type Passes, passesOf, saidOf, takenBy, type WorkItem } from '../domain/work-item.ts';
import { agents } from '../storage/agents.ts';
import { type ConsultSearch, consultSearches } from '../storage/consult-searches.ts';
import { consultations } from '../storage/consultations.ts';
import { explanations, type Telling } from '../storage/explanations.ts';
import { howTold } from '../storage/notifications.ts';
import { offerTimers } from '../storage/offer-timers.ts';
import { offers } from '../storage/offers.ts';
import { settingsNow } from '../storage/settings.ts';
import { workItems } from '../storage/work-items.ts';
import { workstreams } from '../storage/workstreams.ts';
import { consultSearch } from '../timers/consult-search.ts';
import { offerDue } from '../timers/offer-due.ts';
import { countOffers } from './count-offers.ts';
import { lookAtCrowded } from './look-at-crowded.ts';
import { sayHandler } from './say-handler.ts';
import { sayOfferEnded, sayOfferMade } from './say-offer.ts';
import { show } from './show.ts';

/** What a colleague is asked for. */
export interface ColleagueAsked {
  readonly slot: 'consult' | 'transfer';
  readonly agentId: AgentId;
  readonly byAgentId: AgentId;
  readonly takes: Takes;
  readonly why: string;
  /** What who asks says about it; null: nothing. */
  readonly note: string | null;
  /** A queue was asked: the search, and when it is over. */
  readonly search?: Pick<ConsultSearch, 'id' | 'endsAt'>;
}

/** Asks a colleague about a locked item that an agent has; it stays theirs meanwhile (product.md 18.2, 18.3). */
export async function offerToColleague(tx: Transaction, item: WorkItem, asked: ColleagueAsked): Promise<Offer> {
  const { slot, agentId, byAgentId, takes, why, note, search } = asked;
  const said = saidOf(item);
  const { offerSeconds } = (await workstreams(tx).distributionsOf([item.workstreamId])).get(item.workstreamId)!;
  const told = asTold((await howTold(tx, [item], slot))(item), offerSeconds, tx.now);
  const offer: Offer = {
    ...told,
    id: offerId.parse(tx.newId()),
    version: said.version,
    workItemId: item.id,
    conversationId: item.conversationId,
    queueId: item.queueId,
    agentId,
    state: 'offered',
    why,
    offeredAt: tx.now,
    expiresAt: new Date(Math.min(told.expiresAt.getTime(), search?.endsAt.getTime() ?? Infinity)),
    endedAt: null,
    slot,
    byAgentId,
    units: takes.units,
    heldProfileIds: takes.profileIds,
    note,
    searchId: search?.id ?? null,
  };
  const busier = await countOffers(tx, [give(await agents(tx).get(agentId), takes, tx.now)], [offer]);
  await workItems(tx).saveAll([said]);
  await agents(tx).saveAll(busier);
  await offers(tx).insertAll([offer]);
  await tx.schedule(offerDue, offer.id, lookAgainAt(offer, null), {});
  sayOfferMade(tx, offer, said);
  await show(tx, { offers: [[offer, said]], items: [said], agents: busier });
  return offer;
}

const heldBy = ({ units, heldProfileIds }: Pick<Offer, 'units' | 'heldProfileIds'>): Takes => ({
  units,
  profileIds: heldProfileIds,
});

/** Ends offers to colleagues that still stand; who had their conversations keeps them. Locks their items, and answers those that this changed. */
export async function endColleagueOffers(
  tx: Transaction,
  ended: readonly {
    readonly id: OfferId;
    readonly how: Exclude<OfferOutcome, 'accepted'>;
    readonly reason?: Withdrawal;
  }[],
): Promise<ReadonlyMap<WorkItemId, WorkItem>> {
  if (ended.length === 0) return new Map();
  const asked = await offers(tx).findAll(ended.map(({ id }) => id));
  const items = new Map(
    (await workItems(tx).lockAny(asked.map(({ workItemId }) => workItemId))).map((item) => [item.id, item]),
  );
  const standing = (await offers(tx).findAll(ended.map(({ id }) => id))).filter(({ state }) => state === 'offered');
  const staff = new Map<AgentId, Agent>(
    (await agents(tx).lock([...new Set(standing.map(({ agentId }) => agentId))])).map((agent) => [agent.id, agent]),
  );
  const { missedChangesPresence, rejectChangesPresence } = (await settingsNow(tx.manager)).assignment;
  const known =
    missedChangesPresence && ended.some(({ how }) => how === 'timed-out')
      ? await workstreams(tx).distributionsOf([...items.values()].map(({ workstreamId }) => workstreamId))
      : null;
  const over = standing.map((offer) => {
    const { how } = ended.find(({ id }) => id === offer.id)!;
    const item = saidOf(items.get(offer.workItemId)!);
    items.set(item.id, item);
    const free = takeBack(staff.get(offer.agentId)!, heldBy(offer), tx.now);
    const isMissed = how === 'timed-out' && isHeldByMiss(known?.get(item.workstreamId));
    const isHeld = isMissed || (how === 'rejected' && rejectChangesPresence);
    staff.set(free.id, isHeld ? hold(free, how === 'rejected' ? 'rejected' : 'missed', tx.now) : free);
    return end(offer, how, item.version, tx.now);
  });
  if (over.length === 0) return new Map();
  const changed = over.map(({ workItemId }) => items.get(workItemId)!);
  await workItems(tx).saveAll([...new Set(changed)]);
  const freed = await countOffers(tx, [...staff.values()], over);
  await agents(tx).saveAll(freed);
  await offers(tx).saveAll(over);
  // an offer that ends by its timer needs no other end of it
  const cut = over.filter(({ state }) => state === 'rejected' || state === 'withdrawn');
  await offerTimers(tx).forget(cut.map(({ id }) => id));
  const reasonOf = ({ id }: Offer) => ended.find((one) => one.id === id)!.reason;
  for (const offer of over)
    sayOfferEnded(tx, offer, items.get(offer.workItemId)!, offer.state as OfferOutcome, reasonOf(offer));
  await explanations(tx).append(over.flatMap((offer) => tellTransfer(offer, reasonOf(offer))));
  await askOthers(tx, over);
  await show(tx, {
    offers: over.map((offer) => [offer, items.get(offer.workItemId)!]),
    items: [...new Set(changed)],
    agents: freed,
  });
  tx.wake('assignment');
  return new Map(changed.map((item) => [item.id, item]));
}

/** A transfer that ended is told of. */
const tellTransfer = ({ slot, workItemId, agentId, byAgentId, state }: Offer, reason?: Withdrawal): Telling[] =>
  slot === 'transfer' && byAgentId !== null
    ? [
        {
          workItemId,
          stage: 'transfer',
          told: { to: agentId, by: byAgentId, outcome: state as OfferOutcome, reason: reason ?? null },
        },
      ]
    : [];

/** Who was asked because a queue was, and did not agree, is remembered; the next one is asked at once. */
async function askOthers(tx: Transaction, over: readonly Offer[]): Promise<void> {
  const searches = await consultSearches(tx).some(over.flatMap(({ searchId }) => searchId ?? []));
  for (const search of searches) {
    const { agentId, state } = over.find(({ searchId }) => searchId === search.id)!;
    if (state === 'withdrawn') continue;
    await consultSearches(tx).save({
      ...search,
      passes: { ...search.passes, [agentId]: passed(search, agentId, state) },
    });
    await tx.schedule(consultSearch, search.id, tx.now, {});
  }
}

const passed = (search: ConsultSearch, agentId: AgentId, state: Offer['state']): Passes => {
  const { declined, lost } = passesOf(search, agentId);
  return state === 'lost' ? { declined, lost: lost + 1 } : { declined: declined + 1, lost };
};

/** A colleague agrees: to have the conversation from now on, or to give advice. False when the offer does not stand any more. */
export async function acceptColleagueOffer(tx: Transaction, asked: Offer): Promise<boolean> {
  const [item] = await workItems(tx).lockAssigned([asked.workItemId]);
  const [offer] = await offers(tx).findAll([asked.id]);
  if (!item || offer?.state !== 'offered') return false;
  await (offer.slot === 'transfer' ? takeOver : beginConsultation)(tx, item, offer);
  await offerTimers(tx).forget([offer.id]);
  tx.wake('assignment');
  tx.wake('queue-figures');
  return true;
}

async function takeOver(tx: Transaction, taken: WorkItem, offer: Offer): Promise<void> {
  const before = taken.agentId!;
  const item = await endAdviceAsked(tx, taken, [before, offer.agentId]);
  const isByAgent = offer.byAgentId === before;
  const after = handTo(item, offer.agentId, offer.id, heldBy(offer));
  const accepted = end(offer, 'accepted', after.version, tx.now);
  const staff = await agents(tx).lock([before, offer.agentId]);
  // who gave advice and now has it gives no advice any more
  const advisers = (await consultations(tx).ongoing([item.id])).filter(({ agentId }) => agentId === offer.agentId);
  const handed = staff.map((agent) =>
    agent.id === before
      ? relieve(agent, takenBy(item), tx.now)
      : advisers.reduce((one, advice) => takeBack(one, heldBy(advice), tx.now), afterAccepting(agent, tx.now)),
  );
  const changed = await countOffers(tx, handed, [accepted]);
  const joined = saidOf(after);
  // from whom a supervisor takes it stays as adviser (product.md 18.4)
  const kept = isByAgent ? joined : saidOf(joined);
  await workItems(tx).saveAll([kept]);
  await agents(tx).saveAll(changed);
  await offers(tx).saveAll([accepted]);
  await lookAtCrowded(tx, changed);
  sayOfferEnded(tx, accepted, kept, 'accepted');
  await explanations(tx).append(tellTransfer(accepted));
  const reason = isByAgent ? 'agent-transferred' : 'supervisor-transfer-to-agent';
  sayHandler(tx, joined, offer.agentId, { mode: 'primary', change: 'joined', reason }, offer.byAgentId);
  await show(tx, { items: [kept], offers: [[accepted, kept]], agents: changed });
  await consultations(tx).endAll(advisers.map((one) => ({ ...one, endedAt: tx.now })));
  if (isByAgent) return;
  const { id, workItemId, byAgentId } = offer;
  const free = { units: 0, heldProfileIds: [], beganAt: tx.now, endedAt: null };
  await consultations(tx).begin({ id, workItemId, agentId: before, byAgentId: byAgentId!, ...free });
  sayHandler(tx, kept, before, { mode: 'consult', change: 'joined', reason }, byAgentId);
}

/**
 * Who asked for advice about this locked item has it no more: colleagues and queues who did not answer yet are asked no more. Locks these agents, too,
 * all in their order. Answers the item as it is then.
 */
async function endAdviceAsked(tx: Transaction, item: WorkItem, concerned: readonly AgentId[]): Promise<WorkItem> {
  const asked = (await offers(tx).standingToColleagues([item.id])).filter(({ slot }) => slot === 'consult');
  await agents(tx).lock([...new Set([...concerned, ...asked.map(({ agentId }) => agentId)])]);
  await consultSearches(tx).endAbout([item.id], tx.now);
  const changed = await endColleagueOffers(
    tx,
    asked.map(({ id }) => ({ id, how: 'withdrawn' })),
  );
  return changed.get(item.id) ?? item;
}

/** Advice takes no session and changes no presence, but where it takes of the adviser's capacity (product.md 14, 18.3). */
async function beginConsultation(tx: Transaction, item: WorkItem, offer: Offer): Promise<void> {
  const said = saidOf(saidOf(item));
  const accepted = end(offer, 'accepted', said.version - 1, tx.now);
  await workItems(tx).saveAll([said]);
  await offers(tx).saveAll([accepted]);
  const { id, workItemId, agentId, units, heldProfileIds } = offer;
  const consultation = { id, workItemId, agentId, byAgentId: offer.byAgentId!, units, heldProfileIds };
  await consultations(tx).begin({ ...consultation, beganAt: tx.now, endedAt: null });
  for (const search of await consultSearches(tx).some(offer.searchId === null ? [] : [offer.searchId]))
    await consultSearches(tx).save({ ...search, endedAt: tx.now });
  sayOfferEnded(tx, accepted, said, 'accepted');
  sayHandler(tx, said, agentId, { mode: 'consult', change: 'joined', reason: 'accepted' }, offer.byAgentId);
  await show(tx, { items: [said], offers: [[accepted, said]] });
}

/** These locked items are not in anybody’s hands any more: colleagues who are asked, and those who gave advice, are free. Answers the items that this changed. */
export async function endColleagues(
  tx: Transaction,
  items: readonly WorkItem[],
): Promise<ReadonlyMap<WorkItemId, WorkItem>> {
  if (items.length === 0) return new Map();
  const ids = items.map(({ id }) => id);
  await consultSearches(tx).endAbout(ids, tx.now);
  const asked = await offers(tx).standingToColleagues(ids);
  const changed = await endColleagueOffers(
    tx,
    asked.map(({ id }) => ({ id, how: 'withdrawn' })),
  );
  const ongoing = await consultations(tx).ongoing(ids);
  if (ongoing.length === 0) return changed;
  const staff = await agents(tx).lock([...new Set(ongoing.map(({ agentId }) => agentId))]);
  const free = staff.map((agent) =>
    ongoing
      .filter(({ agentId }) => agentId === agent.id)
      .reduce((before, one) => takeBack(before, heldBy(one), tx.now), agent),
  );
  await agents(tx).saveAll(free);
  await consultations(tx).endAll(ongoing.map((one) => ({ ...one, endedAt: tx.now })));
  const said = new Map(items.map((item) => [item.id, changed.get(item.id) ?? item]));
  for (const { workItemId, agentId } of ongoing) {
    const item = saidOf(said.get(workItemId)!);
    said.set(workItemId, item);
    sayHandler(tx, item, agentId, { mode: 'consult', change: 'left', reason: 'consult-ended' }, null);
  }
  const advised = ongoing.map(({ workItemId }) => said.get(workItemId)!);
  await workItems(tx).saveAll([...new Set(advised)]);
  await show(tx, { agents: free });
  return new Map([...changed, ...advised.map((item) => [item.id, item] as const)]);
}
