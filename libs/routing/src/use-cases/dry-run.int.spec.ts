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
async function aQueue(slug: string, settings: object = {}): Promise<string> {
  const id = uuid();
  const asked = { ...queueRequest.parse({ slug, name: slug, memberIds: [line.idOf('lena')] }), ...settings };
  expect(await service.put(`/api/routing/queues/${id}`, asked, asDana())).toMatchObject({ status: 200 });
  return id;
}
const route = (...queueIds: string[]) =>
  service.put(
    `/api/routing/workstreams/${line.workstreamId}/route-to-queue`,
    {
      rules: queueIds.map((queueId, n) => ({
        id: uuid(),
        name: `Rule ${n + 1}`,
        conditions: { combinator: 'and', rules: [{ field: 'sms.country', operator: '=', value: 'US' }] },
        queues: [{ queueId, percent: 100 }],
      })),
    },
    asDana(1),
  );
const tables = () =>
  service.database.dataSource.query(
    `SELECT (SELECT count(*) FROM work_item) AS items, (SELECT count(*) FROM explanation) AS told, (SELECT count(*) FROM outbox) AS said`,
  );

describe('what would happen to a text now', () => {
  it('is what happens then, and is told without doing any of it', async () => {
    const full = await aQueue('full', { overflow: { workItemLimit: { limit: 1, do: 'end' } } });
    await route(full);
    const text = { workstreamId: line.workstreamId, customer: '+14155550100', country: 'US', text: 'Hello' };
    const ask = (changes = {}) => service.post('/api/routing/dry-run', { as: 'sofia', body: { ...text, ...changes } });
    const before = await tables();
    expect(await ask()).toMatchObject({
      status: 200,
      body: {
        outcome: 'queued',
        queue: { id: full, name: 'full' },
        steps: [
          { stage: 'classification' },
          { stage: 'route-to-queue', told: { because: 'rule', rules: [{ mark: 'applied' }] } },
          { stage: 'assignment', told: { chosen: line.idOf('lena'), attempt: 1, considered: [] } },
        ],
        agent: { id: line.idOf('lena'), why: 'The only one free, 6 of 6' },
      },
    });
    expect((await ask({ country: 'CA' })).body).toMatchObject({
      queue: { id: line.queueId },
      steps: [{}, { told: { because: 'no-match', rules: [{ mark: 'not-matched' }] } }, { stage: 'assignment' }],
    });
    expect(await tables()).toEqual(before);
    await line.customersWrite(1);
    expect((await ask()).body).toMatchObject({
      outcome: 'ended',
      steps: [{}, {}, { stage: 'overflow', told: { condition: 'work-item-limit', action: 'end' } }],
    });
    expect((await ask({ workstreamId: uuid() })).body.code).toBe('workstream-not-found');
    expect((await service.post('/api/routing/dry-run', { as: 'lena', body: text })).status).toBe(403);
  });
});

describe('who would be offered a text now', () => {
  const ask = async () => {
    const text = { workstreamId: line.workstreamId, customer: '+14155550100', text: 'Hello' };
    return (await service.post('/api/routing/dry-run', { as: 'sofia', body: text })).body;
  };
  const serve = async (...names: string[]) => {
    const { slug, name, version } = await line.queue();
    const memberIds = names.map(line.idOf);
    await service.put(`/api/routing/queues/${line.queueId}`, { slug, name, memberIds }, asDana(version));
  };

  it('is told with why it would not be the others', async () => {
    await serve('lena', 'diego', 'noor');
    for (const name of ['diego', 'noor']) await service.put('/api/routing/agents/me', {}, { as: name });
    await service.put('/api/routing/agents/me/presence', { presence: 'away' }, { as: 'noor' });
    await line.customersWrite(1);
    await line.assign();
    const before = await tables();
    const { agent, steps } = await ask();
    expect(agent).toMatchObject({ why: 'Most free capacity, 6 of 6' });
    const { told } = steps.at(-1);
    expect(told).toMatchObject({ queue: { name: 'Billing' }, method: 'highest-capacity', chosen: agent.id, others: 0 });
    expect(told.considered).toHaveLength(2);
    expect(told.considered).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ reason: 'Less free capacity, 5 of 6' }),
        {
          agentId: line.idOf('noor'),
          name: expect.any(String),
          reason: 'Is away, which is not among the presences that are offered this',
        },
      ]),
    );
    expect(await tables()).toEqual(before);
  });

  it('is whom the customer prefers, where that is looked at', async () => {
    await serve('lena', 'diego');
    await service.put('/api/routing/agents/me', {}, { as: 'diego' });
    const known = { contact: null, account: null, case: null, variables: {}, preferredAgentIds: [line.idOf('diego')] };
    const text = { workstreamId: line.workstreamId, customer: '+14155550100', text: 'Hello', known };
    const preferred = { preferredAgents: { enabled: true, ifUnavailable: 'next-best' } };
    const headers = { 'if-match': '"0"' };
    await service.put('/api/routing/assignment-settings', preferred, { as: 'dana', headers });
    await service.database.dataSource.query(`UPDATE agent SET capacity_used = 6 WHERE id = $1`, [line.idOf('diego')]);
    const { body } = await service.post('/api/routing/dry-run', { as: 'sofia', body: text });
    expect(body.agent).toMatchObject({ id: line.idOf('diego'), why: 'Preferred by the customer' });
  });

  it('is nobody, and why, where nobody could take it', async () => {
    clock.pass(20);
    expect(await ask()).toMatchObject({
      agent: null,
      steps: [
        {},
        {},
        {
          stage: 'assignment',
          told: {
            chosen: null,
            why: 'Nobody of 1 could take it: 1 whose desk is not heard of',
            considered: [{ agentId: line.idOf('lena'), reason: 'The desk was not heard of for a while' }],
          },
        },
      ],
    });
    await serve();
    expect((await ask()).steps.at(-1).told).toMatchObject({ why: 'Nobody serves this queue', considered: [] });
  });
});

