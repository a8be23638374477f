import { v7 as uuid } from 'uuid';
import { queueRequest, type QueueReport } from '#contracts';
import { aClock, aLine, aService, type Line, type Service } from '#testing';
import { RoutingModule } from '../routing.module.ts';
import { routingSchema } from '../schema.ts';

let service: Service;
let line: Line;
let clock: ReturnType<typeof aClock>;
let from: string;
beforeEach(async () => {
  service = await aService(RoutingModule, routingSchema);
  clock = aClock(service);
  from = clock.now().toISOString();
  line = await aLine(service, { agents: ['lena'] });
  await service.put('/api/routing/agents/me', {}, { as: 'noor' });
}, 60_000);
afterEach(() => service.stop());

const aQueue = async (settings: object = {}) => {
  const id = uuid();
  const asked = {
    ...queueRequest.parse({ slug: 'returns', name: 'Returns', memberIds: [line.idOf('noor')] }),
    ...settings,
  };
  expect((await service.put(`/api/routing/queues/${id}`, asked, { as: 'dana' })).status).toBe(200);
  return id;
};
const transfer = (id: string, queueId: string, as = 'lena') =>
  service.post(`/api/routing/work-items/${id}/transfer`, { as, body: { queueId } });
const passing = async (seconds: number) => {
  clock.pass(seconds);
  for (const name of ['lena', 'noor']) await line.beat(name);
};
/** One of them takes what waits, after so many seconds. */
const taken = async (name: string, after: number) => {
  await passing(after);
  await line.assign();
  const { id, workItemId } = await line.offerTo(name);
  expect((await line.accept(name, id)).status).toBe(200);
  return workItemId;
};
const reports = async (since = from) => {
  // the time of a report ends before now
  clock.pass(1);
  const { items }: { items: QueueReport[] } = (
    await service.get(`/api/routing/reports/queues?from=${since}`, { as: 'sofia' })
  ).body;
  return (queueId: string) => items.find((one) => one.queueId === queueId)!;
};
const ofWorkstream = async (since = from) =>
  (await service.get(`/api/routing/reports/workstreams?from=${since}`, { as: 'sofia' })).body.items[0];

