import { v7 as uuid } from 'uuid';
import { offerEnded } from '#contracts';
import { aClock, aLine, aService, type Line, type Service, until } from '#testing';
import { RoutingModule } from '../routing.module.ts';
import { routingSchema } from '../schema.ts';

let service: Service;
let line: Line;
let clock: ReturnType<typeof aClock>;
/** lena's. */
let id: string;
let conversationId: string;
beforeEach(async () => {
  service = await aService(RoutingModule, routingSchema);
  clock = aClock(service);
  line = await aLine(service, { agents: ['lena', 'diego', 'noor'] });
  for (const name of ['diego', 'noor']) await presence(name, 'away');
  await line.customersWrite(1);
  await line.assign();
  await line.accept('lena', (await line.offerTo('lena')).id);
  for (const name of ['diego', 'noor']) await presence(name, 'available');
  ({ id, conversationId } = (await line.items('assigned'))[0]!);
});
afterEach(() => service.stop());

const presence = (name: string, to: string) =>
  service.put('/api/routing/agents/me/presence', { presence: to }, { as: name });
const consults = (consult: object) =>
  service.put('/api/routing/assignment-settings', { consult }, { as: 'dana', headers: { 'if-match': '"0"' } });
const post = (path: string, as: string, body: object) =>
  service.post(`/api/routing/work-items/${id}/${path}`, { as, body });
const outcomes = async () => {
  await service.turn('outbox');
  return service.said(offerEnded.type).map(({ data }) => (data as { outcome: string }).outcome);
};

describe('a conversation that its agent ends', () => {
  it('is not handed over any more: a colleague who was asked to take it need not answer', async () => {
    await post('transfer', 'lena', { agentId: line.idOf('diego') });
    const asked = await line.offerTo('diego');
    await line.conversationBecomes(conversationId, 'wrap-up');
    expect(await line.offersTo('diego')).toEqual([]);
    expect((await line.accept('diego', asked.id)).body).toMatchObject({ code: 'offer-over' });
    expect(await line.items('assigned')).toMatchObject([{ id, agentId: line.idOf('lena') }]);
    expect((await line.me('diego')).capacity.used).toBe(0);
    expect(await outcomes()).toEqual(['accepted', 'withdrawn']);
    expect(await line.capacityDrift()).toEqual([]);
  });

  it('while a colleague takes it over is wrapped up by who ended it: the colleague has nothing of it', async () => {
    await post('transfer', 'lena', { agentId: line.idOf('diego') });
    await line.accept('diego', (await line.offerTo('diego')).id);
    await line.conversationBecomes(conversationId, 'wrap-up', line.idOf('lena'));
    expect(await line.items('assigned')).toEqual([]);
    for (const who of ['lena', 'diego'])
      expect(await line.me(who)).toMatchObject({ capacity: { used: 0 }, sessions: 0 });
    expect(await line.capacityDrift()).toEqual([]);
  });

  it('needs no advice that nobody agreed to give yet, of a colleague or a queue', async () => {
    await consults({ toQueue: true });
    const queueId = uuid();
    const returns = { slug: 'returns', name: 'Returns', memberIds: [line.idOf('noor')] };
    await service.put(`/api/routing/queues/${queueId}`, returns, { as: 'dana' });
    await post('consult', 'lena', { agentId: line.idOf('diego') });
    await post('consult', 'lena', { queueId });
    expect(await line.offerTo('noor')).toMatchObject({ slot: 'consult' });
    await line.conversationBecomes(conversationId, 'wrap-up');
    expect([await line.offersTo('diego'), await line.offersTo('noor')]).toEqual([[], []]);
    // nor is the next one of that queue asked
    clock.pass(6);
    await service.turn('timers');
    expect(await line.offersTo('noor')).toEqual([]);
    expect(await line.capacityDrift()).toEqual([]);
  });

  it('has no adviser any more', async () => {
    await consults({ blockCapacity: true });
    await post('consult', 'lena', { agentId: line.idOf('diego') });
    await line.accept('diego', (await line.offerTo('diego')).id);
    await line.conversationBecomes(conversationId, 'wrap-up');
    expect((await line.me('diego')).capacity.used).toBe(0);
    expect((await line.me('lena')).capacity.used).toBe(1);
    expect(await line.capacityDrift()).toEqual([]);
  });

  it.each(['always', 'none'] as const)(
    'goes to nobody else in its wrap-up, which blocks capacity: %s',
    async (wrapUpBlock) => {
      const settings = { capacityUnits: 1, offerSeconds: 120, allowedPresences: ['available'], wrapUpBlock };
      const url = `/api/routing/workstreams/${line.workstreamId}/distribution`;
      await service.put(url, settings, { as: 'dana', headers: { 'if-match': '"1"' } });
      await line.conversationBecomes(conversationId, 'wrap-up');
      const [before] = await line.items('assigned');
      const refused = { status: 409, body: { code: 'work-item-state' } };
      const agentId = line.idOf('diego');
      expect(await post('transfer', 'lena', { agentId })).toMatchObject(refused);
      expect(await post('transfer', 'sofia', { agentId })).toMatchObject(refused);
      expect(await post('transfer', 'lena', { queueId: line.queueId })).toMatchObject(refused);
      expect(await post('consult', 'lena', { agentId })).toMatchObject(refused);
      expect(await line.items('assigned')).toEqual([before]);
      expect(await line.offersTo('diego')).toEqual([]);
    },
  );

  it('is refused to a job that moves many into a queue, and harms no other', async () => {
    await line.conversationBecomes(conversationId, 'wrap-up');
    const path = `/api/routing/jobs/${uuid()}`;
    const request = { action: 'move-to-queue', workItemIds: [id], queueId: line.queueId };
    await service.put(path, request, { as: 'sofia' });
    const job = await until('the job is done', async () => {
      await service.turn('timers');
      const { body } = await service.get(path, { as: 'sofia' });
      return body.finishedAt && body;
    });
    expect(job).toMatchObject({ done: 0, refused: 1, results: [{ id, code: 'work-item-state' }] });
    expect(await line.items('assigned')).toMatchObject([{ id, agentId: line.idOf('lena') }]);
  });
});
