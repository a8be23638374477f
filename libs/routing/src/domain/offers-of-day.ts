import type { AgentId } from '#contracts';
import type { Offer, OfferOutcome } from './offer.ts';

/** What an agent was offered on one day and what became of it: numbers of offers of work, without advice. */
export interface OffersOfDay {
  /** As `2026-11-29`, in the zone of the installation; empty: there was none yet. */
  readonly day: string;
  readonly offered: number;
  readonly accepted: number;
  readonly rejected: number;
  readonly timedOut: number;
  /** No desk of theirs showed them in time. */
  readonly lost: number;
  /** Taken back before they were answered. */
  readonly withdrawn: number;
}

export const noOffers: OffersOfDay = {
  day: '',
  ...{ offered: 0, accepted: 0, rejected: 0, timedOut: 0, lost: 0, withdrawn: 0 },
};

/** The day of the installation at this moment: the zone of the process is the installation's (`TZ`). */
export const dayOf = (at: Date): string =>
  [at.getFullYear(), at.getMonth() + 1, at.getDate()].map((part) => String(part).padStart(2, '0')).join('-');

/** What they come to today: what was counted on another day is over. */
export const ofToday = (counts: OffersOfDay, now: Date): OffersOfDay =>
  counts.day === dayOf(now) ? counts : { ...noOffers, day: dayOf(now) };

const ends: Record<OfferOutcome, Exclude<keyof OffersOfDay, 'day' | 'offered'>> = {
  accepted: 'accepted',
  rejected: 'rejected',
  'timed-out': 'timedOut',
  lost: 'lost',
  withdrawn: 'withdrawn',
};

type Counted = Pick<Offer, 'agentId' | 'slot' | 'state' | 'offeredAt'>;

/** An offer that was just made, or has just ended, counts on the day it was made, as the report of agents counts it (product.md 37). Advice is no work. */
export function counting(counts: OffersOfDay, { slot, state, offeredAt }: Counted, now: Date): OffersOfDay {
  if (slot === 'consult' || dayOf(offeredAt) !== dayOf(now)) return counts;
  const today = ofToday(counts, now);
  const what = state === 'offered' ? 'offered' : ends[state];
  return { ...today, [what]: today[what] + 1 };
}

interface HasOffers {
  readonly id: AgentId;
  readonly offersOfDay: OffersOfDay;
}

/** The same agents, with these offers counted, each of which was just made or has just ended. */
export function countOffers<One extends HasOffers>(
  staff: readonly One[],
  offers: readonly Counted[],
  now: Date,
): One[] {
  const ofAgent = Map.groupBy(offers, ({ agentId }) => agentId);
  return staff.map((agent) => {
    const its = ofAgent.get(agent.id);
    if (!its) return agent;
    return { ...agent, offersOfDay: its.reduce((counts, offer) => counting(counts, offer, now), agent.offersOfDay) };
  });
}