describe('the report of a queue that passed work on', () => {
  it('keeps that it came, was taken, and how quickly; the next queue has its own', async () => {
    const returns = await aQueue();
    const [conversationId] = await line.customersWrite(1);
    const id = await taken('lena', 12);
    await passing(100);
    expect((await transfer(id, returns)).status).toBe(200);
    await taken('noor', 20);
    await line.conversationBecomes(conversationId!, 'closed');
    const of = await reports();
    expect(of(line.queueId)).toMatchObject({
      incoming: 1,
      accepted: 1,
      averageSecondsToAnswer: 12,
      backlog: 0,
      abandoned: 0,
    });
    expect(of(returns)).toMatchObject({
      incoming: 1,
      accepted: 1,
      averageSecondsToAnswer: 20,
      backlog: 0,
      abandoned: 0,
    });
    expect(await ofWorkstream()).toMatchObject({ incoming: 1, accepted: 1, abandoned: 0, backlog: 0 });
  });

  it('has nobody who gave up where the customer did so in the next one', async () => {
    const returns = await aQueue();
    const [conversationId] = await line.customersWrite(1);
    await transfer(await taken('lena', 12), returns);
    await passing(30);
    await line.conversationBecomes(conversationId!, 'closed');
    const of = await reports();
    expect(of(line.queueId)).toMatchObject({ incoming: 1, accepted: 1, abandoned: 0 });
    expect(of(returns)).toMatchObject({ incoming: 1, accepted: 0, abandoned: 1 });
    // an agent had answered that customer
    expect(await ofWorkstream()).toMatchObject({ incoming: 1, accepted: 1, abandoned: 0 });
  });

  it('has what was released twice, and what was never taken once', async () => {
    const returns = await aQueue();
    await line.customersWrite(1);
    const id = await taken('lena', 12);
    await passing(5);
    await transfer(id, line.queueId);
    let of = await reports();
    expect(of(line.queueId)).toMatchObject({ incoming: 2, accepted: 1, backlog: 1, averageSecondsToAnswer: 12 });
    await passing(40);
    const assigned = await service.post(`/api/routing/work-items/${id}/assign`, {
      as: 'sofia',
      body: { queueId: returns },
    });
    expect(assigned.status).toBe(200);
    of = await reports();
    expect(of(line.queueId)).toMatchObject({ incoming: 2, accepted: 1, backlog: 0, abandoned: 0 });
    expect(of(returns)).toMatchObject({ incoming: 1, accepted: 0, backlog: 1, longestWaitSeconds: 1 });
    expect(await ofWorkstream()).toMatchObject({ incoming: 1, accepted: 1, backlog: 1 });
    // of a time in which it only came into another queue, the workstream has nothing new
    expect(await ofWorkstream(new Date(clock.now().getTime() - 1000).toISOString())).toMatchObject({ incoming: 0 });
  });

  it('has what overflowed out of it after waiting, once, and what ends where nobody serves the next one', async () => {
    const returns = await aQueue();
    const empty = await aQueue({ slug: 'empty', name: 'Empty', memberIds: [], whenEmpty: 'end' });
    const { body } = await service.get(`/api/routing/queues/${line.queueId}`, { as: 'sofia' });
    const overflow = { waitingTime: { seconds: 60, do: 'transfer', queueId: returns } };
    const headers = { 'if-match': `"${body.version}"` };
    const url = `/api/routing/queues/${line.queueId}`;
    expect((await service.put(url, { ...body, overflow }, { as: 'dana', headers })).status).toBe(200);
    await line.customersWrite(1);
    await passing(61);
    await service.turn('overflow');
    let of = await reports();
    expect(of(line.queueId)).toMatchObject({
      incoming: 1,
      accepted: 0,
      backlog: 0,
      abandoned: 0,
      overflowOut: [{ count: 1 }],
    });
    expect(of(returns)).toMatchObject({ incoming: 1, overflowIn: 1, backlog: 1 });
    await transfer(await taken('noor', 7), empty, 'noor');
    of = await reports();
    expect(of(returns)).toMatchObject({ incoming: 1, accepted: 1, averageSecondsToAnswer: 8, abandoned: 0 });
    expect(of(empty)).toMatchObject({ incoming: 1, accepted: 0, abandoned: 0, backlog: 0 });
    expect(await ofWorkstream()).toMatchObject({ incoming: 1, accepted: 1, abandoned: 0, backlog: 0 });
  });
});

describe('the report of a queue', () => {
  it('tells what is offered just now apart from what waits for somebody to be found', async () => {
    await line.customersWrite(8);
    await line.assign();
    expect((await reports())(line.queueId)).toMatchObject({ backlog: 8, offered: 6 });
  });
});

describe('what was before stays were kept', () => {
  it('is told of as far as it is known: what overflowed, and what an agent took and passed on', async () => {
    const returns = await aQueue();
    await line.customersWrite(1);
    const id = await taken('lena', 12);
    await passing(8);
    await transfer(id, returns);
    const { dataSource } = service.database;
    await dataSource.query(`DROP TABLE queue_stay`);
    const runner = dataSource.createQueryRunner();
    const { KeepStays1795000087000 } = await import('../storage/migrations/54-keep-stays.ts');
    await new KeepStays1795000087000().up(runner);
    await runner.release();
    const of = await reports();
    expect(of(line.queueId)).toMatchObject({ incoming: 1, accepted: 1, abandoned: 0 });
    expect(of(returns)).toMatchObject({ incoming: 1, accepted: 0, backlog: 1 });
    const [stay] = await dataSource.query(`SELECT queue_id, accepted_at, left_at FROM queue_stay`);
    expect(stay).toMatchObject({
      queue_id: line.queueId,
      accepted_at: new Date(Date.parse(from) + 12_000),
      left_at: new Date(Date.parse(from) + 20_000),
    });
  });
});
