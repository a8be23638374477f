import { v7 as uuid } from 'uuid';
import { handlerChanged, offerEnded, offerMade, organisationSettings, overflowEnded } from '#contracts';
import { aConversationChanged, aLine, anEvent, aReadyConversation, aService, type Line, type Service } from '#testing';
import { RoutingModule } from '../routing.module.ts';
import { routingSchema } from '../schema.ts';

const since = '2026-01-05T09:30:00.000Z';
let service: Service;
let line: Line;
/** lena had it, and it waits for its customer since. */
let id: string;
let conversationId: string;
beforeEach(async () => {
  service = await aService(RoutingModule, routingSchema);
  line = await aLine(service, { agents: ['lena', 'diego'] });
  await presence('diego', 'away');
  await line.customersWrite(1);
  await line.assign();
  await line.accept('lena', (await line.offerTo('lena')).id);
  ({ id, conversationId } = (await line.items('assigned'))[0]!);
  await becomes('waiting', 2, { changedAt: since });
  await presence('diego', 'available');
});
afterEach(() => service.stop());

const presence = (name: string, to: string) =>
  service.put('/api/routing/agents/me/presence', { presence: to }, { as: name });
const becomes = (status: string, version: number, more: object = {}) =>
  service.hear(aConversationChanged({ conversationId, version, status, ...more }));
const transfer = (to: object, as = 'sofia', item = id) =>
  service.post(`/api/routing/work-items/${item}/transfer`, { as, body: to });
const newest = async () =>
  (await service.get(`/api/routing/work-items?conversationId=${conversationId}`, { as: 'sofia' })).body.items[0];
const placements = async (item: string) =>
  (await service.get(`/api/routing/work-items/${item}/explanation`, { as: 'sofia' })).body.steps.filter(
    ({ stage }: { stage: string }) => stage === 'placement',
  );
const facts = async (type: string) => {
  await service.turn('outbox');
  return service.said(type).map(({ data }) => data as Record<string, unknown>);
};
const returns = async (more: object = {}) => {
  const queueId = uuid();
  const queue = { slug: 'returns', name: 'Returns', memberIds: [line.idOf('diego')], ...more };
  await service.put(`/api/routing/queues/${queueId}`, queue, { as: 'dana' });
  return queueId;
};

