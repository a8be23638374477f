import { v7 as uuid } from 'uuid';
import { conversationContextChanged, organisationSettings, queueRequest } from '#contracts';
import { aClock, aLine, anEvent, aService, type Line, type Service } from '#testing';
import { RoutingModule } from '../routing.module.ts';
import { routingSchema } from '../schema.ts';

let service: Service;
let line: Line;
let clock: ReturnType<typeof aClock>;
beforeEach(async () => {
  service = await aService(RoutingModule, routingSchema);
  clock = aClock(service);
  line = await aLine(service, { agents: ['lena', 'diego'] });
  await service.put('/api/routing/agents/me', {}, { as: 'noor' });
}, 60_000);
afterEach(() => service.stop());

const asDana = (version?: number) => ({
  as: 'dana',
  ...(version !== undefined && { headers: { 'if-match': `"${version}"` } }),
});
const presence = (name: string, to: string) =>
  service.put('/api/routing/agents/me/presence', { presence: to }, { as: name });
const preferring = (ifUnavailable: 'wait' | 'next-best', enabled = true, from = 0) =>
  service.put('/api/routing/assignment-settings', { preferredAgents: { enabled, ifUnavailable } }, asDana(from));
/** What is known of a customer who prefers these, best first. */
const prefers = (...names: string[]) => ({
  contact: { id: 'c1', name: 'Marta Olsen', attributes: { vip: true } },
  account: null,
  case: null,
  variables: {},
  preferredAgentIds: names.map(line.idOf),
});
const told = (conversationId: string, because: string, known: object) =>
  service.hear(
    anEvent(conversationContextChanged, {
      conversationId,
      version: 2,
      known,
      because,
      changedAt: '2026-01-05T09:00:01.000Z',
    }),
  );
/** Another queue, which these serve. */
const aQueue = async (...members: string[]) => {
  const id = uuid();
  const asked = queueRequest.parse({ slug: 'second', name: 'Second', memberIds: members.map(line.idOf) });
  expect(await service.put(`/api/routing/queues/${id}`, asked, asDana())).toMatchObject({ status: 200 });
  return id;
};
const change = async (settings: object) => {
  const { body } = await service.get(`/api/routing/queues/${line.queueId}`, { as: 'sofia' });
  const url = `/api/routing/queues/${line.queueId}`;
  expect((await service.put(url, { ...body, ...settings }, asDana(body.version))).status).toBe(200);
};
const passing = async (seconds: number) => {
  clock.pass(seconds);
  for (const name of ['lena', 'diego', 'noor'])
    await line.beat(name, ...(await line.offersTo(name)).map(({ id }) => id));
};

describe('work whose customer prefers somebody who is not there, and that waits for them', () => {
  beforeEach(async () => {
    await preferring('wait');
    await line.sendsByRule();
    await presence('diego', 'away');
  });

  it('waits for nobody where it overflows into a queue that they do not serve', async () => {
    const second = await aQueue('noor');
    await change({ overflow: { waitingTime: { seconds: 60, do: 'transfer', queueId: second } } });
    await line.customersWrite(1, { known: prefers('diego') });
    await line.assign();
    expect(await line.offersTo('lena')).toEqual([]);
    await passing(61);
    await service.turn('overflow');
    await line.assign();
    expect(await line.offerTo('noor')).toMatchObject({ queueId: second });
  });

  it('is theirs in a queue that it overflows into, where they serve that one', async () => {
    const second = await aQueue('noor', 'diego');
    await change({
      memberIds: [line.idOf('lena')],
      overflow: { waitingTime: { seconds: 60, do: 'transfer', queueId: second } },
    });
    await presence('lena', 'away');
    await line.customersWrite(1, { known: prefers('diego') });
    await passing(61);
    await service.turn('overflow');
    await line.assign();
    expect(await line.offersTo('noor')).toEqual([]);
    await presence('diego', 'available');
    await line.assign();
    expect(await line.offerTo('diego')).toMatchObject({ why: 'Preferred by the customer' });
  });

  it('waits for nobody where rules bring it into such a queue later', async () => {
    const second = await aQueue('noor');
    const conditions = { combinator: 'and', rules: [{ field: 'contact.vip', operator: '=', value: true }] };
    const queues = [{ queueId: second, percent: 100 }];
    const url = `/api/routing/workstreams/${line.workstreamId}/route-to-queue`;
    const { body } = await service.get(url, { as: 'dana' });
    const rule = { id: uuid(), name: 'vip', conditions, queues, overflow: null };
    expect((await service.put(url, { rules: [rule] }, asDana(body.version))).status).toBe(200);
    const { contact, ...unknown } = prefers('diego');
    const [id] = await line.customersWrite(1, { known: { ...unknown, contact: null } });
    await told(id!, 'identified', { ...unknown, contact });
    await line.assign();
    expect(await line.offerTo('noor')).toMatchObject({ queueId: second });
  });

  it.each([
    ['others may have it then', true],
    ['they are looked at no more', false],
  ])('waits for nobody once that is set: %s', async (_, enabled) => {
    await line.customersWrite(1, { known: prefers('diego') });
    await line.assign();
    expect(await line.offersTo('lena')).toEqual([]);
    expect((await preferring('next-best', enabled, 1)).status).toBe(200);
    await line.assign();
    expect(await line.offersTo('lena')).toHaveLength(1);
  });

  it('waits for nobody once they serve the queue no more', async () => {
    await line.customersWrite(1, { known: prefers('diego') });
    await line.assign();
    expect(await line.offersTo('lena')).toEqual([]);
    await change({ memberIds: [line.idOf('lena')] });
    await line.assign();
    expect(await line.offersTo('lena')).toHaveLength(1);
  });
});

