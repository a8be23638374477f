import { v7 as uuid } from 'uuid';
import { queueRequest } from '#contracts';
import { aClock, aLine, aService, type Line, type Service } from '#testing';
import { RoutingModule } from '../routing.module.ts';
import { routingSchema } from '../schema.ts';

let service: Service;
let line: Line;
let clock: ReturnType<typeof aClock>;
beforeEach(async () => {
  service = await aService(RoutingModule, routingSchema);
  clock = aClock(service);
  line = await aLine(service);
}, 60_000);
afterEach(() => service.stop());

const asDana = (version?: number) => ({ as: 'dana', ...(version && { headers: { 'if-match': `"${version}"` } }) });
async function aQueue(slug: string, waitingTime: object | null = null, settings: object = {}): Promise<string> {
  const id = uuid();
  const asked = {
    ...queueRequest.parse({ slug, name: slug, memberIds: [line.idOf('noor')] }),
    overflow: { waitingTime },
    ...settings,
  };
  expect(await service.put(`/api/routing/queues/${id}`, asked, asDana())).toMatchObject({ status: 200 });
  return id;
}
const change = async (id: string, settings: object) => {
  const { body } = await service.get(`/api/routing/queues/${id}`, { as: 'sofia' });
  return service.put(`/api/routing/queues/${id}`, { ...body, ...settings }, asDana(body.version));
};
const route = async (...rules: (readonly [country: string, queueId: string, overflow?: object])[]) => {
  const url = `/api/routing/workstreams/${line.workstreamId}/route-to-queue`;
  const { body } = await service.get(url, { as: 'dana' });
  const asked = rules.map(([country, queueId, overflow], n) => ({
    id: `018f0000-0000-7000-8000-00000000e00${n}`,
    name: country,
    conditions: { combinator: 'and', rules: [{ field: 'sms.country', operator: '=', value: country }] },
    queues: [{ queueId, percent: 100 }],
    overflow: overflow ?? null,
  }));
  const answer = await service.put(url, { rules: asked }, asDana(body.version));
  expect(answer.status).toBe(200);
};
const placeOf = async (conversationId: string) =>
  (await line.items()).find((item) => item.conversationId === conversationId)?.queueId;
const turn = () => service.turn('overflow');
const ended = async () => {
  await service.turn('outbox');
  return service.said('routing.overflow-ended').map(({ data }) => data as Record<string, unknown>);
};
const minute = 60;

