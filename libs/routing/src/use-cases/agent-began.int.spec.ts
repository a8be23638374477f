import { v7 as uuid } from 'uuid';
import { handlerChanged, offerMade } from '#contracts';
import {
  aBegunConversation,
  aClock,
  aConversationChanged,
  aLine,
  aReadyConversation,
  aService,
  aWorkstream,
  type Line,
  type Service,
} from '#testing';
import { RoutingModule } from '../routing.module.ts';
import { routingSchema } from '../schema.ts';

const since = '2026-01-05T09:00:00.000Z';
const from = '2026-01-05T00:00:00.000Z';
let service: Service;
let line: Line;
let clock: ReturnType<typeof aClock>;
/** lena wrote first, and it waits for its customer since. */
let conversationId: string;
beforeEach(async () => {
  service = await aService(RoutingModule, routingSchema);
  clock = aClock(service);
  line = await aLine(service, { agents: ['lena', 'diego'] });
  conversationId = uuid();
});
afterEach(() => service.stop());

const begun = (more: object = {}) =>
  aBegunConversation({ conversationId, previousAgentId: line.idOf('lena'), preview: 'Your order is here', ...more });
const revived = (version = 2) =>
  aConversationChanged({
    ...{ conversationId, version, status: 'active', from: 'waiting' },
    ...{ reason: 'agent-revived', agentId: line.idOf('lena') },
  });
const work = async () =>
  (await service.get(`/api/routing/work-items?conversationId=${conversationId}`, { as: 'sofia' })).body.items;
const transfer = async (to: object, as = 'sofia') =>
  service.post(`/api/routing/work-items/${(await work())[0].id}/transfer`, { as, body: to });
const facts = async (type: string) => {
  await service.turn('outbox');
  return service.said(type).map(({ data }) => data as Record<string, unknown>);
};
const returns = async () => {
  const queueId = uuid();
  const queue = { slug: 'returns', name: 'Returns', memberIds: [line.idOf('diego')] };
  await service.put(`/api/routing/queues/${queueId}`, queue, { as: 'dana' });
  return queueId;
};
const ofQueue = async (queueId = line.queueId) => {
  // the time of a report ends before now
  clock.pass(1);
  const { body } = await service.get(`/api/routing/reports/queues?from=${from}`, { as: 'sofia' });
  return body.items.find((one: { readonly queueId: string }) => one.queueId === queueId);
};

