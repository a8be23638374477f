import type { OfferId } from '#contracts';
import type { Transaction } from '#event-bus';
import { fateOf, isToColleague, isTooMuch, lookAgainAt } from '../domain/offer.ts';
import { shownAt } from '../domain/shown-offers.ts';
import { agentBeats } from '../storage/agent-beats.ts';
import { agents } from '../storage/agents.ts';
import { offers } from '../storage/offers.ts';
import { rulesOf, settingsNow } from '../storage/settings.ts';
import { workItems } from '../storage/work-items.ts';
import { endColleagueOffers } from './colleague-offers.ts';
import { assignUnasked } from './assign-unasked.ts';
import { type Ending, endWork } from './end-work.ts';
import { becauseOf } from './say-offer.ts';

/**
 * Looks at offers whose time may be over. The countdown ran out: a decline, and the item waits again (product.md 15.4).
 * No desk showed it for 15 s: lost, and the item waits again (46). Where nobody is asked, it is the agent's then (15.1). Its agent has as many
 * conversations as they may by now: taken back (15.4). Answers those that stand on, each with when to look again.
 */
export async function settleDueOffers(
  tx: Transaction,
  ids: readonly OfferId[],
): Promise<{ readonly id: OfferId; readonly at: Date }[]> {
  const due = (await offers(tx).findAll(ids)).filter(({ state }) => state === 'offered');
  if (due.length === 0) return [];
  const shown = await agentBeats(tx).shownBy([...new Set(due.map(({ agentId }) => agentId))]);
  const sessionsOf = await agents(tx).sessionsOf([...new Set(due.map(({ agentId }) => agentId))]);
  const { sessions: most } = rulesOf(await settingsNow(tx.manager));
  const looked = due.map((offer) => {
    const lastShown = shownAt(shown.get(offer.agentId) ?? {}, offer.id);
    const crowded = isTooMuch(offer, sessionsOf(offer.agentId), most) ? ('crowded' as const) : null;
    return { offer, fate: crowded ?? fateOf(offer, lastShown, tx.now), again: lookAgainAt(offer, lastShown) };
  });

  const over = looked.flatMap(({ offer, fate }) =>
    fate !== null && fate !== 'assigned' && !isToColleague(offer) ? [{ offer, fate }] : [],
  );
  await endColleagueOffers(
    tx,
    looked.flatMap(({ offer, fate }) =>
      fate !== null && fate !== 'crowded' && fate !== 'assigned' && isToColleague(offer)
        ? [{ id: offer.id, how: fate }]
        : [],
    ),
  );
  const fates = new Map(over.map(({ offer, fate }) => [offer.id, fate]));
  const items = await workItems(tx).lockOffered(
    over.map(({ offer }) => offer.workItemId),
    [...fates.keys()],
  );
  await endWork(
    tx,
    items.map((item): Ending => {
      const fate = fates.get(item.offerId!)!;
      const cause = becauseOf(tx, item);
      if (fate === 'crowded') return { item, how: 'withdrawn', because: 'sessions-full', cause };
      return { item, how: fate, cause, ...(fate === 'lost' && { because: 'unseen' }) };
    }),
  );
  const assigned = looked.filter(({ fate }) => fate === 'assigned').map(({ offer }) => offer);
  const standing = looked.filter(({ fate }) => fate === null).map(({ offer, again }) => ({ id: offer.id, at: again }));
  // agents are locked after all work items: what is assigned beside what is over has a transaction of its own
  if (looked.length > standing.length + assigned.length)
    return [...standing, ...assigned.map(({ id }) => ({ id, at: tx.now }))];
  await assignUnasked(tx, assigned);
  return standing;
}
