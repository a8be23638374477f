import { handlerChanged } from '#contracts';
import { Database } from '#event-bus';
import {
  aLine,
  aReadyConversation,
  aService,
  aWorkstream,
  handsOf,
  type Line,
  personCalled,
  type Service,
} from '#testing';
import { RoutingModule } from '../routing.module.ts';
import { routingSchema } from '../schema.ts';
import { pickWork } from './hand-work.ts';

let service: Service;
let line: Line;
beforeEach(async () => {
  service = await aService(RoutingModule, routingSchema);
  line = await aLine(service, { agents: ['lena', 'diego', 'noor'] });
});
afterEach(() => service.stop());

const { post, offline, waiting, facts, anotherQueue, work } = handsOf(() => ({ service, line }));

describe('picking from the open list', () => {
  it('shows what waits in the queues that an agent serves', async () => {
    const { id } = await waiting();
    const list = async (as: string, query = '') => (await service.get(`${work}?list=open${query}`, { as })).body.items;
    expect(await list('lena')).toMatchObject([{ id }]);
    for (const sort of ['age', 'customer', 'workstream', 'mode'])
      expect(await list('lena', `&sort=${sort}`)).toHaveLength(1);
    expect(await list('stranger')).toEqual([]);
    expect((await service.get(work, { as: 'lena' })).status).toBe(403);
  });

  it('is searched by number in any spelling, text, queue and workstream, and narrowed to one queue', async () => {
    await offline('lena', 'diego', 'noor');
    await service.hear(
      aReadyConversation({ customer: '+14155550181', preview: 'My lamp is broken' }),
      aReadyConversation({ customer: '+12065550182', preview: 'Where is 100 % of my order?' }),
      aReadyConversation({ customer: '+14155550183' }),
    );
    await line.assign();
    const list = async (query: string) =>
      (await service.get(`${work}?list=open&sort=customer${query}`, { as: 'lena' })).body.items.map(
        (item: { customer: string }) => item.customer,
      );
    const lamp = '+14155550181';
    const order = '+12065550182';
    const all = [order, lamp, '+14155550183'];
    const sought = (q: string) => list(`&q=${encodeURIComponent(q)}`);
    expect(await list('')).toEqual(all);
    expect(await sought('(206) 555-01 82')).toEqual([order]);
    expect(await sought('LAMP')).toEqual([lamp]);
    expect(await sought('%')).toEqual([order]);
    expect(await sought('nobody says this')).toEqual([]);
    const { queueName } = (await service.get(`${work}?list=open`, { as: 'lena' })).body.items[0];
    expect(await sought(queueName.toUpperCase())).toEqual(all);
    expect(await list(`&queueId=${line.queueId}`)).toEqual(all);
    expect(await list(`&queueId=${await anotherQueue()}`)).toEqual([]);
    expect(await service.get(`${work}?list=open&queueId=here`, { as: 'lena' })).toMatchObject({ status: 400 });
    const { body } = await service.get(`${work}?list=open&sort=customer&limit=1&q=415`, { as: 'lena' });
    expect(body.items.map(({ customer }: { customer: string }) => customer)).toEqual([lamp]);
    const next = encodeURIComponent(body.next);
    expect(await list(`&q=415&cursor=${next}`)).toEqual(['+14155550183']);
  });

  it('gives it to one of many who try at once, on several replicas, whoever declined it before', async () => {
    await service.hear(aWorkstream({ version: 2, mode: 'pick' }));
    const { id } = await waiting();
    const { url } = service.database.dataSource.options as { url: string };
    const other = await Database.open(url, routingSchema);
    const agents = ['lena', 'diego', 'noor'].map((name) => personCalled(name).agentId);
    const tries = Array.from({ length: 30 }, (_, n) =>
      (n % 2 ? service.database : other).transact((tx) => pickWork(tx, id as never, agents[n % 3]!)),
    );
    const results = await Promise.allSettled(tries);
    await other.dataSource.destroy();
    const winners = new Set(results.flatMap((one) => (one.status === 'fulfilled' ? [one.value.agentId] : [])));
    expect(winners.size).toBe(1);
    const refused = results.filter((one) => one.status === 'rejected');
    expect(refused).toHaveLength(20);
    for (const { reason } of refused) expect(reason).toMatchObject({ code: 'already-taken' });
    expect(await facts(handlerChanged.type)).toMatchObject([
      { agentId: [...winners][0], reason: 'picked', mode: 'primary' },
    ]);
    expect(await line.capacityDrift()).toEqual([]);
  });

  it('drives capacity below nothing where work is picked, and needs room where it is pushed', async () => {
    const { id } = await waiting();
    expect((await post(`${id}/pick`, 'lena')).body).toMatchObject({ code: 'no-room' });
    await service.database.dataSource.query(`UPDATE agent SET capacity_total = 0`);
    await service.hear(aWorkstream({ version: 2, mode: 'pick' }));
    expect((await post(`${id}/pick`, 'lena')).body).toMatchObject({ status: 'assigned', agentId: line.idOf('lena') });
    expect((await line.me('lena')).capacity).toEqual({ used: 1, total: 0 });
    expect((await post(`${id}/pick`, 'lena')).status).toBe(200);
    expect((await post(`${id}/pick`, 'diego')).body).toMatchObject({
      code: 'already-taken',
      detail: expect.stringContaining('Lena Marsh'),
    });
  });

  it('is not for who does not serve the queue', async () => {
    const { id } = await waiting();
    await service.put('/api/routing/agents/me', {}, { as: 'stranger' });
    expect((await post(`${id}/pick`, 'stranger')).body).toMatchObject({ code: 'not-your-queue' });
  });

  it('works for who declined it three times', async () => {
    await offline('diego', 'noor');
    await line.customersWrite(1);
    for (let n = 0; n < 3; n += 1) {
      await line.assign();
      await line.reject('lena', (await line.offerTo('lena')).id);
    }
    await line.assign();
    expect(await line.offersTo('lena')).toEqual([]);
    const { id } = (await line.items('waiting'))[0]!;
    expect((await post(`${id}/pick`, 'lena')).body).toMatchObject({ agentId: line.idOf('lena') });
  });
});
