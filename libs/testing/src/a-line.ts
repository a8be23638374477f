import { v7 as uuid } from 'uuid';
import {
  conversationBegun,
  conversationChanged,
  conversationReady,
  type DataOf,
  type DistributionView,
  type OfferView,
  type QueueView,
  workstreamChanged,
  type WorkItemView,
} from '#contracts';
import type { Service } from './a-service.ts';
import { personCalled } from './people.ts';
import { anEvent } from './samples.ts';

const billing = {
  workstreamId: '018f0000-0000-7000-8000-00000000b111',
  queueId: '018f0000-0000-7000-8000-00000000b222',
};

type Changes<Contract> = Partial<Record<keyof DataOf<Contract>, unknown>>;

/** The workstream of the line, as channel-config says it. */
export const aWorkstream = (changes: Changes<typeof workstreamChanged> = {}) =>
  anEvent(workstreamChanged, {
    workstreamId: billing.workstreamId,
    version: 1,
    slug: 'billing',
    name: 'Billing',
    mode: 'push',
    direction: 'inbound',
    fallbackQueueId: billing.queueId,
    ...changes,
  });

/** A conversation needs somebody, a new one each time unless it is named. */
export const aReadyConversation = (changes: Changes<typeof conversationReady> = {}) =>
  anEvent(conversationReady, {
    conversationId: uuid(),
    version: 1,
    workstreamId: billing.workstreamId,
    channelId: '7b3c1a9e-3f1d-4c6e-8a55-0d2f3b6c9e11',
    provider: 'twilio',
    customer: '+14155550111',
    country: 'US',
    locale: 'en-US',
    previousAgentId: null,
    startedBy: 'customer',
    preview: 'Hello',
    openedAt: '2026-01-05T09:00:00.000Z',
    lastInteractionAt: '2026-01-05T09:00:00.000Z',
    ...changes,
  });

/** An agent wrote first to a customer, whose conversation waits for them since: name the agent as `previousAgentId`. */
export const aBegunConversation = (changes: Changes<typeof conversationBegun>) =>
  anEvent(conversationBegun, { ...aReadyConversation().data, startedBy: 'agent', ...changes });

/** A conversation changed its state: name it, its version and the state. */
export const aConversationChanged = (changes: Changes<typeof conversationChanged>) =>
  anEvent(conversationChanged, {
    from: 'active',
    reason: 'agent-closed',
    agentId: null,
    changedAt: '2026-01-05T09:00:00.000Z',
    ...changes,
  });

interface LineOptions {
  /** Who serves the queue and has opened their desk. */
  readonly agents?: readonly string[];
  /** Capacity of each; 6 units unless said otherwise. */
  readonly capacity?: number;
  readonly distribution?: Partial<DistributionView>;
}

/** A workstream, its queue, and agents who serve it with open desks; and what a test does with them. */
export async function aLine(service: Service, { agents = ['lena'], capacity, distribution }: LineOptions = {}) {
  const path = '/api/routing';
  const idOf = (name: string) => personCalled(name).agentId;
  const queue = { slug: 'billing', name: 'Billing', memberIds: agents.map(idOf) };
  await service.put(`${path}/queues/${billing.queueId}`, queue, { as: 'dana' });
  await service.hear(aWorkstream());
  for (const name of agents) await service.put(`${path}/agents/me`, {}, { as: name });
  const write = (sql: string, values: unknown[]) => service.database.dataSource.query(sql, values);
  if (capacity !== undefined) await write(`UPDATE agent SET capacity_total = $1`, [capacity]);
  if (distribution) {
    const url = `${path}/workstreams/${billing.workstreamId}/distribution`;
    const headers = { 'if-match': '"1"' };
    const settings = { capacityUnits: 1, offerSeconds: 120, allowedPresences: ['available', 'busy'], ...distribution };
    await service.put(url, settings, { as: 'dana', headers });
  }
  const offersTo = async (name: string): Promise<OfferView[]> =>
    (await service.get(`${path}/agents/me/offers`, { as: name })).body.items;
  let version = 1;
  return {
    ...billing,
    idOf,
    offersTo,
    /** So many customers write; answers their conversations. */
    async customersWrite(count = 1, changes: Changes<typeof conversationReady> = {}): Promise<string[]> {
      const events = Array.from({ length: count }, () => aReadyConversation(changes));
      await service.hear(...events);
      return events.map(({ data }) => data.conversationId);
    },
    /** From now on a rule sends all work into the line's queue, so that what that one says about overflow counts. */
    async sendsByRule(): Promise<void> {
      const url = `${path}/workstreams/${billing.workstreamId}/route-to-queue`;
      const rule = { id: uuid(), name: 'All', conditions: { combinator: 'and', rules: [] }, overflow: null };
      const rules = [{ ...rule, queues: [{ queueId: billing.queueId, percent: 100 }] }];
      const { version } = (await service.get(url, { as: 'dana' })).body;
      await service.put(url, { rules }, { as: 'dana', headers: { 'if-match': `"${version}"` } });
    },
    /** Assigns what can be assigned. */
    assign: () => service.turn('assignment'),
    /** The one offer that stands to this agent. */
    async offerTo(name: string): Promise<OfferView> {
      const [offer, ...more] = await offersTo(name);
      if (!offer || more.length > 0)
        throw new Error(`${offer ? 'More than one offer' : 'No offer'} stands to ${name}.`);
      return offer;
    },
    accept: (name: string, offerId: string) => service.post(`${path}/offers/${offerId}/accept`, { as: name }),
    reject: (name: string, offerId: string) => service.post(`${path}/offers/${offerId}/reject`, { as: name }),
    /** A conversation of which this item is came into another state. */
    conversationBecomes: (conversationId: string, status: string, agentId: string | null = null) =>
      service.hear(aConversationChanged({ conversationId, version: ++version, status, agentId })),
    beat: (name: string, ...showing: string[]) =>
      service.post(`${path}/agents/me/beat`, { as: name, body: { showing } }),
    me: async (name: string) => (await service.get(`${path}/agents/me`, { as: name })).body,
    queue: async (): Promise<QueueView> =>
      (await service.get(`${path}/queues/${billing.queueId}`, { as: 'sofia' })).body,
    /** Work items of one status, or all that are not done. */
    async items(status?: WorkItemView['status']): Promise<WorkItemView[]> {
      const query = status ? `?status=${status}` : '';
      return (await service.get(`${path}/work-items${query}`, { as: 'sofia' })).body.items;
    },
    /** Agents whose used capacity is not that of their work: none, ever. */
    capacityDrift: () =>
      write(
        `SELECT agent.name, capacity_used, held.units FROM agent CROSS JOIN LATERAL (
           SELECT coalesce(sum(units), 0)::int AS units FROM (
             SELECT units FROM work_item WHERE agent_id = agent.id AND status IN ('offered', 'assigned')
             UNION ALL SELECT units FROM offer WHERE agent_id = agent.id AND state = 'offered' AND slot IN ('consult', 'transfer')
             UNION ALL SELECT units FROM consultation WHERE agent_id = agent.id AND ended_at IS NULL
           ) AS taken
         ) AS held WHERE capacity_used <> held.units`,
        [],
      ),
  };
}
export type Line = Awaited<ReturnType<typeof aLine>>;
