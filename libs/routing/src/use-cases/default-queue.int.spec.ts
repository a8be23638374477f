import { v7 as uuid } from 'uuid';
import { defaultQueueId, type QueueView } from '#contracts';
import { aLine, aReadyConversation, aService, aWorkstream, type Line, type Service } from '#testing';
import { RoutingModule } from '../routing.module.ts';
import { routingSchema } from '../schema.ts';

let service: Service;
let line: Line;
beforeEach(async () => {
  service = await aService(RoutingModule, routingSchema);
  line = await aLine(service);
}, 60_000);
afterEach(() => service.stop());

const url = `/api/routing/queues/${defaultQueueId}`;
const asDana = (version?: number) => ({ as: 'dana', ...(version && { headers: { 'if-match': `"${version}"` } }) });
const defaultQueue = async (): Promise<QueueView> => (await service.get(url, { as: 'dana' })).body;

/** A workstream of its own that falls back on this queue. */
async function aWorkstreamOn(fallbackQueueId: string): Promise<string> {
  const workstreamId = uuid();
  await service.hear(aWorkstream({ workstreamId, slug: `on-${workstreamId.slice(-8)}`, fallbackQueueId }));
  return workstreamId;
}

/** A queue that was removed, though a workstream still names it. */
async function aRemovedQueue(): Promise<string> {
  const id = uuid();
  await service.put(`/api/routing/queues/${id}`, { slug: 'closing', name: 'Closing' }, asDana());
  expect((await service.remove(`/api/routing/queues/${id}`, asDana(1))).status).toBe(204);
  return id;
}

async function wayOf(conversationId: string) {
  const found = await service.get(`/api/routing/work-items?conversationId=${conversationId}`, { as: 'sofia' });
  const [item] = found.body.items;
  const { body } = await service.get(`/api/routing/work-items/${item.id}/explanation`, { as: 'sofia' });
  const routed = body.steps.find(({ stage }: { stage: string }) => stage === 'route-to-queue');
  return { item, told: routed.told };
}

