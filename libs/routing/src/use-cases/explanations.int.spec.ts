import { v7 as uuid } from 'uuid';
import { type ExplanationStep, type Told, workItemId } from '#contracts';
import { aClock, aLine, aService, type Line, personCalled, type Service } from '#testing';
import { RoutingModule } from '../routing.module.ts';
import { routingSchema } from '../schema.ts';
import { explanations } from '../storage/explanations.ts';
import { explainedDays, keepExplanations } from './keep-explanations.ts';

let service: Service;
let line: Line;
beforeAll(async () => {
  service = await aService(RoutingModule, routingSchema);
  line = await aLine(service);
}, 60_000);
afterAll(() => service.stop());

const day = 86_400_000;
const run = <T = unknown>(sql: string, values: unknown[] = []): Promise<T[]> =>
  service.database.dataSource.query(sql, values);
const explanationOf = (id: string) => service.get(`/api/routing/work-items/${id}/explanation`, { as: 'sofia' });
const overflow: Told<'overflow'> = {
  stage: 'in-queue',
  condition: 'waiting-time',
  queue: { id: uuid(), name: 'Billing' },
  limit: 60,
  found: 61,
  action: 'end',
  to: null,
};
const tell = (id: string, ...told: Told<'overflow'>[]) =>
  service.database.transact((tx) =>
    explanations(tx).append(told.map((one) => ({ workItemId: workItemId.parse(id), stage: 'overflow', told: one }))),
  );

describe('why a work item went where it went', () => {
  it('is told step by step, oldest first, of that item alone', async () => {
    await line.customersWrite(2);
    const [item, other] = await line.items('waiting');
    await tell(other!.id, overflow);
    await tell(item!.id, overflow, { ...overflow, found: 70 });
    await tell(item!.id, { ...overflow, found: 80 });
    const { body } = await explanationOf(item!.id);
    expect(body).toMatchObject({
      workItemId: item!.id,
      conversationId: item!.conversationId,
      workstream: { id: line.workstreamId, name: 'Billing' },
      queue: { id: line.queueId, name: 'Billing' },
      status: 'waiting',
    });
    const told = body.steps.filter(({ stage }: { stage: string }) => stage === 'overflow');
    expect(told.map((step: { told: { found: number } }) => step.told.found)).toEqual([61, 70, 80]);
  });

  it('names what its rules asked for of an agent, and says when it was over', async () => {
    const define = async (what: string, body: object) =>
      (await service.put(`/api/routing/${what}/${uuid()}`, body, { as: 'dana' })).body.id as string;
    const skillId = await define('skills', { slug: 'french', name: 'French' });
    const id = await define('capacity-profiles', { slug: 'vip', name: 'VIP', workItemLimit: 3 });
    const outputs = { skills: [{ skillId, rating: 2 }], capacityProfileId: id };
    const rule = { id: uuid(), name: 'All', conditions: { combinator: 'and', rules: [] }, outputs };
    const classification = `/api/routing/workstreams/${line.workstreamId}/classification`;
    const say = (rulesets: object[], version: number) =>
      service.put(classification, { rulesets }, { as: 'dana', headers: { 'if-match': `"${version}"` } });
    await say([{ id: uuid(), name: 'Needs', rules: [rule] }], 1);
    const [conversationId] = await line.customersWrite();
    await say([], 2);
    const needed = {
      ...{ skills: [{ skillId, name: 'French', rating: 2 }] },
      ...{ capacityProfileIds: [id], capacityProfiles: [{ id, name: 'VIP' }] },
    };
    const { id: itemId } = (await line.items('waiting')).find((one) => one.conversationId === conversationId)!;
    const before = (await explanationOf(itemId)).body;
    expect(before).toMatchObject({ endedAt: null, steps: [{ stage: 'classification', told: needed }, {}] });
    const text = { workstreamId: line.workstreamId, customer: '+14155550100', text: 'Hello' };
    await say([{ id: uuid(), name: 'Needs', rules: [rule] }], 3);
    const dry = await service.post('/api/routing/dry-run', { as: 'sofia', body: text });
    expect(dry.body.steps[0]).toMatchObject({ stage: 'classification', told: needed });
    await say([], 4);
    await line.conversationBecomes(conversationId!, 'closed');
    const { endedAt, startedAt } = (await explanationOf(itemId)).body;
    expect(Date.parse(endedAt)).toBeGreaterThanOrEqual(Date.parse(startedAt));
  });

  it('is found by the conversation, whatever became of it since', async () => {
    const [item] = await line.items('waiting');
    const found = (conversationId: string) =>
      service.get(`/api/routing/work-items?conversationId=${conversationId}`, { as: 'sofia' });
    const { body } = await found(item!.conversationId);
    expect(body).toMatchObject({ items: [{ id: item!.id, queueName: 'Billing' }], next: null });
    expect((await found(uuid())).body.items).toEqual([]);
    expect((await found('no-id')).body).toMatchObject({ errors: [{ field: 'conversationId' }] });
  });

  it('is nobody else’s business, and unknown of an item that is not there', async () => {
    const [item] = await line.items('waiting');
    expect((await service.get(`/api/routing/work-items/${item!.id}/explanation`, { as: 'lena' })).status).toBe(403);
    expect(await explanationOf(uuid())).toMatchObject({ status: 404, body: { code: 'work-item-not-found' } });
  });

  it('is found in the partitions since the item began, by an index', async () => {
    const id = uuid();
    await tell(id, overflow);
    const plan = await service.database.dataSource.transaction(async (manager) => {
      await manager.query('SET LOCAL enable_seqscan = off'); // there are too few rows to make an index worth while
      return manager.query(
        `EXPLAIN (FORMAT JSON) SELECT stage, at, told FROM explanation WHERE work_item_id = '${id}' AND at >= '${new Date().toISOString()}' ORDER BY at, id`,
      );
    });
    const said = JSON.stringify(plan);
    expect(said).not.toContain('Seq Scan');
    expect(said).not.toContain(`explanation_${dayName(-1)}`);
  });

  it('is kept for 30 days and then dropped, a day at a time', async () => {
    await run(`SELECT keep_partitions(current_date - 40, current_date - 33, current_date - 28)`);
    await service.database.transact((tx) => keepExplanations(tx));
    const there = await run<{ name: string }>(
      `SELECT inhrelid::regclass::text AS name FROM pg_inherits WHERE inhparent = 'explanation'::regclass`,
    );
    const names = there.map(({ name }) => name);
    expect(names).not.toContain(`explanation_${dayName(-explainedDays - 1)}`);
    expect(names).toContain(`explanation_${dayName(-explainedDays)}`);
    for (let days = 0; days <= 7; days += 1) expect(names).toContain(`explanation_${dayName(days)}`);
  });

  it('can be forgotten', async () => {
    const [item] = await line.items('waiting');
    await service.database.transact((tx) => explanations(tx).forget([item!.id]));
    expect((await explanationOf(item!.id)).body.steps).toEqual([]);
  });
});

