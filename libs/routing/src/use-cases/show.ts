import type { AgentId, OfferId, OfferView, QueueId } from '#contracts';
import type { Transaction } from '#event-bus';
import type { Agent } from '../domain/agent.ts';
import { isToColleague, type Offer } from '../domain/offer.ts';
import type { WorkItem } from '../domain/work-item.ts';
import { agentNames, viewsOf } from '../queries/agents.ts';
import { queueNames } from '../queries/queues.ts';
import { audienceOf, type Duties, viewOfAsked, viewOfOffer, viewOfWorkItem } from '../queries/views.ts';

/** Why an offer is gone without an answer of its agent’s: a colleague has the work, or nobody is needed. */
export type Gone = { readonly because: 'taken'; readonly by: AgentId } | { readonly because: 'over' };

export interface Changed {
  readonly items?: readonly WorkItem[];
  /** Each with its item. */
  readonly offers?: readonly (readonly [Offer, WorkItem])[];
  /** Of those that were withdrawn, what their agents are told besides. */
  readonly gone?: ReadonlyMap<OfferId, Gone>;
  readonly agents?: readonly Agent[];
}

/** What the caller knows already of queues and agents and need not be asked again. */
export interface KnownQueues {
  readonly queueNames: ReadonlyMap<QueueId, string>;
  /** Of all agents who changed; left out: of none. */
  readonly duties?: ReadonlyMap<AgentId, Duties>;
}

const supervisors = { agents: [], supervisors: true };

/** Shows what changed to whom it concerns: an offer to its agent and to the colleague who asked, an agent to themselves and the supervisors, an item to the supervisors. */
export async function show(tx: Transaction, changed: Changed, known?: KnownQueues): Promise<void> {
  const { items = [], offers = [], agents = [] } = changed;
  const { queueNames: names } = known ?? (await queuesOf(tx, changed));
  const gone = await goneSaid(tx, changed);

  for (const item of items) {
    const { id, version } = item;
    tx.show(supervisors, { kind: 'work-item', id, version, view: viewOfWorkItem(item, names) });
  }
  for (const [offer, item] of offers) {
    const { id, version, agentId } = offer;
    tx.show(
      { agents: [agentId], supervisors: false },
      { kind: 'offer', id, version, view: { ...viewOfOffer(offer, item, names), ...gone(id) } },
    );
  }
  await showToWhoAsked(tx, changed);
  for (const view of await viewsOf(tx.manager, agents, tx.now, known?.duties))
    tx.show(audienceOf(view.id), { kind: 'agent', id: view.id, version: view.version, view });
}

/** Costs no statement where no colleague has the work. */
async function goneSaid(
  { manager }: Transaction,
  { gone = new Map() }: Changed,
): Promise<(id: OfferId) => Pick<OfferView, 'withdrawn'>> {
  const takers = [...gone.values()].flatMap((one) => (one.because === 'taken' ? [one.by] : []));
  const names = takers.length === 0 ? new Map<AgentId, string>() : await agentNames(manager, takers);
  return (id) => {
    const why = gone.get(id);
    if (!why) return {};
    return { withdrawn: { because: why.because, by: why.because === 'taken' ? (names.get(why.by) ?? null) : null } };
  };
}

/** Nobody asked for waiting work, so it costs no statement there. */
async function showToWhoAsked(tx: Transaction, { offers = [], agents = [] }: Changed): Promise<void> {
  const asked = offers.map(([offer]) => offer).filter(isToColleague);
  if (asked.length === 0) return;
  const names = await agentNames(
    tx.manager,
    asked.map(({ agentId }) => agentId),
    agents,
  );
  for (const offer of asked) {
    const { id, version, byAgentId, agentId } = offer;
    if (byAgentId === null) continue;
    const view = viewOfAsked(offer, names.get(agentId) ?? '');
    tx.show({ agents: [byAgentId], supervisors: false }, { kind: 'asked-colleague', id, version, view });
  }
}

async function queuesOf({ manager }: Transaction, changed: Changed): Promise<KnownQueues> {
  const { items = [], offers = [] } = changed;
  const named = [...items.map(({ queueId }) => queueId), ...offers.map(([{ queueId }]) => queueId)];
  return { queueNames: named.length === 0 ? new Map() : await queueNames(manager, named) };
}