describe('the default queue', () => {
  it('is there as soon as the service runs, once, and nobody but Parley makes it', async () => {
    const asked = { slug: 'mine', name: 'Mine' };
    expect(await service.put(url, asked, asDana())).toMatchObject({ status: 409, body: { code: 'default-queue' } });
    expect((await service.get(url, { as: 'dana' })).status).toBe(404);
    await service.turn('default-queue');
    expect(await defaultQueue()).toMatchObject({ isDefault: true, memberIds: [line.idOf('lena')] });
    const { version } = await defaultQueue();
    await service.turn('default-queue');
    expect((await defaultQueue()).version).toBe(version);
    expect((await line.queue()).isDefault).toBe(false);
  });

  it('is made for a workstream that names no queue and is faster, is shown as the default, and is served by every agent', async () => {
    await service.put('/api/routing/agents/me', {}, { as: 'diego' });
    await aWorkstreamOn(defaultQueueId);
    expect(await defaultQueue()).toMatchObject({
      id: defaultQueueId,
      isDefault: true,
      slug: 'default-queue',
      name: 'Default queue',
      memberIds: [line.idOf('lena'), line.idOf('diego')].toSorted(),
    });
    const { body } = await service.get('/api/routing/queues', { as: 'sofia' });
    expect(body.items.map(({ name, isDefault }: QueueView) => [name, isDefault])).toEqual([
      ['Billing', false],
      ['Default queue', true],
    ]);
  });

  it('has its work offered to agents, also to those who come later', async () => {
    const workstreamId = await aWorkstreamOn(defaultQueueId);
    await service.put('/api/routing/agents/me', {}, { as: 'noor' });
    expect((await defaultQueue()).memberIds).toContain(line.idOf('noor'));
    expect(await line.me('noor')).toMatchObject({ queueIds: [defaultQueueId] });
    await line.customersWrite(1, { workstreamId });
    await line.assign();
    const offers = [...(await line.offersTo('lena')), ...(await line.offersTo('noor'))];
    expect(offers).toMatchObject([{ queueName: 'Default queue' }]);
  });

  it('has work whose fallback queue was removed, and the explanation says so', async () => {
    const removed = await aRemovedQueue();
    const workstreamId = await aWorkstreamOn(removed);
    const text = { workstreamId, customer: '+14155550100', country: 'US', text: 'Hello' };
    const ahead = await service.post('/api/routing/dry-run', { as: 'sofia', body: text });
    const insteadOf = { id: removed, name: 'Closing' };
    expect(ahead.body).toMatchObject({
      outcome: 'queued',
      queue: { id: defaultQueueId, name: 'Default queue' },
      steps: [{}, { told: { because: 'no-rules', insteadOf } }],
    });
    // asking ahead makes nothing
    expect((await service.get(url, { as: 'dana' })).status).toBe(404);

    const [conversationId] = await line.customersWrite(1, { workstreamId });
    const { item, told } = await wayOf(conversationId!);
    expect(item).toMatchObject({ queueId: defaultQueueId, queueName: 'Default queue', status: 'waiting' });
    expect(told).toMatchObject({
      queue: { id: defaultQueueId, name: 'Default queue' },
      because: 'no-rules',
      insteadOf,
    });
    await line.assign();
    expect(await line.offersTo('lena')).toHaveLength(1);
  });

  it('is made once by many texts at the same moment', async () => {
    const removed = await aRemovedQueue();
    const workstreamId = await aWorkstreamOn(removed);
    await Promise.all(Array.from({ length: 6 }, () => service.hear(aReadyConversation({ workstreamId }))));
    expect(await defaultQueue()).toMatchObject({ version: 1, waiting: 6 });
  });

  it('has none of the work for a queue that is there, or is only not heard of yet', async () => {
    const later = uuid();
    const workstreamId = await aWorkstreamOn(later);
    const [early] = await line.customersWrite(1, { workstreamId });
    const [usual] = await line.customersWrite(1);
    expect((await wayOf(early!)).item.queueId).toBe(later);
    const { item, told } = await wayOf(usual!);
    expect([item.queueId, 'insteadOf' in told]).toEqual([line.queueId, false]);
    expect((await service.get(url, { as: 'dana' })).status).toBe(404);
  });

  it('changes its assignment method, and nothing else: the field is named', async () => {
    await aWorkstreamOn(defaultQueueId);
    const { slug, name } = await defaultQueue();
    const same = { slug, name };
    const turns = await service.put(url, { ...same, assignmentMethod: 'round-robin' }, asDana(1));
    expect(turns).toMatchObject({
      status: 200,
      body: { version: 2, assignmentMethod: 'round-robin', memberIds: [line.idOf('lena')] },
    });
    const changes: [string, object][] = [
      ['name', { name: 'Ours' }],
      ['slug', { slug: 'ours' }],
      ['priority', { priority: 1 }],
      ['whenEmpty', { whenEmpty: 'end' }],
      ['overflow', { overflow: { workItemLimit: { limit: 1, do: 'end' } } }],
      ['memberIds', { memberIds: [uuid()] }],
    ];
    for (const [field, change] of changes)
      expect(await service.put(url, { ...same, assignmentMethod: 'round-robin', ...change }, asDana(2))).toMatchObject({
        status: 409,
        body: { code: 'default-queue', errors: [{ field }] },
      });
    expect(await defaultQueue()).toEqual(turns.body);
    const restored = await service.post(`${url}/restore`, { ...asDana(2), body: { version: 1 } });
    expect(restored.body).toMatchObject({ version: 3, assignmentMethod: 'highest-capacity' });
  });

  it('is not removed, and not left by its agents', async () => {
    await aWorkstreamOn(defaultQueueId);
    await service.hear(aWorkstream({ version: 2 }));
    expect(await service.remove(url, asDana(1))).toMatchObject({ status: 409, body: { code: 'default-queue' } });
    const mine = `/api/routing/agent-settings/${line.idOf('lena')}`;
    const { version, ...settings } = (await service.get(mine, { as: 'dana' })).body;
    const asked = { ...settings, queueIds: [] };
    expect((await service.put(mine, asked, asDana(version))).body).toMatchObject({ queueIds: [defaultQueueId] });
    expect((await defaultQueue()).memberIds).toEqual([line.idOf('lena')]);
  });

  it('goes into a file by its id, without who serves it, and comes out of it elsewhere', async () => {
    await aWorkstreamOn(defaultQueueId);
    const root = '/api/routing/configuration';
    const file = (await service.get(root, { as: 'dana' })).body;
    const thing = file.queues['default-queue'];
    expect(thing).toMatchObject({ id: defaultQueueId, members: [] });
    const take = (changes: object) =>
      service.put(root, { format: 1, queues: { 'default-queue': { ...thing, ...changes } } }, { as: 'dana' });
    expect(await take({ name: 'Ours' })).toMatchObject({
      status: expect.any(Number),
      body: { errors: [{ field: 'queues.default-queue.name' }] },
    });
    expect((await take({ assignmentMethod: 'least-active' })).status).toBe(200);
    const memberIds = [line.idOf('lena')];
    expect(await defaultQueue()).toMatchObject({ name: 'Default queue', assignmentMethod: 'least-active', memberIds });

    const other = await aService(RoutingModule, routingSchema);
    try {
      await other.put('/api/routing/agents/me', {}, { as: 'diego' });
      expect((await other.put(root, { format: 1, queues: { 'default-queue': thing } }, { as: 'dana' })).status).toBe(
        200,
      );
      const { body } = await other.get(url, { as: 'dana' });
      expect(body).toMatchObject({ isDefault: true, name: 'Default queue', memberIds: [line.idOf('diego')] });
    } finally {
      await other.stop();
    }
  });
});
