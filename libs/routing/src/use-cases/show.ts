import type { AgentId, QueueId } from '#contracts';
import type { Transaction } from '#event-bus';
import type { Agent } from '../domain/agent.ts';
import { isToColleague, type Offer } from '../domain/offer.ts';
import type { WorkItem } from '../domain/work-item.ts';
import { agentNames, viewsOf } from '../queries/agents.ts';
import { queueNames } from '../queries/queues.ts';
import { audienceOf, type Duties, viewOfAsked, viewOfOffer, viewOfWorkItem } from '../queries/views.ts';

export interface Changed {
  readonly items?: readonly WorkItem[];
  /** Each with its item. */
  readonly offers?: readonly (readonly [Offer, WorkItem])[];
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

  for (const item of items) {
    const { id, version } = item;
    tx.show(supervisors, { kind: 'work-item', id, version, view: viewOfWorkItem(item, names) });
  }
  for (const [offer, item] of offers) {
    const { id, version, agentId } = offer;
    tx.show(
      { agents: [agentId], supervisors: false },
      { kind: 'offer', id, version, view: viewOfOffer(offer, item, names) },
    );
  }
  await showToWhoAsked(tx, changed);
  for (const view of await viewsOf(tx.manager, agents, tx.now, known?.duties))
    tx.show(audienceOf(view.id), { kind: 'agent', id: view.id, version: view.version, view });
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