describe('work that waits too long', () => {
  it('goes to another queue after the minute that its queue says, and is looked at again there', async () => {
    const third = await aQueue('third');
    const second = await aQueue('second', { seconds: 2 * minute, do: 'transfer', queueId: third });
    const first = await aQueue('first', { seconds: minute, do: 'transfer', queueId: second });
    await route(['US', first]);
    const [id] = await line.customersWrite(1);
    clock.pass(59);
    await turn();
    expect(await placeOf(id!)).toBe(first);
    clock.pass(2);
    await turn();
    expect(await placeOf(id!)).toBe(second);
    clock.pass(119);
    await turn();
    expect(await placeOf(id!)).toBe(second);
    clock.pass(2);
    await turn();
    expect(await placeOf(id!)).toBe(third);
    expect(await ended()).toEqual([]);
    const why = { conversationId: id, stage: 'in-queue', condition: 'waiting-time' };
    expect(service.said('routing.overflow-moved').map(({ data }) => data)).toMatchObject([
      { ...why, fromQueueId: first, toQueueId: second },
      { ...why, fromQueueId: second, toQueueId: third },
    ]);
  });

  it('or ends the conversation, with the reason, and is explained', async () => {
    const first = await aQueue('first', { seconds: minute, do: 'end' });
    await route(['US', first]);
    const [id] = await line.customersWrite(1);
    clock.pass(61);
    await turn();
    const [item] = await line.items('done');
    expect(await ended()).toMatchObject([
      {
        conversationId: id,
        workItemId: item!.id,
        queueId: first,
        stage: 'in-queue',
        condition: 'waiting-time',
        version: item!.version,
      },
    ]);
    const { body } = await service.get(`/api/routing/work-items/${item!.id}/explanation`, { as: 'sofia' });
    expect(body.steps.at(-1)).toMatchObject({
      stage: 'overflow',
      told: { limit: 60, found: 61, action: 'end', queue: { name: 'first' } },
    });
  });

  it('is not disturbed while it is offered, nor once an agent has it', async () => {
    const first = await aQueue('first', { seconds: minute, do: 'end' }, { memberIds: [line.idOf('lena')] });
    await route(['US', first]);
    await line.customersWrite(1);
    await line.assign();
    const offer = await line.offerTo('lena');
    clock.pass(61);
    await turn();
    expect(await ended()).toEqual([]);
    await line.reject('lena', offer.id);
    await turn();
    expect(await ended()).toHaveLength(1);
  });

  it('follows what its queue says now', async () => {
    const first = await aQueue('first');
    await route(['US', first]);
    const [id] = await line.customersWrite(1);
    await change(first, { overflow: { waitingTime: { seconds: minute, do: 'transfer', queueId: line.queueId } } });
    clock.pass(30);
    await change(first, { overflow: { waitingTime: { seconds: 3 * minute, do: 'transfer', queueId: line.queueId } } });
    clock.pass(120);
    await turn();
    expect(await placeOf(id!)).toBe(first);
    clock.pass(40);
    await turn();
    expect(await placeOf(id!)).toBe(line.queueId);
  });

  it('follows the rule that brought it, where that says something, and its changes', async () => {
    const first = await aQueue('first', { seconds: minute, do: 'end' });
    const patient = (minutes: number) => ({
      waitingTime: { seconds: minutes * minute, do: 'transfer', queueId: line.queueId },
    });
    await route(['US', first, patient(5)]);
    const [id] = await line.customersWrite(1);
    clock.pass(120);
    await turn();
    expect(await placeOf(id!)).toBe(first);
    await route(['US', first, patient(3)]);
    clock.pass(61);
    await turn();
    expect(await placeOf(id!)).toBe(line.queueId);
    expect(await ended()).toEqual([]);
  });

  it('follows what a file of configuration makes of that rule', async () => {
    const first = await aQueue('first', { seconds: minute, do: 'end' });
    await route(['US', first, { waitingTime: { seconds: 5 * minute, do: 'transfer', queueId: line.queueId } }]);
    const [id] = await line.customersWrite(1);
    const { body } = await service.get('/api/routing/configuration', asDana());
    const changed = JSON.parse(JSON.stringify(body)) as typeof body;
    changed.routeToQueue[line.workstreamId].rules[0].overflow.waitingTime.seconds = 3 * minute;
    expect(await service.put('/api/routing/configuration', changed, asDana())).toMatchObject({
      status: 200,
      body: { counts: { changed: 1, created: 0 } },
    });
    clock.pass(179);
    await turn();
    expect(await placeOf(id!)).toBe(first);
    clock.pass(2);
    await turn();
    expect(await placeOf(id!)).toBe(line.queueId);
    expect(await ended()).toEqual([]);
  });

  it('goes 20 at a time: queues with the shorter wait first, in turn where waits are equal', async () => {
    const end = (seconds: number) => ({ seconds, do: 'end' });
    const [slow, quick, quicker] = [
      await aQueue('slow', end(90)),
      await aQueue('quick', end(60)),
      await aQueue('quicker', end(60)),
    ];
    await route(['US', slow], ['CA', quick], ['PR', quicker]);
    await line.customersWrite(10, { country: 'US' });
    await line.customersWrite(15, { country: 'CA' });
    await line.customersWrite(15, { country: 'PR' });
    clock.pass(100);
    await turn();
    const queues = (await ended()).map(({ queueId }) => queueId);
    expect(queues).toHaveLength(40);
    const [first, second] = [queues.slice(0, 20), queues.slice(20)];
    expect([quick, quicker].map((id) => first.filter((one) => one === id).length)).toEqual([10, 10]);
    expect([quick, quicker, slow].map((id) => second.filter((one) => one === id).length)).toEqual([5, 5, 10]);
    expect(second.slice(10)).toEqual(Array(10).fill(slow));
  });

  it('ends once, whichever replica sees it first', async () => {
    const first = await aQueue('first', { seconds: minute, do: 'end' });
    await route(['US', first]);
    await line.customersWrite(30);
    clock.pass(61);
    await Promise.all([turn(), turn(), turn()]);
    expect(await ended()).toHaveLength(30);
  });
});
