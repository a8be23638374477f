import { defaultQueueId, handlerChanged, offerEnded } from '#contracts';
import { aClock, aLine, aService, type Line, type Service } from '#testing';
import { RoutingModule } from '../routing.module.ts';
import { routingSchema } from '../schema.ts';

let service: Service;
let clock: ReturnType<typeof aClock>;
beforeEach(async () => {
  service = await aService(RoutingModule, routingSchema);
  clock = aClock(service);
});
afterEach(() => service.stop());

const me = '/api/routing/agents/me';
const returns = '018f0000-0000-7000-8000-00000000b333';
const choose = (name: string, presence: string) => service.put(`${me}/presence`, { presence }, { as: name });

describe('the first sign-in', () => {
  it('makes the agent: available, six units, idle', async () => {
    expect(await service.get(me, { as: 'lena' })).toMatchObject({ status: 404, body: { code: 'agent-not-found' } });
    const { status, body } = await service.put(me, {}, { as: 'lena' });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      version: 1,
      name: 'Lena Marsh',
      presence: 'available',
      presenceSetBy: 'system',
      presenceSince: clock.now().toISOString(),
      capacity: { used: 0, total: 6 },
      queueIds: [],
    });
    expect((await service.get(me, { as: 'lena' })).body).toEqual(body);
  });

  it('is one, however many desks open at the same moment', async () => {
    const answers = await Promise.all(Array.from({ length: 10 }, () => service.put(me, {}, { as: 'lena' })));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect((await service.get('/api/routing/agents', { as: 'sofia' })).body.items).toHaveLength(1);
  });

  it('is for agents only', async () => {
    for (const name of ['sofia', 'dana']) expect((await service.put(me, {}, { as: name })).status).toBe(403);
    expect((await service.put(me, {})).status).toBe(401);
  });
});

describe('an agent who is there', () => {
  beforeEach(() => service.put(me, {}, { as: 'lena' }));

  it('chooses a presence, and everybody concerned sees it', async () => {
    service.shown.length = 0;
    const { body } = await choose('lena', 'away');
    expect(body).toMatchObject({ presence: 'away', presenceSetBy: 'agent', version: 2 });
    expect(service.shown).toEqual([
      {
        audience: { agents: [body.id], supervisors: true },
        frame: { kind: 'agent', id: body.id, version: 2, view: body },
      },
    ]);
  });

  it('changes nothing by choosing the same again', async () => {
    const { body } = await choose('lena', 'away');
    expect((await choose('lena', 'away')).body).toEqual(body);
  });

  it('cannot choose Inactive, which is the system’s', async () => {
    expect((await choose('lena', 'inactive')).status).toBe(400);
  });

  it('stays there with a sign of life every 10 s', async () => {
    for (let n = 0; n < 10; n++) {
      clock.pass(10);
      await service.turn('timers');
      await service.post(`${me}/beat`, { as: 'lena', body: {} });
    }
    expect((await service.get(me, { as: 'lena' })).body).toMatchObject({ presence: 'available', version: 1 });
  });
});

describe('an agent whose desk is not heard of for 30 s', () => {
  let line: Line;
  beforeEach(async () => {
    line = await aLine(service, { agents: ['lena', 'diego'] });
    await choose('lena', 'busy');
    clock.pass(29);
    await service.post(`${me}/beat`, { as: 'diego', body: {} });
    await service.turn('timers');
    expect(await line.me('lena')).toMatchObject({ presence: 'busy' });
    clock.pass(1);
    service.shown.length = 0;
    await service.turn('timers');
  });

  it('is offline, and supervisors see it', async () => {
    expect(await line.me('lena')).toMatchObject({ presence: 'offline', presenceSetBy: 'system' });
    expect(await line.me('diego')).toMatchObject({ presence: 'available' });
    expect(service.shown).toMatchObject([{ frame: { kind: 'agent', id: line.idOf('lena') } }]);
  });

  it('finds the presence of before when back in 2 minutes', async () => {
    clock.pass(120 - 30);
    const { body } = await service.post(`${me}/beat`, { as: 'lena', body: {} });
    expect(body).toMatchObject({ presence: 'busy', presenceSetBy: 'agent' });
  });

  it('is present by capacity when back in 3 minutes', async () => {
    clock.pass(180 - 30);
    const { body } = await service.put(me, {}, { as: 'lena' });
    expect(body).toMatchObject({ presence: 'available', presenceSetBy: 'system' });
  });

  it('is noticed again when silent again', async () => {
    await service.post(`${me}/beat`, { as: 'lena', body: {} });
    clock.pass(30);
    await service.turn('timers');
    expect(await line.me('lena')).toMatchObject({ presence: 'offline' });
  });
});

