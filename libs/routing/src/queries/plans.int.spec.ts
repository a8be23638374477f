import type { Logger } from 'typeorm';
import { customerErased } from '#contracts';
import {
  aClock,
  aConversationChanged,
  aLine,
  aReadyConversation,
  aService,
  anEvent,
  aWorkstream,
  type Line,
  type Service,
} from '#testing';
import { RoutingModule } from '../routing.module.ts';
import { routingSchema } from '../schema.ts';

let service: Service;
let clock: ReturnType<typeof aClock>;
let line: Line;
beforeAll(async () => {
  service = await aService(RoutingModule, routingSchema);
  clock = aClock(service);
  line = await aLine(service, { agents: ['lena', 'diego'] });
  await fill(line.queueId, line.workstreamId);
}, 60_000);
afterAll(() => service.stop());

/** A busy installation: many agents of whom few are there, 30,000 waiting items, and the same number that are done. */
async function fill(queueId: string, workstreamId: string): Promise<void> {
  const write = (sql: string, values: unknown[] = []) => service.database.dataSource.query(sql, values);
  await write(
    `INSERT INTO queue SELECT gen_random_uuid(), 1, 'queue-' || n, 'Queue ' || n, 100 FROM generate_series(1, 200) AS n`,
  );
  await write(
    `INSERT INTO agent SELECT gen_random_uuid(), 1, 'Agent ' || n, 'offline', 'system', $1, 0, 6, NULL, $1, 'available', 'system'
     FROM generate_series(1, 5000) AS n`,
    [clock.now()],
  );
  await write(
    `INSERT INTO presence_span SELECT id, $1::timestamptz - make_interval(hours => n), CASE n % 2 WHEN 0 THEN 'busy' ELSE 'available' END
     FROM agent, generate_series(1, 20) AS n`,
    [clock.now()],
  );
  await write(`INSERT INTO agent_beat SELECT id, $1, '{}' FROM agent ON CONFLICT DO NOTHING`, [clock.now()]);
  await write(
    `INSERT INTO queue_member SELECT queue.id, agent.id FROM
     (SELECT id, row_number() OVER () AS n FROM queue) AS queue JOIN
     (SELECT id, row_number() OVER () AS n FROM agent) AS agent ON agent.n % 200 = queue.n ON CONFLICT DO NOTHING`,
  );
  await write(
    `INSERT INTO work_item SELECT gen_random_uuid(), 1, gen_random_uuid(), 1, $1,
       CASE n % 2 WHEN 0 THEN $2 ELSE (SELECT min(id::text)::uuid FROM queue) END, '+14155550100', 'Hello', status, NULL, NULL, 0,
       $3::timestamptz - n * interval '1 s', 0, '{}', gen_random_uuid(), gen_random_uuid()
     FROM generate_series(1, 30000) AS n, unnest('{waiting,done}'::text[]) AS status`,
    [workstreamId, queueId, clock.now()],
  );
  await write(`INSERT INTO conversation SELECT conversation_id, 1, 0 FROM work_item`);
  await write(
    `INSERT INTO offer SELECT gen_random_uuid(), 2, id, conversation_id, queue_id, gen_random_uuid(), 'rejected', '', $1, $1, $1
     FROM work_item LIMIT 20000`,
    [clock.now()],
  );
  await write(
    `INSERT INTO early_conversation SELECT gen_random_uuid(), 1, gen_random_uuid(), '{}' FROM generate_series(1, 5000)`,
  );
  await write(
    `INSERT INTO timer (kind, subject, due_at, data)
     SELECT 'offer-due', gen_random_uuid(), $1::timestamptz + n * interval '1 min', '{}' FROM generate_series(1, 5000) AS n`,
    [clock.now()],
  );
  await write(
    `INSERT INTO consultation SELECT gen_random_uuid(), id, gen_random_uuid(), gen_random_uuid(), 0, '{}', $1, $1 FROM work_item LIMIT 20000`,
    [clock.now()],
  );
  await write(
    `INSERT INTO consult_search SELECT gen_random_uuid(), id, queue_id, gen_random_uuid(), NULL, '{}', $1, $1, $1 FROM work_item LIMIT 20000`,
    [clock.now()],
  );
  await write(
    `INSERT INTO overflow SELECT gen_random_uuid(), $1, id, queue_id, NULL, 'in-queue', 'waiting-time', 'end' FROM work_item LIMIT 20000`,
    [clock.now()],
  );
  await write(
    `INSERT INTO agent_skill SELECT id, skill, 1, 1, true FROM agent CROSS JOIN (SELECT gen_random_uuid() AS skill FROM generate_series(1, 4)) AS given`,
  );
  await write(
    `INSERT INTO queue_stay SELECT gen_random_uuid(), id, workstream_id, queue_id, last_interaction_at - interval '1 day', NULL, last_interaction_at, 'overflow'
     FROM work_item LIMIT 20000`,
  );
  await write('VACUUM ANALYZE');
}

