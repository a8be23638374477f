import { v7 as uuid } from 'uuid';
import { aLine, aService, type Line, personCalled, type Service } from '#testing';
import { RoutingModule } from '../routing.module.ts';
import { routingSchema } from '../schema.ts';

let service: Service;
let line: Line;
let item: { id: string; conversationId: string };
beforeEach(async () => {
  service = await aService(RoutingModule, routingSchema);
  line = await aLine(service, { agents: ['lena', 'diego', 'noor'] });
  await presence('away', 'diego', 'noor');
  await line.customersWrite(1);
  await line.assign();
  await line.accept('lena', (await line.offerTo('lena')).id);
  await presence('available', 'diego', 'noor');
  item = (await line.items('assigned'))[0]!;
});
afterEach(() => service.stop());

const presence = (to: string, ...names: string[]) =>
  Promise.all(names.map((as) => service.put('/api/routing/agents/me/presence', { presence: to }, { as })));
const ask = (what: 'transfer' | 'consult', colleague: string) =>
  service.post(`/api/routing/work-items/${item.id}/${what}`, { as: 'lena', body: { agentId: line.idOf(colleague) } });
const read = (as: string, conversationId = item.conversationId) =>
  service.get(`/api/routing/agents/me/work/${conversationId}`, { as });

describe('an agent who asks colleagues', () => {
  it('reads whom they asked and what became of it, the latest first', async () => {
    expect((await read('lena')).body).toEqual({
      workItemId: item.id,
      conversationId: item.conversationId,
      part: 'primary',
      asked: [],
    });
    await ask('transfer', 'diego');
    await line.reject('diego', (await line.offerTo('diego')).id);
    await ask('consult', 'noor');
    const { asked } = (await read('lena')).body;
    expect(asked).toMatchObject([
      { slot: 'consult', name: 'Noor Haddad', state: 'offered', endedAt: null },
      { slot: 'transfer', name: 'Diego Kessler', state: 'rejected', endedAt: expect.any(String) },
    ]);
  });

  it('is told of it as it happens, nobody else is', async () => {
    service.shown.length = 0;
    await ask('consult', 'noor');
    await line.accept('noor', (await line.offerTo('noor')).id);
    const told = service.shown.filter(({ frame }) => frame.kind === 'asked-colleague');
    expect(told).toMatchObject([
      { frame: { view: { state: 'offered', name: 'Noor Haddad', slot: 'consult' } } },
      { frame: { view: { state: 'accepted', name: 'Noor Haddad' } } },
    ]);
    for (const { audience } of told)
      expect(audience).toEqual({ agents: [personCalled('lena').agentId], supervisors: false });
  });

  it('is read by those who give advice while they do, and by nobody else', async () => {
    const nothing = { workItemId: null, conversationId: item.conversationId, part: 'none', asked: [] };
    expect((await read('noor')).body).toEqual(nothing);
    await ask('consult', 'noor');
    await line.accept('noor', (await line.offerTo('noor')).id);
    expect((await read('noor')).body).toMatchObject({ part: 'consult', workItemId: item.id, asked: [] });
    await service.post(`/api/routing/work-items/${item.id}/consult/${line.idOf('noor')}/end`, { as: 'noor' });
    expect((await read('noor')).body).toEqual(nothing);
    expect((await read('lena', uuid())).body).toMatchObject({ code: 'work-item-not-found' });
  });
});

describe('what is in an agent’s hands', () => {
  it('says of each within how many seconds its queue promises an answer, to that agent alone', async () => {
    const hands = async (as: string) => (await service.get('/api/routing/agents/me/work', { as })).body.items;
    const path = `/api/routing/queues/${line.queueId}`;
    const about = { conversationId: item.conversationId, queueId: line.queueId };
    expect(await hands('lena')).toEqual([{ ...about, answerWithinSeconds: null }]);
    const { version, ...queue } = (await service.get(path, { as: 'dana' })).body;
    const promised = { ...queue, serviceLevelSeconds: 90 };
    const headers = { 'if-match': `"${version}"` };
    expect((await service.put(path, promised, { as: 'dana', headers })).status).toBe(200);
    expect(await hands('lena')).toEqual([{ ...about, answerWithinSeconds: 90 }]);
    expect(await hands('diego')).toEqual([]);
  });
});
