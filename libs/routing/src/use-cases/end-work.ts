import type { AgentId, OfferId } from '#contracts';
import type { Transaction } from '#event-bus';
import { type Agent, hold, relieve, takeBack } from '../domain/agent.ts';
import { end, type Failure, type Offer } from '../domain/offer.ts';
import { backInLine, finish, takenBy, type WorkItem } from '../domain/work-item.ts';
import { isHeldByMiss } from '../domain/workstream.ts';
import { agents } from '../storage/agents.ts';
import { offerTimers } from '../storage/offer-timers.ts';
import { offers } from '../storage/offers.ts';
import { settingsNow } from '../storage/settings.ts';
import { workItems } from '../storage/work-items.ts';
import { workstreams } from '../storage/workstreams.ts';
import { endColleagues } from './colleague-offers.ts';
import { countOffers } from './count-offers.ts';
import { sayOfferEnded } from './say-offer.ts';
import { type Gone, show } from './show.ts';

/** A locked item, and what comes to an end: an offer that was not taken, or was taken back, or (`over`) the need of anybody at all. */
export interface Ending {
  readonly item: WorkItem;
  readonly how: 'rejected' | 'timed-out' | 'lost' | 'withdrawn' | 'over';
  /** Why it was lost or withdrawn. */
  readonly because?: Failure;
  /** Who has it instead. */
  readonly instead?: AgentId | undefined;
  /** The transaction with the cause that the event is to carry. */
  readonly cause: Transaction;
}

/** Ends offers and work of locked items: capacity is free again, who is still needed waits again. Answers the items as they are then. */
export async function endWork(tx: Transaction, wanted: readonly Ending[]): Promise<WorkItem[]> {
  if (wanted.length === 0) return [];
  const colleagues = await endColleagues(
    tx,
    wanted.filter(({ item, how }) => item.status === 'assigned' && how === 'over').map(({ item }) => item),
  );
  const endings = wanted.map((ending) => ({ ...ending, item: colleagues.get(ending.item.id) ?? ending.item }));
  const standing = endings.filter(({ item }) => item.status === 'offered').map(({ item }) => item.offerId!);
  const offerById = new Map((await offers(tx).findAll(standing)).map((offer) => [offer.id, offer]));
  const working = endings.filter(({ item }) => item.status === 'offered' || item.status === 'assigned');
  const agentById = new Map(
    (await agents(tx).lock([...new Set(working.map(({ item }) => item.agentId!))])).map((agent) => [agent.id, agent]),
  );
  const ended: { offer: Offer; item: WorkItem; cause: Transaction; because: Failure | undefined }[] = [];
  const gone = new Map<OfferId, Gone>();

  const items = endings.map(({ item, how, cause, because, instead }) => {
    const after = how === 'over' ? { ...finish(item), endedAt: tx.now } : backInLine(item, how, tx.now);
    const offer = item.status === 'offered' ? offerById.get(item.offerId!)! : null;
    if (offer) {
      const outcome = how === 'over' ? 'withdrawn' : how;
      if (instead) gone.set(offer.id, { because: 'taken', by: instead });
      else if (how === 'over') gone.set(offer.id, { because: 'over' });
      ended.push({ offer: end(offer, outcome, after.version, tx.now), item: after, cause, because });
    }
    const agent = item.agentId && agentById.get(item.agentId);
    if (agent) agentById.set(agent.id, (offer ? takeBack : relieve)(agent, takenBy(item), tx.now));
    return after;
  });
  for (const { agentId, because } of await presencesToHold(tx, endings)) {
    const agent = agentById.get(agentId);
    if (agent) agentById.set(agentId, hold(agent, because, tx.now));
  }
  const over = ended.map(({ offer }) => offer);
  const relieved: Agent[] = await countOffers(tx, [...agentById.values()], over);

  await workItems(tx).saveAll(items);
  await agents(tx).saveAll(relieved);
  await offers(tx).saveAll(over);
  // an offer that ends by its timer needs no other end of it
  const cut = endings.filter(
    ({ item, how, because }) =>
      item.status === 'offered' &&
      (how === 'rejected' || how === 'over' || (how === 'withdrawn' && because !== 'sessions-full')),
  );
  if (cut.length > 0) await offerTimers(tx).forget(cut.map(({ item }) => item.offerId!));

  for (const { offer, item, cause, because } of ended)
    sayOfferEnded(cause, offer, item, offer.state as Exclude<Offer['state'], 'offered'>, because);
  await show(tx, { items, agents: relieved, offers: ended.map(({ offer, item }) => [offer, item]), gone });
  tx.wake('assignment');
  tx.wake('queue-figures');
  return items;
}

interface Held {
  readonly agentId: AgentId;
  readonly because: 'rejected' | 'missed' | 'sessions';
}

/**
 * Whose presence is another because they let a countdown run out, or rejected, where the installation wants that, or have as many conversations
 * as they may and were to have one more (product.md 14).
 */
async function presencesToHold(tx: Transaction, endings: readonly Ending[]): Promise<Held[]> {
  const crowded = endings.flatMap(({ item, because }): Held[] =>
    because === 'sessions-full' ? [{ agentId: item.agentId!, because: 'sessions' }] : [],
  );
  const declined = endings.filter(({ how }) => how === 'rejected' || how === 'timed-out');
  if (declined.length === 0) return crowded;
  const { missedChangesPresence, rejectChangesPresence } = (await settingsNow(tx.manager)).assignment;
  const known = missedChangesPresence
    ? await workstreams(tx).distributionsOf(declined.map(({ item }) => item.workstreamId))
    : null;
  const held = declined.flatMap(({ item, how }): Held[] => {
    if (how === 'rejected') return rejectChangesPresence ? [{ agentId: item.agentId!, because: 'rejected' }] : [];
    return isHeldByMiss(known?.get(item.workstreamId)) ? [{ agentId: item.agentId!, because: 'missed' }] : [];
  });
  return [...crowded, ...held];
}
