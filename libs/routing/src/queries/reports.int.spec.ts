import { v7 as uuid } from 'uuid';
import { queueRequest, type QueueReport, type WorkReport } from '#contracts';
import { aClock, aConversationChanged, aLine, aService, type Line, type Service } from '#testing';
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

const ofWork = async () =>
  (await service.get(`/api/routing/reports/work?by=skill&from=${from}`, { as: 'sofia' })).body.items[0];

describe('the report of a queue', () => {
  it.each([['waits for somebody'], ['is offered']])(
    'has nobody who gave up where a customer was told to wait for us: what %s then is needed no more',
    async (what) => {
      const [conversationId] = await line.customersWrite(1);
      await passing(20);
      if (what === 'is offered') await line.assign();
      await line.conversationBecomes(conversationId!, 'waiting');
      const set = { incoming: 1, accepted: 0, abandoned: 0, backlog: 0 };
      expect((await reports())(line.queueId)).toMatchObject(set);
      expect([await ofWorkstream(), await ofWork()]).toMatchObject([set, set]);
      // it came once, whatever becomes of the conversation
      await line.conversationBecomes(conversationId!, 'closed');
      expect((await reports())(line.queueId)).toMatchObject(set);
    },
  );

  it('has nothing of what an agent took back while it waited for its customer: it waited for nobody', async () => {
    const returns = await aQueue();
    const [conversationId] = await line.customersWrite(1);
    await taken('lena', 12);
    const becomes = (status: string, version: number, more: object = {}) =>
      service.hear(aConversationChanged({ conversationId, version, status, ...more }));
    await becomes('waiting', 2);
    await becomes('active', 3, { from: 'waiting', reason: 'agent-revived', agentId: line.idOf('lena') });
    const once = { incoming: 1, accepted: 1, averageSecondsToAnswer: 12, abandoned: 0, backlog: 0 };
    expect((await reports())(line.queueId)).toMatchObject(once);
    expect(await ofWork()).toMatchObject(once);
    expect(await ofWorkstream()).toMatchObject({ incoming: 1, accepted: 1, abandoned: 0, backlog: 0 });
    const [revived] = await line.items('assigned');
    await transfer(revived!.id, returns);
    expect((await reports())(line.queueId)).toMatchObject(once);
    expect((await reports())(returns)).toMatchObject({ incoming: 1, accepted: 0, backlog: 1 });
    expect(await ofWorkstream()).toMatchObject({ incoming: 2, accepted: 1, backlog: 1 });
  });
});

describe('the report of a queue that was removed', () => {
  it('keeps everything that came into it, also whose customer gave up', async () => {
    const returns = await aQueue();
    for (const end of ['taken', 'given up']) {
      const [conversationId] = await line.customersWrite(1);
      expect((await transfer(await taken('lena', 12), returns)).status).toBe(200);
      if (end === 'taken') await taken('noor', 20);
      await line.conversationBecomes(conversationId!, 'closed');
    }
    const came = { incoming: 2, accepted: 1, abandoned: 1, backlog: 0 };
    expect((await reports())(returns)).toMatchObject(came);
    const asDana = { as: 'dana', headers: { 'if-match': '"1"' } };
    expect((await service.remove(`/api/routing/queues/${returns}`, asDana)).status).toBe(204);
    expect((await reports())(returns)).toMatchObject(came);
  });
});

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
    await line.sendsByRule();
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

describe('the report of queues', () => {
  const setOverflow = async (overflow: object) => {
    const url = `/api/routing/queues/${line.queueId}`;
    const { body } = await service.get(url, { as: 'sofia' });
    const headers = { 'if-match': `"${body.version}"` };
    expect((await service.put(url, { ...body, overflow }, { as: 'dana', headers })).status).toBe(200);
    await line.sendsByRule();
  };

  it.each([
    ['before it was queued', { workItemLimit: { limit: 1, do: 'transfer' } }, 'pre-queue', 'work-item-limit'],
    ['after it had waited', { waitingTime: { seconds: 60, do: 'transfer' } }, 'in-queue', 'waiting-time'],
  ])(
    'has what overflowed %s also where nobody serves the next queue and it ends there',
    async (_when, how, stage, condition) => {
      const queueId = await aQueue({ slug: 'empty', name: 'Empty', memberIds: [], whenEmpty: 'end' });
      await setOverflow(Object.fromEntries(Object.entries(how).map(([name, said]) => [name, { ...said, queueId }])));
      // the first of them finds room where there is any
      await line.customersWrite(stage === 'pre-queue' ? 2 : 1);
      await passing(61);
      await service.turn('overflow');
      const of = await reports();
      expect(of(line.queueId)).toMatchObject({
        ...{
          incoming: stage === 'pre-queue' ? 2 : 1,
          accepted: 0,
          abandoned: 0,
          backlog: stage === 'pre-queue' ? 1 : 0,
        },
        ...{ overflowOut: [{ stage, condition, action: 'transfer', count: 1 }], overflowIn: 0, overflowInBy: [] },
      });
      expect(of(queueId)).toMatchObject({
        ...{ incoming: 1, abandoned: 0, backlog: 0 },
        ...{ overflowIn: 1, overflowInBy: [{ stage, condition, count: 1 }] },
        overflowOut: [{ stage: 'pre-queue', condition: 'empty-queue', action: 'end', count: 1 }],
      });
    },
  );
});

describe('the report of a queue', () => {
  it('tells what is offered just now apart from what waits for somebody to be found', async () => {
    await line.customersWrite(8);
    await line.assign();
    expect((await reports())(line.queueId)).toMatchObject({ backlog: 8, offered: 6 });
  });
});

