import { v7 as uuid } from 'uuid';
import { aLine, aService, type Line, type Service } from '#testing';
import { RoutingModule } from '../routing.module.ts';
import { routingSchema } from '../schema.ts';

let service: Service;
let line: Line;
let item: { id: string };
const [returns, vip, skillId] = [uuid(), uuid(), uuid()];
beforeEach(async () => {
  service = await aService(RoutingModule, routingSchema);
  line = await aLine(service, { agents: ['lena', 'diego', 'noor'] });
  const away = (...names: string[]) =>
    Promise.all(names.map((as) => service.put('/api/routing/agents/me/presence', { presence: 'away' }, { as })));
  await away('diego', 'noor');
  await line.customersWrite(1);
  await line.assign();
  await line.accept('lena', (await line.offerTo('lena')).id);
  for (const as of ['diego', 'noor'])
    await service.put('/api/routing/agents/me/presence', { presence: 'available' }, { as });
  item = (await line.items('assigned'))[0]!;
  const queue = (id: string, slug: string, name: string, more: object) =>
    service.put(`/api/routing/queues/${id}`, { slug, name, memberIds: [line.idOf('noor')], ...more }, { as: 'dana' });
  await queue(returns, 'returns', 'Returns', { priority: 10 });
  await queue(vip, 'vip', 'VIP', { priority: 1 });
  await service.put(`/api/routing/skills/${skillId}`, { slug: 'french', name: 'French' }, { as: 'dana' });
});
afterEach(() => service.stop());

const work = '/api/routing/work-items';
const settings = '/api/routing/assignment-settings';
const set = async (targets: object, consult: object = { toQueue: true }) => {
  const { body } = await service.get(settings, { as: 'dana' });
  return service.put(settings, { consult, targets }, { as: 'dana', headers: { 'if-match': `"${body.version}"` } });
};
const only = (field: string, operator: string, value: unknown) => ({
  enabled: true,
  conditions: { combinator: 'and', rules: [{ field, operator, value }] },
});
const offered = async (wanted: string, as = 'lena', query = '') => {
  const { body } = await service.get(`${work}/${item.id}/targets?for=${wanted}${query}`, { as });
  const names = (all: readonly { name: string }[]) => all.map(({ name }) => name);
  return { queues: names(body.queues), agents: names(body.agents) };
};
const hand = (what: 'transfer' | 'consult', to: object, as = 'lena') =>
  service.post(`${work}/${item.id}/${what}`, { as, body: to });

