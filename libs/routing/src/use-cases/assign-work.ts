import { type AgentId, offerId, type QueueId } from '#contracts';
import { atOnce, type Transaction } from '#event-bus';
import { type Agent, hold } from '../domain/agent.ts';
import { assign } from '../domain/choose-agents.ts';
import type { Assignment, Choice, Snapshot } from '../domain/snapshot.ts';
import { asTold, incoming, lookAgainAt, type Offer } from '../domain/offer.ts';
import { offerTo, type WorkItem } from '../domain/work-item.ts';
import { dutiesOf } from '../queries/agents.ts';
import { agents } from '../storage/agents.ts';
import { assignmentTurn } from '../storage/assignment-turn.ts';
import { explanations, type Telling } from '../storage/explanations.ts';
import { knownOf, templatesOf, type Told, toldBy } from '../storage/notifications.ts';
import { linesIn } from '../storage/lines.ts';
import { offers } from '../storage/offers.ts';
import { placeableWork, type PlaceableWork } from '../storage/placeable-work.ts';
import { queues } from '../storage/queues.ts';
import { readTogether, writeTogether } from '../storage/together.ts';
import { workItems } from '../storage/work-items.ts';
import { offerDue } from '../timers/offer-due.ts';
import { countOffers } from './count-offers.ts';
import { becauseOf, sayOfferMade } from './say-offer.ts';
import { show } from './show.ts';

/**
 * What a cycle came to: nobody and nothing left to bring together, perhaps more at once, something that has to be cut out by its queue's
 * rules first, or another replica is at it.
 */
export type Cycle = 'done' | 'more' | 'uncut' | 'elsewhere';

/**
 * One assignment cycle (decisions L): sees what could be placed, chooses, locks what was chosen, chooses again among
 * what is still as it was seen, and offers that. One replica at a time; accepts, rejects and beats go on meanwhile. What waits in a queue of
 * which the rules have not looked at everything waits for that, unless they did `isCutJustNow`.
 */
export async function assignWork(tx: Transaction, limit = 500, isCutJustNow = false): Promise<Cycle> {
  const [settings, lines] = await atOnce(assignmentTurn(tx).take(), linesIn(tx));
  if (!settings) return 'elsewhere';

  const seen = await placeableWork(tx, settings, lines, { limit, isCutJustNow });
  const { choices: wanted, agents: concerned } = assign(seen);
  if (concerned.length === 0) return seen.isUncut ? 'uncut' : 'done';

  const about = wanted.map(({ itemId }) => seen.about.get(itemId)!);
  const [items, staff, [[found], duties], known] = await atOnce(
    workItems(tx).lockWaiting(wanted.map(({ itemId }) => itemId)),
    agents(tx).lock(concerned.map(({ id }) => id)),
    readTogether(tx.manager, templatesOf(about), dutiesOf(concerned.map(({ id }) => id))),
    knownOf(tx.manager, about),
  );
  const { choices, agents: chosen } = chooseAgain({ ...stillThere(seen, items), agents: staff }, wanted);

  const made = offersFor(tx, choices, items, seen, toldBy(found!, known, 'incoming'));
  const busier = await countOffers(
    tx,
    [...chosen, ...crowded(staff, chosen, seen).map((agent) => hold(agent, 'sessions', tx.now))],
    made.map(([offer]) => offer),
  );
  const itemById = new Map(items.map((item) => [item.id, item]));
  const agentById = new Map(staff.map((agent) => [agent.id, agent]));
  await writeTogether(tx, async (all) => {
    await workItems(all).saveChanges(made.map(([, after]) => ({ before: itemById.get(after.id)!, after })));
    await agents(all).saveChanges(busier.map((after) => ({ before: agentById.get(after.id)!, after })));
    await queues(all).tookTurns(turnsIn(choices, seen));
    await offers(all).insertAll(made.map(([offer]) => offer));
    await all.scheduleAll(
      offerDue,
      made.map(([offer]) => ({ subject: offer.id, dueAt: lookAgainAt(offer, null), data: {} })),
    );
    if (seen.named) await explanations(all).append(lookedFor(choices, seen));
  });

  for (const [offer, item] of made) sayOfferMade(becauseOf(tx, item), offer, item);
  const names = { queueNames: seen.queueNames, duties: new Map(duties.map((one) => [one.id, one])) };
  await show(tx, { offers: made, items: made.map(([, item]) => item), agents: busier }, names);
  if (seen.isUncut) return 'uncut';
  return seen.isMore || choices.length < seen.items.length ? 'more' : 'done';
}