describe('work whose customer prefers somebody who lets it pass', () => {
  it('goes to somebody else, before it comes back to them', async () => {
    await preferring('next-best');
    await line.customersWrite(1, { known: prefers('diego') });
    await line.assign();
    await line.reject('diego', (await line.offerTo('diego')).id);
    await line.assign();
    expect(await line.offersTo('diego')).toEqual([]);
    await line.reject('lena', (await line.offerTo('lena')).id);
    await line.assign();
    expect(await line.offersTo('diego')).toHaveLength(1);
  });
});

describe('work whose customer is known late', () => {
  it.each(['identified', 'escalated'])('goes to whom that customer prefers: %s', async (because) => {
    await preferring('next-best');
    // nobody would ask diego for any other work
    await service.database.dataSource.query(`UPDATE agent SET capacity_total = 0 WHERE id = $1`, [line.idOf('diego')]);
    const [id] = await line.customersWrite(1);
    await told(id!, because, prefers('diego'));
    await line.assign();
    expect(await line.offersTo('lena')).toEqual([]);
    expect(await line.offerTo('diego')).toMatchObject({ why: 'Preferred by the customer' });
  });
});

describe('a conversation that waits for who had it before', () => {
  const comesBack = (name = 'lena') => line.customersWrite(1, { previousAgentId: line.idOf(name) });
  const sessions = (most: number) =>
    service.hear(
      anEvent(organisationSettings.changed, {
        version: 1,
        ...organisationSettings.request.parse({ agent: { sessions: most } }),
      }),
    );

  it('is for everybody once that time is over, also where it was offered to them then and is taken back', async () => {
    await sessions(1);
    await comesBack();
    await comesBack();
    await line.assign();
    const [first, second] = await line.offersTo('lena');
    for (let second = 0; second < 120; second += 10) await passing(10);
    // both stand a little longer than their countdown, until somebody looks
    await service.database.dataSource.query(`UPDATE offer SET expires_at = expires_at + interval '1 hour'`);
    await line.beat('lena', first!.id, second!.id);
    await service.turn('timers');
    expect(await line.offersTo('lena')).toHaveLength(2);
    await line.accept('lena', first!.id);
    await service.turn('timers');
    expect(await line.offersTo('lena')).toEqual([]);
    await line.assign();
    expect(await line.offerTo('diego')).toMatchObject({ workItemId: second!.workItemId });
  });

  it('is not offered to them while they have as many as they may, and to everybody after that time', async () => {
    await sessions(1);
    await comesBack();
    await line.assign();
    await line.accept('lena', (await line.offerTo('lena')).id);
    await comesBack();
    await line.assign();
    expect([await line.offersTo('lena'), await line.offersTo('diego')]).toEqual([[], []]);
    expect(await line.me('lena')).toMatchObject({ presence: 'do-not-disturb', presenceReason: 'sessions' });
    await passing(120);
    await service.turn('timers');
    await line.assign();
    expect(await line.offersTo('diego')).toHaveLength(1);
    expect(await line.capacityDrift()).toEqual([]);
  });
});
