import type { AgentId } from '#contracts';
import type { Transaction } from '#event-bus';
import { type Agent, withDetails } from '../domain/agent.ts';
import type { Offer } from '../domain/offer.ts';
import { countOffers as counted, dayOf, ofToday } from '../domain/offers-of-day.ts';
import { agents } from '../storage/agents.ts';
import { offersDayOver } from '../timers/offers-day-over.ts';
import { midnightAfter } from './end-day.ts';
import { show } from './show.ts';

/**
 * These locked agents with the offers counted that were just made to them or have just ended; whoever asks saves them. The first offers of a day
 * plan its end, all others cost no statement.
 */
export async function countOffers(
  tx: Transaction,
  staff: readonly Agent[],
  offers: readonly Offer[],
): Promise<Agent[]> {
  const after = counted(staff, offers, tx.now);
  const today = dayOf(tx.now);
  const isFirst = after.some(({ offersOfDay: { day } }, n) => day === today && staff[n]!.offersOfDay.day !== today);
  if (isFirst) await tx.schedule(offersDayOver, today, midnightAfter(tx.now), {});
  return after;
}

/** A day is over: what agents were offered counts anew, and is shown. Set-based, whatever the number of agents. */
export async function endOffersDay(tx: Transaction): Promise<void> {
  const counting: { id: AgentId }[] = await tx.manager.query(
    `SELECT id FROM agent WHERE offers_of_day ->> 'day' NOT IN ('', $1)`,
    [dayOf(tx.now)],
  );
  const staff = await agents(tx).lock(counting.map(({ id }) => id));
  const changed = staff
    .filter(({ offersOfDay }) => offersOfDay !== ofToday(offersOfDay, tx.now))
    .map((agent) => withDetails(agent, { offersOfDay: ofToday(agent.offersOfDay, tx.now) }));
  await agents(tx).saveAll(changed);
  await show(tx, { agents: changed });
}