describe('a conversation that an agent began', () => {
  it('is work of theirs that is done, offered to nobody and counted nowhere, and tells in which queue it would be', async () => {
    await service.hear(begun());
    await line.assign();
    expect(await work()).toMatchObject([{ status: 'done', agentId: line.idOf('lena'), queueId: line.queueId }]);
    expect(await line.items()).toEqual([]);
    expect([...(await line.offersTo('lena')), ...(await line.offersTo('diego'))]).toEqual([]);
    expect(await ofQueue()).toMatchObject({ incoming: 0, abandoned: 0, accepted: 0 });
    const { body } = await service.get(`/api/routing/work-items/${(await work())[0].id}/explanation`, { as: 'sofia' });
    expect(body.steps).toMatchObject([{ stage: 'route-to-queue', told: { because: 'no-rules' } }]);
  });

  it('is given out by a supervisor while it waits: to an agent, who is asked', async () => {
    await service.hear(begun());
    const targets = await service.get(`/api/routing/work-items/${(await work())[0].id}/targets?for=transfer`, {
      as: 'sofia',
    });
    expect(targets.body.agents.map(({ name }: { name: string }) => name)).toContain('Diego Kessler');
    const { body } = await transfer({ agentId: line.idOf('diego'), note: 'She is on leave' });
    expect(body).toMatchObject({ status: 'offered', agentId: line.idOf('diego'), conversationId });
    const offer = await line.offerTo('diego');
    expect(offer).toMatchObject({ slot: 'supervisor-assign', note: 'She is on leave' });
    expect((await facts(offerMade.type)).at(-1)).toMatchObject({ conversationId, waitedSince: since });
    await line.accept('diego', offer.id);
    expect(await work()).toMatchObject([{ status: 'assigned', agentId: line.idOf('diego') }, { status: 'done' }]);
    expect(await line.capacityDrift()).toEqual([]);
  });

  it('or into a queue, where whoever serves it is asked', async () => {
    await service.hear(begun());
    const queueId = await returns();
    expect(await transfer({ queueId })).toMatchObject({ status: 200, body: { status: 'waiting', queueId } });
    expect((await facts(handlerChanged.type)).at(-1)).toMatchObject({
      ...{ conversationId, agentId: line.idOf('lena'), change: 'left', reason: 'supervisor-assign-to-queue' },
      waitedSince: since,
    });
    await line.assign();
    expect(await line.offerTo('diego')).toMatchObject({ conversationId, queueId });
    expect(await ofQueue(queueId)).toMatchObject({ incoming: 1 });
  });

  it('is its agent’s work once they take it back, takes of their capacity, and is theirs to hand on', async () => {
    await service.hear(begun());
    await service.hear(revived());
    expect(await work()).toMatchObject([{ status: 'assigned', agentId: line.idOf('lena') }, { status: 'done' }]);
    expect(await line.me('lena')).toMatchObject({ capacity: { used: 1 } });
    const queueId = await returns();
    expect(await transfer({ queueId }, 'lena')).toMatchObject({ status: 200, body: { status: 'waiting', queueId } });
    expect(await line.me('lena')).toMatchObject({ capacity: { used: 0 } });
    expect(await line.capacityDrift()).toEqual([]);
  });

  it('is so, too, where we hear that they took it back before we hear that they began it', async () => {
    await service.hear(revived());
    expect(await work()).toEqual([]);
    await service.hear(begun());
    expect(await work()).toMatchObject([{ status: 'assigned', agentId: line.idOf('lena') }, { status: 'done' }]);
    await service.hear(revived());
    expect(await line.me('lena')).toMatchObject({ capacity: { used: 1 } });
  });

  it('is routed by the rules when its customer writes, like any that is new', async () => {
    await service.hear(begun());
    const queueId = await returns();
    await service.put(
      `/api/routing/workstreams/${line.workstreamId}/route-to-queue`,
      {
        rules: [
          {
            ...{ id: uuid(), name: 'All', conditions: { combinator: 'and', rules: [] }, overflow: null },
            queues: [{ queueId, percent: 100 }],
          },
        ],
      },
      { as: 'dana', headers: { 'if-match': '"1"' } },
    );
    await service.hear(
      aReadyConversation({ conversationId, version: 2, startedBy: 'agent', previousAgentId: line.idOf('lena') }),
    );
    expect(await work()).toMatchObject([{ status: 'waiting', queueId }, { status: 'done' }]);
    expect(await ofQueue(queueId)).toMatchObject({ incoming: 1, backlog: 1 });
  });

  it.each([
    ['its customer wrote', () => aReadyConversation({ conversationId, version: 2 }), 1],
    ['it was closed', () => aConversationChanged({ conversationId, version: 2, status: 'closed', from: 'waiting' }), 1],
  ])('is no work more than once where we hear first that %s', async (_what, first, times) => {
    await service.hear(first());
    const before = (await work()).length;
    await service.hear(begun(), begun());
    expect(await work()).toHaveLength(Math.max(before, times));
    await transfer({ agentId: line.idOf('diego') }).then(({ status }) => expect(status).toBe(409));
  });

  it('of a workstream nobody told us of yet is known when we hear of that one', async () => {
    const workstreamId = uuid();
    await service.hear(begun({ workstreamId }));
    expect(await work()).toEqual([]);
    await service.hear(aWorkstream({ workstreamId, slug: 'late' }));
    expect(await work()).toMatchObject([{ status: 'done', agentId: line.idOf('lena'), workstreamId }]);
  });
});