/** The same, without the items that somebody changed since. */
function stillThere(seen: PlaceableWork, items: readonly WorkItem[]): PlaceableWork {
  const locked = new Map(items.map((item) => [item.id, item]));
  const here = seen.items.filter(({ id }) => locked.has(id));
  return { ...seen, items: here.map((item) => ({ ...item, passes: locked.get(item.id)!.passes })) };
}

/** Who was passed over for their many sessions: the items they did not get are not locked. */
function crowded(staff: readonly Agent[], chosen: readonly Agent[], { rules }: PlaceableWork): Agent[] {
  const ids = new Set(chosen.map(({ id }) => id));
  return staff.filter(({ id, sessions }) => !ids.has(id) && sessions >= rules.sessions);
}

/** Among the few locked agents a reason reads otherwise than among all: what was said first is the truth, and only what was not is told anew. */
function chooseAgain(locked: Snapshot, wanted: readonly Choice[]): Assignment {
  const said = new Map(wanted.map((choice) => [choice.itemId, choice]));
  const firstSaid = ({ itemId, agentId }: Choice): Choice | undefined => {
    const first = said.get(itemId);
    return first?.agentId === agentId ? first : undefined;
  };
  const untold = assign({ ...locked, named: 0 });
  const { choices, agents } = untold.choices.every(firstSaid) ? untold : assign(locked);
  return { agents, choices: choices.map((choice) => firstSaid(choice) ?? choice) };
}

function offersFor(
  tx: Transaction,
  choices: readonly Choice[],
  items: readonly WorkItem[],
  seen: PlaceableWork,
  told: (item: WorkItem) => Told,
): (readonly [Offer, WorkItem])[] {
  const itemById = new Map(items.map((item) => [item.id, item]));
  const lineOf = new Map(seen.items.map(({ id, line }) => [id, line]));
  return choices.map(({ itemId, agentId, why }) => {
    const id = offerId.parse(tx.newId());
    const line = lineOf.get(itemId)!;
    const item = offerTo(itemById.get(itemId)!, agentId, id, line.takes);
    const { version, conversationId, queueId } = item;
    const about = { workItemId: itemId, conversationId, queueId, agentId };
    return [
      {
        ...incoming,
        id,
        version,
        ...about,
        ...asTold(told(item), seen.offerSeconds.get(line)!, tx.now),
        state: 'offered',
        why,
        offeredAt: tx.now,
        endedAt: null,
      },
      item,
    ] as const;
  });
}

/** What is told of each item that was offered: to whom, why, and why not to others. */
function lookedFor(choices: readonly Choice[], seen: PlaceableWork): Telling[] {
  const lineOf = new Map(seen.items.map(({ id, line }) => [id, line]));
  return choices.map(({ itemId, agentId, why, notChosen }) => {
    const { queueId, method } = lineOf.get(itemId)!;
    const considered = (notChosen?.named ?? []).map((one) => [one.agentId, one.reason] as const);
    const told = { queueId, method, chosen: agentId, why, considered, others: notChosen?.others ?? 0 };
    return { workItemId: itemId, stage: 'assignment', told };
  });
}

/** Whose turn it was, where a queue goes round, or may. */
function turnsIn(choices: readonly Choice[], seen: PlaceableWork): { queueId: QueueId; agentId: AgentId }[] {
  const lineOf = new Map(seen.items.map(({ id, line }) => [id, line]));
  return choices.flatMap(({ itemId, agentId }) => {
    const { method, queueId } = lineOf.get(itemId)!;
    return method === 'round-robin' || method === 'custom' ? [{ queueId, agentId }] : [];
  });
}
