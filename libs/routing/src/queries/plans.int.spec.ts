import type { Logger } from 'typeorm';
import { aClock, aConversationChanged, aLine, aReadyConversation, aService, aWorkstream, type Service } from '#testing';
import { RoutingModule } from '../routing.module.ts';
import { routingSchema } from '../schema.ts';

let service: Service;
let clock: ReturnType<typeof aClock>;
beforeAll(async () => {
  service = await aService(RoutingModule, routingSchema);
  clock = aClock(service);
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
  await write('VACUUM ANALYZE');
}

it('every query finds its rows by an index', async () => {
  const line = await aLine(service, { agents: ['lena', 'diego'] });
  await fill(line.queueId, line.workstreamId);
  const asked = new Map<string, unknown[]>();
  const { dataSource } = service.database;
  const silent = dataSource.logger;
  dataSource.logger = Object.create(silent, {
    logQuery: { value: (query: string, parameters: unknown[] = []) => asked.set(query, parameters) },
  }) as Logger;

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
  const { slug, name, memberIds, version } = await line.queue();
  const asDana = (from: number) => ({ as: 'dana', headers: { 'if-match': `"${from}"` } });
  const queue = `/api/routing/queues/${line.queueId}`;
  await service.put(queue, { slug, name, memberIds, assignmentMethod: 'custom' }, asDana(version));
  const always = { combinator: 'and', rules: [] };
  const id = '018f0000-0000-7000-8000-00000000c777';
  const room = { combinator: 'and', rules: [{ field: 'agent.hasRoom', operator: '=', value: true }] };
  const rulesets = [{ id, name: 'All', rules: [{ id, name: 'All', conditions: room }] }];
  const rules = [{ id, name: 'All', conditions: always }];
  const ruled = { prioritisation: { rules }, rulesets, defaultRulesetId: id };
  expect(await service.put(`${queue}/custom-assignment`, ruled, asDana(1))).toMatchObject({ status: 200 });
  await line.assign();
  await service.turn('tell-lines');
  const [waiting] = await line.items('waiting');
  await service.get(`/api/routing/work-items/${waiting!.id}/explanation`, { as: 'sofia' });
  const listed = async (url: string) => {
    const { body } = await service.get(`${url}limit=1`, { as: 'sofia' });
    await service.get(`${url}limit=1&cursor=${body.next}`, { as: 'sofia' });
  };
  await listed('/api/routing/agents?');
  await listed('/api/routing/queues?');
  await listed('/api/routing/work-items?');
  await listed('/api/routing/work-items?status=done&');
  await service.get(`/api/routing/work-items?conversationId=${waiting!.conversationId}`, { as: 'sofia' });
  await line.queue();
  dataSource.logger = silent;

  const ours = [...asked].filter(([query]) => /^\s*(SELECT|INSERT|UPDATE|DELETE|WITH)\b/.test(query));
  const plans = await Promise.all(
    ours.map(async ([query, parameters]) => {
      const rows: Record<string, string>[] = await service.database.read((db) =>
        db.query(`EXPLAIN ${query}`, parameters),
      );
      return { query, plan: rows.map((row) => row['QUERY PLAN']).join('\n') };
    }),
  );
  expect(plans.length).toBeGreaterThan(35);
  const searched =
    /Seq Scan on (agent|agent_beat|conversation|early_conversation|work_item|offer|queue_member|timer)\b/;
  expect(plans.filter(({ plan }) => searched.test(plan))).toEqual([]);
}, 60_000);