describe('reports of queues', () => {
  it('tell how much came, how quickly it was taken, who gave up, what waits, and what overflowed', async () => {
    const other = await aQueue('other');
    const busy = await aQueue('busy', {
      serviceLevelSeconds: 15,
      overflow: { workItemLimit: { limit: 4, do: 'transfer', queueId: other } },
    });
    await route(busy);
    const from = clock.now().toISOString();
    const [first] = await line.customersWrite(1);
    clock.pass(12);
    await line.beat('lena');
    await line.assign();
    await line.accept('lena', (await line.offerTo('lena')).id);
    await line.customersWrite(4);
    await line.customersWrite(1);
    clock.pass(60);
    const report = async (query = '') =>
      (await service.get(`/api/routing/reports/queues?from=${from}${query}`, { as: 'sofia' })).body;
    const { items } = await report();
    expect(items.find(({ queueId }: { queueId: string }) => queueId === busy)).toMatchObject({
      incoming: 6,
      accepted: 1,
      abandoned: 0,
      backlog: 4,
      longestWaitSeconds: 60,
      averageSecondsToAnswer: 12,
      serviceLevel: [
        { seconds: 10, share: 0 },
        { seconds: 20, share: 1 },
        { seconds: 30, share: 1 },
        { seconds: 40, share: 1 },
        { seconds: 60, share: 1 },
        { seconds: 120, share: 1 },
      ],
      promised: { seconds: 15, share: 1 },
      overflowOut: [{ stage: 'pre-queue', condition: 'work-item-limit', action: 'transfer', count: 1 }],
      overflowIn: 0,
    });
    expect(items.find(({ queueId }: { queueId: string }) => queueId === other)).toMatchObject({
      incoming: 1,
      overflowIn: 1,
    });
    expect(first).toBeDefined();
    const workstreams = await service.get(`/api/routing/reports/workstreams?from=${from}`, { as: 'dana' });
    expect(workstreams.body.items).toMatchObject([{ incoming: 6, accepted: 1, backlog: 5, waitedTooLong: null }]);
    expect((await service.get(`/api/routing/reports/queues?from=${from}&to=${from}`, { as: 'sofia' })).status).toBe(
      400,
    );
  });
});

describe('a queue', () => {
  it('is copied with its members and settings, removed when nothing uses it, and restored', async () => {
    const url = '/api/routing/queues';
    const busy = await aQueue('busy', { whenEmpty: 'end', priority: 7 });
    const id = uuid();
    const copied = await service.post(`${url}/${busy}/copy`, { as: 'dana', body: { id } });
    expect(copied.body).toMatchObject({
      id,
      slug: 'copy-of-busy',
      name: 'Copy of busy',
      whenEmpty: 'end',
      priority: 7,
      memberIds: [line.idOf('lena')],
    });
    expect((await service.post(`${url}/${busy}/copy`, { as: 'dana', body: { id } })).body).toEqual(copied.body);
    await route(busy);
    const used = await service.remove(`${url}/${busy}`, asDana(1));
    expect(used).toMatchObject({ status: 409, body: { code: 'in-use' } });
    expect(used.body.detail ?? used.body.message ?? JSON.stringify(used.body)).toContain('rules of Billing');
    expect((await service.remove(`${url}/${line.queueId}`, asDana(1))).body.code).toBe('in-use');
    expect(await service.remove(`${url}/${id}`, asDana())).toMatchObject({ status: 428 });
    expect((await service.remove(`${url}/${id}`, asDana(1))).status).toBe(204);
    expect((await service.get(`${url}/${id}`, { as: 'sofia' })).status).toBe(404);
    const restored = await service.post(`${url}/${id}/restore`, { ...asDana(2), body: { version: 1 } });
    expect(restored.body).toMatchObject({ version: 3, slug: 'copy-of-busy', memberIds: [line.idOf('lena')] });
    const { body } = await service.get(`${url}/${id}/changes`, { as: 'dana' });
    expect(body.items.map(({ action }: { action: string }) => action)).toEqual(['restored', 'removed', 'created']);
    await service.turn('outbox');
    const said = service.said('routing.queue-changed').map(({ data }) => data as { queueId: string; state: string });
    expect(said.filter(({ queueId }) => queueId === id).map(({ state }) => state)).toEqual([
      'active',
      'removed',
      'active',
    ]);
    expect((await service.post('/api/routing/announce', { as: 'dana' })).body.said).toBe(4);
  });
});