describe('whom an agent is offered', () => {
  it('is everybody who is there and every other queue, until somebody says otherwise', async () => {
    expect(await offered('transfer')).toEqual({
      queues: ['Returns', 'VIP'],
      agents: [expect.stringMatching(/^Diego/), expect.stringMatching(/^Noor/)],
    });
  });

  it('is what the filter of each purpose lets through, also by a part of the name', async () => {
    const saved = await set({
      transferQueues: only('target.priority', '<', 5),
      transferAgents: only('agent.queues', '!=', '{queue.queueid}'),
      consultQueues: only('target.id', '=', '{queue.queueid}'),
      consultAgents: only('agent.name', 'beginsWith', 'Noor'),
    });
    expect(saved.status).toBe(200);
    expect(await offered('transfer')).toEqual({ queues: ['VIP'], agents: [] });
    expect(await offered('transfer', 'lena', '&q=ret')).toEqual({ queues: [], agents: [] });
    expect(await offered('consult')).toEqual({ queues: ['Billing'], agents: [expect.stringMatching(/^Noor/)] });
    expect(await offered('transfer', 'sofia')).toMatchObject({ queues: ['Returns', 'VIP'] });
    expect((await offered('assign', 'sofia')).agents).toHaveLength(2);
  });

  it('looks at what agents can do', async () => {
    const path = `/api/routing/agent-settings/${line.idOf('diego')}`;
    const { body } = await service.get(path, { as: 'dana' });
    const { version, ...kept } = body as { version: number; skills: object[] };
    const able = { ...kept, skills: [{ skillId, rating: 3 }] };
    const given = await service.put(path, able, { as: 'dana', headers: { 'if-match': `"${version}"` } });
    expect(given.status).toBe(200);
    await set({ transferAgents: only('skill.french', '>=', 3) });
    expect((await offered('transfer')).agents).toEqual([expect.stringMatching(/^Diego/)]);
  });

  it('is all that they may pass on to, or ask; a supervisor may anybody', async () => {
    await set({
      transferQueues: only('target.slug', '=', 'vip'),
      transferAgents: only('agent.name', 'beginsWith', 'Noor'),
      consultQueues: only('target.slug', '=', 'vip'),
      consultAgents: only('agent.name', 'beginsWith', 'Noor'),
    });
    const refusal = (field: string) => ({
      status: 409,
      body: { code: 'target-not-offered', errors: [{ field, message: expect.any(String) }] },
    });
    for (const what of ['transfer', 'consult'] as const) {
      expect(await hand(what, { agentId: line.idOf('diego') })).toMatchObject(refusal('agentId'));
      expect(await hand(what, { queueId: returns })).toMatchObject(refusal('queueId'));
    }
    expect((await hand('transfer', { queueId: uuid() })).body).toMatchObject({ code: 'queue-not-found' });
    expect((await hand('consult', { agentId: line.idOf('noor') })).status).toBe(200);
    expect((await hand('transfer', { queueId: returns }, 'sofia')).status).toBe(200);
  });

  it('is, for a supervisor, first who serves its queue, and who is present as its workstream allows', async () => {
    const serve = async (...names: string[]) => {
      const path = `/api/routing/queues/${line.queueId}`;
      const { version, slug, name } = (await service.get(path, { as: 'dana' })).body;
      const how = { as: 'dana', headers: { 'if-match': `"${version}"` } };
      const saved = await service.put(path, { slug, name, memberIds: names.map(line.idOf) }, how);
      expect(saved.status).toBe(200);
    };
    await serve('lena', 'noor');
    const agentsFor = async (wanted: string, as: string) =>
      (await service.get(`${work}/${item.id}/targets?for=${wanted}`, { as })).body.agents.map(
        ({ name, servesQueue }: { name: string; servesQueue?: boolean }) => [name.split(' ')[0], servesQueue],
      );
    expect(await agentsFor('transfer', 'sofia')).toEqual([
      ['Noor', true],
      ['Diego', false],
    ]);
    expect(await agentsFor('transfer', 'lena')).toEqual([
      ['Diego', undefined],
      ['Noor', undefined],
    ]);
    const path = `/api/routing/workstreams/${line.workstreamId}/distribution`;
    const { version, ...distribution } = (await service.get(path, { as: 'dana' })).body;
    const how = { as: 'dana', headers: { 'if-match': `"${version}"` } };
    expect((await service.put(path, { ...distribution, allowedPresences: ['busy'] }, how)).status).toBe(200);
    expect(await agentsFor('transfer', 'sofia')).toEqual([]);
    expect(await agentsFor('transfer', 'lena')).toHaveLength(2);
  });

  it('may always put it back into the queue that it is in', async () => {
    await set({ transferQueues: only('target.slug', '=', 'vip') });
    expect((await hand('transfer', { queueId: line.queueId })).body).toMatchObject({ status: 'waiting' });
  });

  it.each([
    ['looks at an agent for a queue', { transferQueues: only('agent.name', '=', 'Ada') }, 'transferQueues'],
    ['names a skill that is not there', { consultAgents: only('skill.polish', '>', 3) }, 'consultAgents'],
  ])('is not said by a filter that %s', async (_, targets, name) => {
    const { status, body } = await set(targets);
    expect(status).toBeGreaterThanOrEqual(400);
    expect(body.errors[0].field).toMatch(new RegExp(`^targets\\.${name}\\.conditions`));
    expect((await service.get(settings, { as: 'dana' })).body.version).toBe(0);
  });
});