describe('the report of work', () => {
  const ofWork = async (query: string): Promise<Record<string, WorkReport>> => {
    clock.pass(1);
    const { body } = await service.get(`/api/routing/reports/work?from=${from}&${query}`, { as: 'sofia' });
    return Object.fromEntries(body.items.map((one: WorkReport) => [one.name, one]));
  };
  const define = async (kind: string, name: string, more: object = {}) => {
    const id = uuid();
    const body = { slug: name.toLowerCase(), name, ...more };
    expect((await service.put(`/api/routing/${kind}/${id}`, body, { as: 'dana' })).status).toBe(200);
    return id;
  };
  /** From now on work needs this. */
  const needs = async (outputs: object) => {
    const url = `/api/routing/workstreams/${line.workstreamId}/classification`;
    const { version } = (await service.get(url, { as: 'dana' })).body;
    const rule = { id: uuid(), name: 'All', conditions: { combinator: 'and', rules: [] }, outputs };
    const headers = { 'if-match': `"${version}"` };
    const body = { rulesets: [{ id: uuid(), name: 'All', rules: [rule] }] };
    expect(await service.put(url, body, { as: 'dana', headers })).toMatchObject({ status: 200 });
  };

  it('tells of each hour of the day what came in it, by the clock that is asked for', async () => {
    const hourIn = (zone: string) =>
      `${new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit' }).format(clock.now())}:00`;
    const [utc, kathmandu] = [hourIn('UTC'), hourIn('Asia/Kathmandu')];
    await line.customersWrite(1);
    await taken('lena', 12);
    await line.customersWrite(1);
    clock.pass(3600);
    const later = hourIn('UTC');
    await line.customersWrite(1);
    const byHour = await ofWork('by=hour');
    expect(Object.keys(byHour).toSorted()).toEqual([utc, later].toSorted());
    expect(byHour[utc]).toMatchObject({
      ...{ id: utc.slice(0, 2), incoming: 2, accepted: 1, backlog: 1, abandoned: 0, averageSecondsToAnswer: 12 },
      longestWaitSeconds: 3601,
    });
    expect(byHour[utc]!.serviceLevel.slice(0, 2)).toEqual([
      { seconds: 10, share: 0 },
      { seconds: 20, share: 1 },
    ]);
    expect(byHour[later]).toMatchObject({ incoming: 1, accepted: 0, backlog: 1, averageSecondsToAnswer: null });
    expect((await ofWork('by=hour&zone=Asia/Kathmandu'))[kathmandu]).toMatchObject({ accepted: 1 });
    const wrong = await service.get('/api/routing/reports/work?zone=Mars', { as: 'sofia' });
    expect(wrong).toMatchObject({ status: 400, body: { errors: [{ field: 'zone' }] } });
    expect((await service.get('/api/routing/reports/work', { as: 'lena' })).status).toBe(403);
  });

  it('counts what needs several skills with each, in every queue that it came into, and what needs none by itself; page by page', async () => {
    const returns = await aQueue();
    const [fishing, knots] = [await define('skills', 'Fishing'), await define('skills', 'Knots')];
    await line.customersWrite(1);
    await needs({ skills: [{ skillId: fishing, rating: 1 }] });
    const [gaveUp] = await line.customersWrite(1);
    await line.conversationBecomes(gaveUp!, 'closed');
    await needs({ skills: [fishing, knots].map((skillId) => ({ skillId, rating: 1 })) });
    await line.customersWrite(1);
    const both = (await line.items('waiting')).at(-1)!;
    await service.post(`/api/routing/work-items/${both.id}/assign`, { as: 'sofia', body: { queueId: returns } });
    const bySkill = await ofWork('by=skill');
    expect(bySkill).toMatchObject({
      '': { id: null, incoming: 1, backlog: 1 },
      Fishing: { id: fishing, incoming: 3, backlog: 1, abandoned: 1 },
      Knots: { id: knots, incoming: 2, backlog: 1, abandoned: 0 },
    });
    expect(await ofWork(`by=skill&queueId=${returns}`)).toMatchObject({
      Fishing: { incoming: 1 },
      Knots: { incoming: 1 },
    });
    expect(await ofWork(`by=skill&workstreamId=${uuid()}`)).toEqual({});

    const names: string[] = [];
    for (let next: string | null = ''; next !== null;) {
      const cursor: string = next && `&cursor=${next}`;
      const url = `/api/routing/reports/work?by=skill&limit=1&from=${from}${cursor}`;
      const { body } = await service.get(url, { as: 'sofia' });
      names.push(...body.items.map(({ name }: WorkReport) => name));
      next = body.next;
    }
    expect(names).toEqual(['', 'Fishing', 'Knots']);
  });

  it('counts what takes a capacity profile, its workstream’s too', async () => {
    const [texts, parcels] = [
      await define('capacity-profiles', 'Texts', { workItemLimit: 1 }),
      await define('capacity-profiles', 'Parcels', { workItemLimit: 1 }),
    ];
    await line.customersWrite(1);
    expect(await ofWork('by=capacity-profile')).toMatchObject({ '': { id: null, incoming: 1 } });
    await needs({ capacityProfileId: parcels });
    await line.customersWrite(1);
    const url = `/api/routing/workstreams/${line.workstreamId}/distribution`;
    const { body } = await service.get(url, { as: 'dana' });
    const settings = { ...body, capacityFormat: 'profile', capacityProfileId: texts };
    const headers = { 'if-match': `"${body.version}"` };
    expect((await service.put(url, settings, { as: 'dana', headers })).status).toBe(200);
    const byProfile = await ofWork('by=capacity-profile');
    expect(Object.keys(byProfile).toSorted()).toEqual(['Parcels', 'Texts']);
    expect(byProfile).toMatchObject({ Parcels: { incoming: 1 }, Texts: { incoming: 2 } });
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
