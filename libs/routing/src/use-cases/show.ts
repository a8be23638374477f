import type { Transaction } from '#event-bus';
import type { Agent } from '../domain/agent.ts';
import type { Offer } from '../domain/offer.ts';
import type { WorkItem } from '../domain/work-item.ts';
import { queuesServedBy } from '../queries/agents.ts';
import { queueNames } from '../queries/queues.ts';
import { audienceOf, viewOfAgent, viewOfOffer, viewOfWorkItem } from '../queries/views.ts';

export interface Changed {
  readonly items?: readonly WorkItem[];
  /** Each with its item. */
  readonly offers?: readonly (readonly [Offer, WorkItem])[];
  readonly agents?: readonly Agent[];
}

const supervisors = { agents: [], supervisors: true };

/** Shows what changed to whom it concerns: an offer to its agent, an agent to themselves and the supervisors, an item to the supervisors. */
export async function show(tx: Transaction, { items = [], offers = [], agents = [] }: Changed): Promise<void> {
  const named = [...items.map(({ queueId }) => queueId), ...offers.map(([{ queueId }]) => queueId)];
  const names = named.length === 0 ? new Map() : await queueNames(tx.manager, named);
  const served =
    agents.length === 0
      ? new Map()
      : await queuesServedBy(
          tx.manager,
          agents.map(({ id }) => id),
        );

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
  for (const agent of agents) {
    const { id, version } = agent;
    tx.show(audienceOf(id), { kind: 'agent', id, version, view: viewOfAgent(agent, served.get(id) ?? []) });
  }
}