/** The statements that this comes to, each with what it was last asked with. */
async function statementsOf(action: () => Promise<unknown>): Promise<[query: string, parameters: unknown[]][]> {
  const asked = new Map<string, unknown[]>();
  const { dataSource } = service.database;
  const silent = dataSource.logger;
  dataSource.logger = Object.create(silent, {
    logQuery: { value: (query: string, parameters: unknown[] = []) => asked.set(query, parameters) },
  }) as Logger;
  await action();
  dataSource.logger = silent;
  return [...asked].filter(([query]) => /^\s*(SELECT|INSERT|UPDATE|DELETE|WITH)\b/.test(query));
}

const plansOf = (statements: Awaited<ReturnType<typeof statementsOf>>) =>
  Promise.all(
    statements.map(async ([query, parameters]) => {
      const rows: Record<string, string>[] = await service.database.read((db) =>
        db.query(`EXPLAIN ${query}`, parameters),
      );
      return { query, plan: rows.map((row) => row['QUERY PLAN']).join('\n') };
    }),
  );
const searched =
  /Seq Scan on (agent|agent_beat|agent_skill|conversation|consult_search|consultation|early_conversation|work_item|offer|presence_span|queue_stay|queue_member|timer)\b/;

it('every query finds its rows by an index', async () => {
  const statements = await statementsOf(everything);
  const plans = await plansOf(statements);
  expect(plans.length).toBeGreaterThan(35);
  expect(plans.filter(({ plan }) => searched.test(plan))).toEqual([]);
}, 60_000);

it('so does every query that asks colleagues and queues for advice, or hands work to them', async () => {
  const statements = await statementsOf(advice);
  const plans = await plansOf(statements);
  const about = (table: string) => plans.filter(({ query }) => new RegExp(`\\b${table}\\b`).test(query));
  for (const table of ['consult_search', 'consultation', 'agent_skill', 'agent', 'queue'])
    expect(about(table).length).toBeGreaterThan(0);
  expect(plans.filter(({ plan }) => searched.test(plan))).toEqual([]);
}, 60_000);

it('what is to be forgotten of old work is found by an index, table by table', async () => {
  const plans = await plansOf(await statementsOf(() => service.turn('trim-work')));
  for (const table of [
    'work_item',
    'offer',
    'consultation',
    'consult_search',
    'queue_stay',
    'overflow',
    'conversation',
  ])
    expect(plans.filter(({ query }) => query.includes(`DELETE FROM ${table} `))).toHaveLength(1);
  // agent by agent: all of them are looked at
  const old = plans.map(({ plan }) => plan.replaceAll(/Seq Scan on agent\b/g, ''));
  expect(old.filter((plan) => searched.test(plan) || /Seq Scan on overflow\b/.test(plan))).toEqual([]);
}, 60_000);

