import { offerEnded } from '#contracts';
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