describe('an agent who goes with an offer standing and a conversation in work', () => {
  it('loses the offer to somebody else and keeps the conversation', async () => {
    const line = await aLine(service, { agents: ['lena'] });
    await line.customersWrite(1);
    await line.assign();
    await line.accept('lena', (await line.offerTo('lena')).id);
    const [conversationId] = await line.customersWrite(1);
    await line.assign();
    const { id } = await line.offerTo('lena');
    await line.beat('lena', id);
    clock.pass(30);
    await service.put(me, {}, { as: 'diego' });
    await service.turn('timers');
    await service.turn('outbox');
    expect(service.said(offerEnded.type).at(-1)).toMatchObject({
      data: { offerId: id, conversationId, outcome: 'lost' },
    });
    expect(await line.me('lena')).toMatchObject({ presence: 'offline', capacity: { used: 1 } });
    expect(await line.items('assigned')).toMatchObject([{ agentId: line.idOf('lena') }]);
    expect(await line.items('waiting')).toMatchObject([{ conversationId }]);
    expect(await line.capacityDrift()).toEqual([]);
  });
});

describe('an agent who goes and is not back in time, with conversations in work', () => {
  let line: Line;
  const takes = async (name: string) => {
    const [conversationId] = await line.customersWrite(1);
    await line.assign();
    await line.accept(name, (await line.offerTo(name)).id);
    return conversationId!;
  };
  const pass = async (seconds: number) => {
    clock.pass(seconds);
    await service.turn('timers');
  };
  const left = async () => {
    await service.turn('outbox');
    return service.said(handlerChanged.type).map(({ data }) => data as Record<string, unknown>);
  };
  beforeEach(async () => {
    line = await aLine(service, { agents: ['lena'] });
  });

  it('has none of them any more: they wait in their queue for others, and capacity is free (product.md 17.2 T7)', async () => {
    const taken = [await takes('lena'), await takes('lena')];
    await pass(30);
    await pass(119);
    expect(await line.me('lena')).toMatchObject({ presence: 'offline', capacity: { used: 2 } });
    expect(await left()).toEqual([]);
    await pass(1);
    expect(await line.me('lena')).toMatchObject({ presence: 'offline', capacity: { used: 0 } });
    const waiting = await line.items('waiting');
    expect(waiting.map(({ conversationId }) => conversationId).toSorted()).toEqual(taken.toSorted());
    expect(waiting).toMatchObject([{ queueId: line.queueId, agentId: null }, {}]);
    const facts = await left();
    expect(facts).toHaveLength(2);
    for (const fact of facts)
      expect(fact).toMatchObject({
        agentId: line.idOf('lena'),
        mode: 'primary',
        change: 'left',
        reason: 'agent-disconnected',
        byAgentId: null,
        queueId: line.queueId,
      });
    expect(await line.capacityDrift()).toEqual([]);
    const { sessions } = (await service.database.dataSource.query('SELECT sessions FROM agent'))[0];
    expect(sessions).toBe(0);
  });

  it('gives no advice any more, and its capacity is free, though who asked keeps the conversation (product.md 18.3)', async () => {
    const people = [line.idOf('lena'), line.idOf('diego')];
    const conversationId = await takes('lena');
    const [item] = await line.items('assigned');
    await service.put(me, {}, { as: 'diego' });
    await service.post(`${me}/beat`, { as: 'diego', body: {} });
    await service.put(
      '/api/routing/assignment-settings',
      { consult: { blockCapacity: true } },
      {
        as: 'dana',
        headers: { 'if-match': '"0"' },
      },
    );
    const asked = await service.post(`/api/routing/work-items/${item!.id}/consult`, {
      as: 'lena',
      body: { agentId: people[1] },
    });
    expect(asked.status).toBe(200);
    await line.accept('diego', (await line.offerTo('diego')).id);
    expect(await line.me('diego')).toMatchObject({ capacity: { used: 1 } });
    await service.post(`${me}/leave`, { as: 'diego', body: { signOut: true } });
    for (let beat = 0; beat < 7; beat += 1) {
      await pass(20);
      await service.post(`${me}/beat`, { as: 'lena', body: {} });
    }
    expect((await left()).filter(({ change }) => change === 'left')).toEqual([]);
    await pass(20);
    expect((await left()).filter(({ change }) => change === 'left')).toMatchObject([
      { conversationId, agentId: people[1], mode: 'consult', reason: 'agent-disconnected', byAgentId: null },
    ]);
    expect(await line.me('diego')).toMatchObject({ capacity: { used: 0 } });
    expect(await line.items('assigned')).toMatchObject([{ conversationId, agentId: people[0] }]);
    expect(await line.capacityDrift()).toEqual([]);
  });

  it('leaves them to a colleague, who is offered them as any others', async () => {
    const conversationId = await takes('lena');
    await pass(30);
    await pass(120);
    await service.put(me, {}, { as: 'diego' });
    const queue = await line.queue();
    const { slug, name } = queue;
    await service.put(
      `/api/routing/queues/${line.queueId}`,
      { slug, name, memberIds: [line.idOf('lena'), line.idOf('diego')] },
      { as: 'dana', headers: { 'if-match': `"${queue.version}"` } },
    );
    await line.assign();
    expect(await line.offerTo('diego')).toMatchObject({ conversationId });
  });

  it('keeps all of them when back in time, also when that was nearly not so', async () => {
    await takes('lena');
    await pass(30);
    await pass(119);
    await service.post(`${me}/beat`, { as: 'lena', body: {} });
    await pass(1);
    await service.post(`${me}/beat`, { as: 'lena', body: {} });
    await pass(29);
    expect(await line.items('assigned')).toHaveLength(1);
    expect(await left()).toEqual([]);
  });

  it('counts from when they signed out or closed the last desk, too', async () => {
    await takes('lena');
    await service.post(`${me}/leave`, { as: 'lena', body: { signOut: true } });
    await pass(149);
    expect(await line.items('assigned')).toHaveLength(1);
    await pass(1);
    expect(await line.items('waiting')).toHaveLength(1);
  });

  it('keeps what is in wrap-up, which needs nobody else', async () => {
    const conversationId = await takes('lena');
    await takes('lena');
    await line.conversationBecomes(conversationId, 'wrap-up');
    await pass(30);
    await pass(120);
    expect(await line.items('assigned')).toMatchObject([{ conversationId, agentId: line.idOf('lena') }]);
    expect(await line.items('waiting')).toHaveLength(1);
    expect(await line.me('lena')).toMatchObject({ capacity: { used: 1 } });
    expect(await line.capacityDrift()).toEqual([]);
  });

  it('waits in the default queue where its own was removed meanwhile', async () => {
    await service.put(
      `/api/routing/queues/${returns}`,
      { slug: 'returns', name: 'Returns', memberIds: [line.idOf('lena')] },
      { as: 'dana' },
    );
    await takes('lena');
    const [item] = await line.items('assigned');
    await service.post(`/api/routing/work-items/${item!.id}/transfer`, { as: 'lena', body: { queueId: returns } });
    await line.assign();
    await line.accept('lena', (await line.offerTo('lena')).id);
    await service.remove(`/api/routing/queues/${returns}`, { as: 'dana', headers: { 'if-match': '"1"' } });
    await pass(30);
    await pass(120);
    expect(await line.items('waiting')).toMatchObject([{ queueId: defaultQueueId }]);
  });
});