describe('where somebody put a work item', () => {
  it('is told: what, by whom, from where and to where', async () => {
    const clock = aClock(service, new Date().toISOString());
    const queueId = uuid();
    const returns = { slug: 'returns', name: 'Returns', memberIds: [line.idOf('lena')] };
    await service.put(`/api/routing/queues/${queueId}`, returns, { as: 'dana' });
    for (const name of ['lena', 'diego']) await service.put('/api/routing/agents/me', {}, { as: name });
    await service.put('/api/routing/agents/me/presence', { presence: 'busy' }, { as: 'lena' });
    await service.put('/api/routing/agents/me/presence', { presence: 'away' }, { as: 'diego' });
    const previousAgentId = line.idOf('diego');
    const members = { slug: 'billing', name: 'Billing', memberIds: [line.idOf('lena'), previousAgentId] };
    const { version } = await line.queue();
    const headers = { 'if-match': `"${version}"` };
    await service.put(`/api/routing/queues/${line.queueId}`, members, { as: 'dana', headers });
    const [conversationId] = await line.customersWrite(1, { previousAgentId });
    const item = (await line.items('waiting')).find((one) => one.conversationId === conversationId)!;
    const post = async (path: string, as: string, body?: object) => {
      clock.pass(1);
      const answer = await service.post(`/api/routing/work-items/${item.id}/${path}`, { as, ...(body && { body }) });
      expect([path, answer.status, answer.body.code]).toEqual([path, 200, undefined]);
    };
    clock.pass(120);
    await line.beat('lena');
    await service.turn('timers');
    await post('assign', 'sofia', { queueId });
    await post('pick', 'lena');
    await post('transfer', 'lena', { queueId: line.queueId });
    await post('pick', 'lena');
    await post('transfer', 'lena', { queueId: line.queueId });
    await post('assign', 'sofia', { agentId: line.idOf('lena') });
    const offer = (await line.offersTo('lena')).find(({ workItemId: id }) => id === item.id)!;
    await line.accept('lena', offer.id);
    clock.pass(200);
    await service.turn('timers');
    clock.pass(200);
    await service.turn('timers');

    const steps: ExplanationStep[] = (await explanationOf(item.id)).body.steps;
    const told = steps.flatMap((step) => (step.stage === 'placement' ? [step.told] : []));
    const place = ({ queue, agent }: (typeof told)[number]['from']) => [queue.name, agent?.name ?? null];
    // nobody told routing what supervisors are called who have no desk of an agent
    const [lena, sofia] = ['Lena Marsh', ''];
    expect(told.map(({ what, by, from, to }) => [what, by?.name ?? null, ...place(from), ...place(to)])).toEqual([
      ['affinity-over', null, 'Billing', personCalled('diego').name, 'Billing', null],
      ['moved', sofia, 'Billing', null, 'Returns', null],
      ['picked', lena, 'Returns', null, 'Returns', lena],
      ['transferred', lena, 'Returns', lena, 'Billing', null],
      ['picked', lena, 'Billing', null, 'Billing', lena],
      ['released', lena, 'Billing', lena, 'Billing', null],
      ['assigned', sofia, 'Billing', null, 'Billing', lena],
      ['disconnected', null, 'Billing', lena, 'Billing', null],
    ]);
  });
});

const dayName = (days: number) =>
  new Date(service.database.now().getTime() + days * day).toISOString().slice(0, 10).replaceAll('-', '');