it('the work of whoever is to be forgotten is found by an index', async () => {
  const plans = await plansOf(
    await statementsOf(() =>
      service.hear(
        anEvent(customerErased, {
          erasureId: '018f0000-0000-7000-8000-00000000c778',
          addresses: ['+14155550133'],
          conversationIds: [],
          erasedAt: clock.now().toISOString(),
        }),
      ),
    ),
  );
  expect(plans.filter(({ query }) => query.includes('UPDATE work_item'))).toHaveLength(1);
  expect(plans.filter(({ plan }) => /Seq Scan on (work_item|offer|consult_search|conversation)\b/.test(plan))).toEqual(
    [],
  );
}, 60_000);

it('a queue with an order of its own is placed without reading what waits in it', async () => {
  await goByRules({ rules: [{ id: someId, name: 'All', conditions: always, orderBy: { field: 'contact.score' } }] });
  await service.database.dataSource.query(`UPDATE agent SET capacity_used = 0, capacity_total = 3, sessions = 0`);
  await service.put('/api/routing/agents/me/presence', { presence: 'available' }, { as: 'lena' });
  const given = async () => (await line.offersTo('lena')).length;
  const before = await given();
  await line.beat('lena', ...(await line.offersTo('lena')).map(({ id }) => id));
  const statements = await statementsOf(line.assign);
  expect(await given()).toBe(before + 3);
  const [query, parameters] = statements.find(([one]) => /place[^]*UNION ALL/.test(one))!;
  const [{ 'QUERY PLAN': plan }] = await service.database.read((db) =>
    db.query(`EXPLAIN (ANALYZE, FORMAT JSON) ${query}`, parameters),
  );
  const nodes = (one: PlanNode): PlanNode[] => [one, ...(one.Plans ?? []).flatMap(nodes)];
  const read = nodes(plan[0].Plan).map((one) => one['Actual Rows'] + (one['Rows Removed by Filter'] ?? 0));
  expect(Math.max(...read)).toBeLessThan(20);
}, 60_000);

interface PlanNode {
  readonly 'Actual Rows': number;
  readonly 'Rows Removed by Filter'?: number;
  readonly Plans?: readonly PlanNode[];
}

const always = { combinator: 'and', rules: [] };
const someId = '018f0000-0000-7000-8000-00000000c777';
const asDana = (from: number) => ({ as: 'dana', headers: { 'if-match': `"${from}"` } });

/** The queue goes by rules of its own. */
async function goByRules(prioritisation: object): Promise<void> {
  const queue = `/api/routing/queues/${line.queueId}`;
  const { slug, name, memberIds, version } = await line.queue();
  await service.put(queue, { slug, name, memberIds, assignmentMethod: 'custom' }, asDana(version));
  const { body } = await service.get(`${queue}/custom-assignment`, { as: 'dana' });
  const room = { combinator: 'and', rules: [{ field: 'agent.hasRoom', operator: '=', value: true }] };
  const rulesets = [{ id: someId, name: 'All', rules: [{ id: someId, name: 'All', conditions: room }] }];
  const ruled = { prioritisation, rulesets, defaultRulesetId: someId };
  const answer = await service.put(`${queue}/custom-assignment`, ruled, asDana(body.version));
  expect(answer).toMatchObject({ status: 200 });
}