describe('a supervisor who gives out a conversation that waits for its customer', () => {
  it('to an agent has it offered to them as work of its own, and says by whom and from where', async () => {
    const to = { agentId: line.idOf('diego'), note: 'Call her back' };
    const { status, body } = await transfer(to);
    expect({ status, body }).toMatchObject({ status: 200, body: { status: 'offered', agentId: line.idOf('diego') } });
    expect(body.id).not.toBe(id);
    const offer = await line.offerTo('diego');
    expect(offer).toMatchObject({ slot: 'supervisor-assign', byAgentId: line.idOf('sofia'), note: to.note });
    expect((await facts(offerMade.type)).at(-1)).toMatchObject({ conversationId, waitedSince: since });
    expect(await line.me('diego')).toMatchObject({ capacity: { used: 1 } });
    await line.accept('diego', offer.id);
    expect(await newest()).toMatchObject({ id: body.id, status: 'assigned', agentId: line.idOf('diego') });
    expect(await placements(body.id)).toMatchObject([
      {
        told: {
          what: 'taken-up',
          by: { id: line.idOf('sofia') },
          from: { queue: { id: line.queueId }, agent: { id: line.idOf('lena') } },
          to: { queue: { id: line.queueId }, agent: { id: line.idOf('diego') } },
        },
      },
    ]);
    expect(await line.capacityDrift()).toEqual([]);
    // it ends like any other work
    await becomes('waiting', 5);
    expect(await newest()).toMatchObject({ id: body.id, status: 'done' });
    expect(await line.capacityDrift()).toEqual([]);
  });

  it('to an agent who declines leaves it in the queue, for anybody', async () => {
    await transfer({ agentId: line.idOf('diego') });
    await line.reject('diego', (await line.offerTo('diego')).id);
    expect(await newest()).toMatchObject({ status: 'waiting', queueId: line.queueId });
    await line.assign();
    expect(await line.offerTo('lena')).toMatchObject({ conversationId, slot: 'incoming' });
    expect((await facts(offerMade.type)).at(-1)).toMatchObject({ agentId: line.idOf('lena'), waitedSince: since });
  });

  it('into a queue has it wait there behind whoever waits already, and says that nobody has it', async () => {
    await presence('diego', 'away');
    const queueId = await returns();
    const { body } = await transfer({ queueId });
    expect(body).toMatchObject({ status: 'waiting', queueId });
    expect(await facts(handlerChanged.type)).toMatchObject([
      {
        conversationId,
        workItemId: body.id,
        agentId: line.idOf('lena'),
        ...{ mode: 'primary', change: 'left', reason: 'supervisor-assign-to-queue' },
        ...{ byAgentId: line.idOf('sofia'), queueId, waitedSince: since },
      },
    ]);
    expect(await placements(body.id)).toMatchObject([
      { told: { what: 'taken-up', to: { queue: { name: 'Returns' }, agent: null } } },
    ]);
    expect(new Date(body.waitingSince).getTime()).toBeGreaterThan(Date.parse(since));
    await presence('diego', 'available');
    await line.assign();
    expect(await line.offerTo('diego')).toMatchObject({ conversationId, queueId });
  });

  it('into one that nobody serves and that says so ends it', async () => {
    const { body } = await transfer({ queueId: await returns({ memberIds: [], whenEmpty: 'end' }) });
    expect(body).toMatchObject({ status: 'done' });
    expect(await facts(overflowEnded.type)).toMatchObject([
      { conversationId, condition: 'empty-queue', waitedSince: since },
    ]);
  });

  it('does it once, however often it is asked, and not while somebody else is asked', async () => {
    const { body: first } = await transfer({ agentId: line.idOf('diego') });
    expect((await transfer({ agentId: line.idOf('diego') })).body).toMatchObject({ id: first.id });
    expect((await transfer({ agentId: line.idOf('lena') })).body).toMatchObject({
      code: 'already-taken',
      detail: expect.stringContaining('Diego'),
    });
    await line.reject('diego', (await line.offerTo('diego')).id);
    expect((await transfer({ queueId: await returns() })).body).toMatchObject({ code: 'already-taken' });
    expect(await line.items()).toHaveLength(1);
  });

  it('of many who try at once has it given out by one', async () => {
    const tries = await Promise.all(Array.from({ length: 8 }, () => transfer({ agentId: line.idOf('diego') })));
    expect(new Set(tries.map(({ status, body }) => `${status} ${body.id}`)).size).toBe(1);
    expect(await line.offersTo('diego')).toHaveLength(1);
    expect(await line.capacityDrift()).toEqual([]);
  });

  it('is refused what has ended, who is no supervisor, and where the organisation turned it off', async () => {
    const to = { agentId: line.idOf('diego') };
    expect((await transfer(to, 'lena')).body).toMatchObject({ code: 'work-item-state' });
    await service.hear(anEvent(organisationSettings.changed, { version: 1, supervisor: { transfer: false } }));
    expect((await transfer(to)).body).toMatchObject({ code: 'transfer-off' });
    await service.hear(anEvent(organisationSettings.changed, { version: 2, supervisor: {} }));
    expect((await transfer({ agentId: uuid() })).body).toMatchObject({ code: 'agent-not-found' });
    expect((await transfer({ queueId: uuid() })).body).toMatchObject({ code: 'queue-not-found' });
    await becomes('closed', 3);
    expect((await transfer(to)).body).toMatchObject({ code: 'work-item-state' });
    expect(await line.items()).toEqual([]);
    expect(await line.offersTo('diego')).toEqual([]);
  });

  it('may give it to an agent although the queue that it had is gone', async () => {
    const queueId = await returns();
    const { body } = await transfer({ queueId });
    await line.assign();
    await line.accept('diego', (await line.offerTo('diego')).id);
    await becomes('waiting', 5, { changedAt: '2026-01-05T10:00:00.000Z' });
    const removed = await service.remove(`/api/routing/queues/${queueId}`, {
      as: 'dana',
      headers: { 'if-match': '"1"' },
    });
    expect(removed.status).toBe(204);
    const again = await transfer({ agentId: line.idOf('lena') }, 'sofia', body.id);
    expect(again.body).toMatchObject({ status: 'offered', queueName: 'Default queue' });
  });

  it('finds it where they put it when its customer writes before that is heard of', async () => {
    const { body } = await transfer({ agentId: line.idOf('diego') });
    const text = { conversationId, version: 3, preview: 'Hello again', lastInteractionAt: '2026-01-05T11:00:00.000Z' };
    await service.hear(aReadyConversation(text));
    expect(await line.items()).toMatchObject([{ id: body.id, status: 'offered', preview: 'Hello again' }]);
    expect(await line.offerTo('diego')).toMatchObject({ preview: 'Hello again' });
    expect(await facts(offerEnded.type)).toHaveLength(1);
    await line.accept('diego', (await line.offerTo('diego')).id);
    await becomes('closed', 6);
    expect(await line.items()).toEqual([]);
    expect(await line.capacityDrift()).toEqual([]);
  });

  it('is beaten by its agent, who took it back before that was heard of', async () => {
    await transfer({ agentId: line.idOf('diego') });
    await becomes('active', 3, { from: 'waiting', reason: 'agent-revived', agentId: line.idOf('lena') });
    expect(await line.offersTo('diego')).toEqual([]);
    expect(await line.items()).toMatchObject([{ status: 'assigned', agentId: line.idOf('lena') }]);
    expect((await facts(handlerChanged.type)).at(-1)).toMatchObject({ agentId: line.idOf('lena'), change: 'joined' });
    expect(await line.capacityDrift()).toEqual([]);
  });

  it('finds those who can take it among the targets', async () => {
    const url = `/api/routing/work-items/${id}/targets?for=transfer`;
    const { body } = await service.get(url, { as: 'sofia' });
    expect(body.agents).toMatchObject([
      { agentId: line.idOf('diego'), exceeds: { units: 0 } },
      { agentId: line.idOf('lena'), exceeds: { units: 0 } },
    ]);
    expect(body.queues.map(({ queueId }: { queueId: string }) => queueId)).toContain(line.queueId);
  });

  it('does it to many at once', async () => {
    const path = `/api/routing/jobs/${uuid()}`;
    await service.put(
      path,
      { action: 'assign-to-agent', workItemIds: [id], agentId: line.idOf('diego') },
      { as: 'sofia' },
    );
    await service.turn('timers');
    expect((await service.get(path, { as: 'sofia' })).body).toMatchObject({ done: 1, refused: 0 });
    expect(await line.offerTo('diego')).toMatchObject({ conversationId });
  });
});
