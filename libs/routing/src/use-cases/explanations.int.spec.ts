import { v7 as uuid } from 'uuid';
import { type Told, workItemId } from '#contracts';
import { aLine, aService, type Line, type Service } from '#testing';
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

const dayName = (days: number) =>
  new Date(service.database.now().getTime() + days * day).toISOString().slice(0, 10).replaceAll('-', '');