/** What agents, customers and supervisors do in a day. */
async function everything(): Promise<void> {
  const elsewhere = '018f0000-0000-7000-8000-00000000c666';
  const ready = aReadyConversation();
  await service.hear(ready, aReadyConversation({ workstreamId: elsewhere }));
  await service.hear(aWorkstream({ workstreamId: elsewhere }));
  await line.assign();
  const [accepted, rejected, ...others] = await line.offersTo('lena');
  await line.accept('lena', accepted!.id);
  await line.reject('lena', rejected!.id);
  await line.beat('lena', ...others.map(({ id }) => id));
  await line.assign();
  await service.hear(
    aConversationChanged({ conversationId: accepted!.conversationId, version: 5, status: 'closed' }),
    aConversationChanged({ conversationId: others[0]!.conversationId, version: 5, status: 'closed' }),
  );
  clock.pass(31);
  await service.turn('timers');
  await service.put('/api/routing/agents/me', {}, { as: 'lena' });
  await service.put('/api/routing/agents/me/presence', { presence: 'away' }, { as: 'lena' });
  await service.turn('queue-figures');
  await goByRules({ rules: [{ id: someId, name: 'All', conditions: always }] });
  await line.assign();
  await service.turn('tell-lines');
  const [waiting] = await line.items('waiting');
  await service.get(`/api/routing/work-items/${waiting!.id}/explanation`, { as: 'sofia' });
  const listed = async (url: string) => {
    const { body } = await service.get(`${url}limit=1`, { as: 'sofia' });
    await service.get(`${url}limit=1&cursor=${body.next}`, { as: 'sofia' });
  };
  const newest = new Date(clock.now().getTime() - 1000).toISOString();
  await service.get(`/api/routing/reports/agents?from=${newest}`, { as: 'sofia' });
  for (const about of ['queues', 'workstreams'])
    await service.get(`/api/routing/reports/${about}?from=${newest}`, { as: 'sofia' });
  for (const by of ['hour', 'skill', 'capacity-profile'])
    await service.get(`/api/routing/reports/work?by=${by}&from=${newest}`, { as: 'sofia' });
  await service.get(`/api/routing/reports/presences?from=${newest}`, { as: 'sofia' });
  await service.get(`/api/routing/reports/presences?queueId=${line.queueId}&limit=1`, { as: 'sofia' });
  await listed('/api/routing/agents?');
  await listed('/api/routing/queues?');
  await listed('/api/routing/work-items?');
  await listed('/api/routing/work-items?status=done&');
  await service.get(`/api/routing/work-items?conversationId=${waiting!.conversationId}`, { as: 'sofia' });
  await line.queue();
}

/** An agent asks a colleague and a queue for advice, who decline and agree, and hands the conversation over. */
async function advice(): Promise<void> {
  await service.put(
    '/api/routing/assignment-settings',
    { consult: { toQueue: true } },
    { as: 'dana', headers: { 'if-match': '"0"' } },
  );
  const arrives = async (name: string) => {
    await service.put('/api/routing/agents/me', {}, { as: name });
    await service.put('/api/routing/agents/me/presence', { presence: 'available' }, { as: name });
    await line.beat(name);
  };
  await arrives('lena');
  await line.assign();
  // after the work was given, so with room for advice
  await arrives('diego');
  const [offer] = await line.offersTo('lena');
  await line.accept('lena', offer!.id);
  const work = `/api/routing/work-items/${offer!.workItemId}`;
  const post = async (path: string, body?: object) => {
    const answer = await service.post(`${work}/${path}`, { as: 'lena', ...(body && { body }) });
    expect([path, answer.body, answer.status]).toEqual([path, answer.body, 200]);
  };
  for (const wanted of ['transfer', 'consult', 'assign'])
    await service.get(`${work}/targets?for=${wanted}&q=e`, { as: 'sofia' });
  const toDiego = async () =>
    (await line.offersTo('diego')).find(({ workItemId }) => workItemId === offer!.workItemId)!.id;
  await post('consult', { queueId: line.queueId });
  await line.reject('diego', await toDiego());
  await service.turn('timers');
  await post(`consult/queues/${line.queueId}/end`);
  await post('consult', { agentId: line.idOf('diego') });
  await line.accept('diego', await toDiego());
  await post(`consult/${line.idOf('diego')}/end`);
  await post('consult', { queueId: line.queueId });
  await post('transfer', { agentId: line.idOf('diego') });
  const transfer = (await line.offersTo('diego')).find(({ slot }) => slot === 'transfer')!;
  await line.accept('diego', transfer.id);
}
