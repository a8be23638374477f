import { v7 as uuid } from 'uuid';
import type { Logger } from 'typeorm';
import { conversationReady, deliveryChanged } from '#contracts';
import { aChannel, anEvent, anOfferEnded, anOfferMade, aService, aText, personCalled, type Service } from '#testing';
import { ConversationsModule } from '../conversations.module.ts';
import { conversationsSchema } from '../schema.ts';

const lena = personCalled('lena').agentId;

let service: Service;
beforeAll(async () => {
  service = await aService(ConversationsModule, conversationsSchema);
  await service.hear(aChannel());
  await service.database.read(async (db) => {
    // the same few thousand conversations in every state, with a few texts each
    await db.query(
      `INSERT INTO conversation
       SELECT gen_random_uuid(), 1, CASE WHEN n % 500 = 0 THEN gen_random_uuid() ELSE $1::uuid END,
         CASE WHEN n % 500 = 0 THEN NULL ELSE gen_random_uuid() END, '+1415' || (1000000 + n), s.status, 'offered', now(),
         CASE WHEN s.status = 'open' THEN NULL WHEN n % 97 = 0 THEN $2::uuid ELSE gen_random_uuid() END, s.status <> 'open', NULL, 1, 1, now(), 'Hello', 'in', now(),
         n, now(), now(), now() - n * interval '1 minute', CASE WHEN s.status = 'closed' THEN now() END, NULL
       FROM generate_series(1, 5000) AS n,
         LATERAL (SELECT (ARRAY['open', 'active', 'waiting', 'wrap-up', 'closed'])[n % 5 + 1] AS status) AS s`,
      [aText().data.channelId, lena],
    );
    await db.query(
      `INSERT INTO message SELECT gen_random_uuid(), id, 'in', 'Hello', 'customer', NULL, NULL, now(), n, 1, '{}',
         NULL, NULL, NULL, NULL, 0 FROM conversation, generate_series(1, 3) AS n`,
    );
    // one in twenty is about a case
    await db.query(
      `INSERT INTO directory_record (id, kind, version, name, active, data, created_at, changed_at)
       SELECT gen_random_uuid(), 'case', 1, 'C-' || n, true, '{}', now(), now() FROM generate_series(1, 5000) AS n`,
    );
    await db.query(
      `UPDATE conversation SET accepted = true, agent_id = $1, case_id = (SELECT id FROM directory_record WHERE name = 'C-' || (1 + last_text_position % 4000))
       WHERE last_text_position % 20 = 0 AND workstream_id IS NOT NULL`,
      [lena],
    );
    await db.query(
      `INSERT INTO conversation_context (conversation_id, customer, candidates, preferred_agent_ids, variables, language, started_by, ready_held, changed_at)
       SELECT id, customer, '[]', '{}', '{}', 'en-US', 'customer', false, now() FROM conversation`,
    );
    await db.query(`ANALYZE`);
  });
});
afterAll(() => service.stop());

/** The plans of what is asked meanwhile of these tables. */
async function plansOf(tables: string, work: () => Promise<void>) {
  const asked = new Map<string, unknown[]>();
  const { dataSource } = service.database;
  const silent = dataSource.logger;
  dataSource.logger = Object.create(silent, {
    logQuery: { value: (query: string, parameters: unknown[] = []) => asked.set(query, parameters) },
  }) as Logger;
  await work();
  dataSource.logger = silent;
  const ours = [...asked].filter(
    ([query]) =>
      new RegExp(`\\b(${tables})"?\\b`).test(query) && !/^(UPDATE timer SET due_at = now|START|EXPLAIN)/.test(query),
  );
  return Promise.all(
    ours.map(async ([query, parameters]) => {
      const rows: Record<string, string>[] = await service.database.read((db) =>
        db.query(`EXPLAIN ${query}`, parameters),
      );
      return { query, plan: rows.map((row) => row['QUERY PLAN']).join('\n') };
    }),
  );
}

it('every query finds its rows by an index', async () => {
  const plans = await plansOf('conversation|message', liveThrough);
  expect(plans.length).toBeGreaterThan(15);
  const searched =
    /Seq Scan on (conversation|message)\b|Filter: .*(agent_id|channel_id|conversation_id|customer|_at\b)/;
  expect(plans.filter(({ plan }) => searched.test(plan))).toEqual([]);
});

async function liveThrough(): Promise<void> {
  await service.hear(
    aText(),
    aText({ from: '+14155550112' }),
    aText({ channelId: '7b3c1a9e-3f1d-4c6e-8a55-0d2f3b6c9e99' }),
  );
  await service.turn('outbox');
  const [first, second] = service.said(conversationReady.type).map((event) => conversationReady.parse(event).data);
  const [id, spare] = [first!.conversationId, second!.conversationId];
  await service.hear(anOfferMade({ conversationId: id, agentId: lena, version: 1 }));
  await service.hear(anOfferEnded({ conversationId: id, agentId: lena, version: 2 }));
  await service.hear(anOfferEnded({ conversationId: spare, agentId: lena, version: 2 }));
  await service.hear(aText());
  const messageId = uuid();
  await service.put(`/api/conversations/${id}/messages/${messageId}`, { body: 'Hello' }, { as: 'lena' });
  await service.hear(
    anEvent(deliveryChanged, {
      messageId,
      channelId: aText().data.channelId,
      version: 1,
      state: 'sent',
      providerSid: null,
      errorCode: null,
      reason: null,
      changedAt: '2026-01-05T09:00:02.000Z',
    }),
  );
  for (const button of ['read', 'end', 'close'])
    await service.post(`/api/conversations/${id}/${button}`, { as: 'lena' });
  await service.post(`/api/conversations/${spare}/close`, { as: 'lena' });
  const listed = async (url: string, as: string) => {
    const { body } = await service.get(`${url}limit=1`, { as });
    if (body.next) await service.get(`${url}limit=1&cursor=${body.next}`, { as });
  };
  await listed('/api/conversations?view=mine&', 'lena');
  await listed('/api/conversations?view=closed-today&', 'lena');
  await listed('/api/conversations?view=ongoing&', 'sofia');
  await listed(`/api/conversations/${id}/messages?`, 'sofia');
  await service.hear(aChannel({ channelId: '7b3c1a9e-3f1d-4c6e-8a55-0d2f3b6c9e99', version: 2 }));
  await service.database.read((db) => db.query(`UPDATE timer SET due_at = now() WHERE subject = $1`, [spare]));
  await service.turn('timers');
}

it.each([
  ['newest', 'conversation_about_cases '],
  ['oldest', 'conversation_about_cases '],
  ['customer', 'conversation_about_cases_of '],
])('the cases of an agent are walked in their order, %s first, and none is sorted', async (sort, index) => {
  const plans = await plansOf('conversation', async () => {
    const url = `/api/conversations/my-cases?sort=${sort}&read=unread&q=c&limit=1`;
    const { body } = await service.get(url, { as: 'lena' });
    expect(await service.get(`${url}&cursor=${body.next}`, { as: 'lena' })).toMatchObject({ status: 200 });
  });
  const walks = plans.filter(({ query }) => query.includes('later.opened_at'));
  expect(walks).toHaveLength(2);
  for (const { plan } of walks) {
    expect(plan).toContain(index);
    expect(plan).toContain('conversation_about_case ');
    expect(plan).not.toMatch(/Sort|Seq Scan on (conversation|directory_record)/);
  }
});

it.each([
  ['of an agent', 'lena', 'q=hel', ['message_received', 'conversation_of_agent', 'conversation_before_closing']],
  ['of all', 'sofia', 'q=zebra', ['message_received', 'message_words']],
  ['of a channel', 'sofia', `q=zebra&channelId=${aText().data.channelId}`, ['message_received', 'message_words']],
  [
    'of a customer',
    'sofia',
    `q=hel&customer=${encodeURIComponent('+14151000007')}`,
    ['conversation_latest', 'message_thread'],
  ],
])('a search %s reads no table from end to end', async (_of, as, asked, indexes) => {
  const plans = await plansOf('message', async () => {
    const url = `/api/conversations/search?${asked}&from=2026-01-01T00:00:00Z&limit=100`;
    expect(await service.get(url, { as })).toMatchObject({ status: 200 });
  });
  const plan = plans.map((one) => one.plan).join('\n');
  expect(plan).not.toMatch(/Seq Scan/);
  for (const index of indexes) expect(plan).toContain(`${index} `);
});

it('so does every query about sessions, timers, errands, runs, and what other systems are told', async () => {
  const [runId, slowedId, webhookId, errandKind] = [uuid(), uuid(), uuid(), 'webhook'];
  const id = await service.database.read(async (db) => {
    const [{ id }]: [{ id: string }] = await db.query(
      `SELECT id FROM conversation WHERE status = 'closed' ORDER BY id LIMIT 1`,
    );
    const many = 'FROM generate_series(1, 5000) AS n';
    await db.query(
      `INSERT INTO session (id, conversation_id, channel_id, workstream_id, agent_id, queue_id, created_at, accepted_at, closed_at, closure_reason)
       SELECT gen_random_uuid(), c.id, c.channel_id, c.workstream_id, gen_random_uuid(), gen_random_uuid(), now(), now(), now(), 'agent-closed'
       FROM conversation AS c WHERE c.workstream_id IS NOT NULL`,
    );
    await db.query(
      `INSERT INTO participant (conversation_id, agent_id, mode, joined_at, name, spoke)
       SELECT id, gen_random_uuid(), 'consult', now(), 'Diego', false FROM conversation`,
    );
    await db.query(
      `INSERT INTO timer (kind, subject, due_at, data)
       SELECT 'close-idle-conversation', gen_random_uuid()::text, now() + n * interval '1 hour', '{}' ${many}`,
    );
    await db.query(
      `INSERT INTO errand (kind, subject, due_at, revision, attempt, failures, under_way, correlation_id)
       SELECT $1, gen_random_uuid()::text, now() + n * interval '1 hour', 1, 0, 0, false, gen_random_uuid() ${many}`,
      [errandKind],
    );
    await db.query(
      `INSERT INTO outbound_run (id, version, name, configuration_id, channel_id, state, priority, begins_at, ends_at, attempts,
         reattempt_after_minutes, keep_context_days, created_at, created_by, texts_per_minute)
       SELECT CASE WHEN n = 1 THEN $1::uuid ELSE gen_random_uuid() END, 1, '', gen_random_uuid(), $2, 'running', 'normal', now(), now() + interval '1 day',
         1, 60, 7, now() - n * interval '1 minute', 'Sofia', 60 FROM generate_series(1, 500) AS n`,
      [runId, aText().data.channelId],
    );
    await db.query(
      `INSERT INTO outbound_contact (id, run_id, channel_id, to_number, name, case_name, opted_in, context, state, attempts, due_at, thread_id)
       SELECT gen_random_uuid(), CASE WHEN n % 50 = 0 THEN $1::uuid ELSE gen_random_uuid() END, $2, '+1425' || (1000000 + n), 'Ada', '', true, '{}', 'pending', 0,
         now() + n * interval '1 minute', gen_random_uuid() ${many}`,
      [runId, aText().data.channelId],
    );
    // a run among them that is slowed down, with somebody whose turn has come and somebody who answered
    await db.query(
      `UPDATE outbound_run SET throttle = '[{"when": "open-escalations", "above": 0, "reduceBy": 50}]', id = $1
       WHERE created_at = (SELECT min(created_at) FROM outbound_run)`,
      [slowedId],
    );
    await db.query(
      `UPDATE outbound_contact SET turn = extract(epoch FROM due_at), due_at = now(), run_id = CASE WHEN n < 50 THEN $1 ELSE run_id END,
         answered_at = CASE WHEN n = 1 THEN now() END
       FROM (SELECT id AS one, row_number() OVER () AS n FROM outbound_contact WHERE run_id <> $2 LIMIT 1000) AS picked WHERE id = one`,
      [slowedId, runId],
    );
    await db.query(
      `INSERT INTO webhook (id, version, name, address, kinds, active, failures, created_at, changed_at)
       VALUES ($1, 1, 'CRM', 'https://crm.example', '{message-received}', false, 0, now(), now())`,
      [webhookId],
    );
    await db.query(
      `INSERT INTO webhook_delivery (id, webhook_id, kind, body, state, attempts, created_at)
       SELECT gen_random_uuid(), CASE WHEN n % 50 = 0 THEN $1::uuid ELSE gen_random_uuid() END, 'message-received', '{}', 'pending', 0, now() ${many}`,
      [webhookId],
    );
    await db.query('ANALYZE');
    return id;
  });
  const tables = 'message|session|participant|timer|errand|outbound_contact|outbound_run|webhook_delivery';
  const plans = await plansOf(tables, async () => {
    for (const part of ['record', 'handling', 'timeline', 'transcript'])
      await service.get(`/api/conversations/${id}/${part}`, { as: 'dana' });
    for (const loop of ['timers', 'errands.webhook', 'errands.bot', 'send-outbound', 'set-aside'])
      await service.turn(loop);
    const outbound = `/api/conversations/outbound/${runId}`;
    await service.get(outbound, { as: 'sofia' });
    expect((await service.get(outbound.replace(runId, slowedId), { as: 'sofia' })).status).toBe(200);
    await service.get(`${outbound}/contacts?limit=1`, { as: 'sofia' });
    await service.get('/api/conversations/outbound?limit=1', { as: 'sofia' });
    const contacts = [{ to: '+14155550111', name: 'Ada', optedIn: true }];
    await service.post(`${outbound}/contacts`, { as: 'sofia', body: { contacts } });
    await service.get(`/api/conversations/webhooks/${webhookId}/deliveries?limit=1`, { as: 'dana' });
  });
  expect(plans.length).toBeGreaterThan(10);
  const searched = new RegExp(`Seq Scan on (${tables})\\b`);
  expect(plans.filter(({ plan }) => searched.test(plan))).toEqual([]);
});

it('so does every query about whom the directory knows, what passed with them, and forgetting them', async () => {
  const contactId = uuid();
  const to = '+14255550166';
  expect(
    await service.put(
      `/api/conversations/customers/${contactId}`,
      { name: 'Ada Lovelace', numbers: { mobile: to } },
      { as: 'dana' },
    ),
  ).toMatchObject({ status: 200 });
  await service.database.read(async (db) => {
    await db.query(
      `INSERT INTO directory_number (record_id, of_column, kind, number)
       SELECT id, 'mobile', 'contact', '+1206' || (1000000 + row_number() OVER ()) FROM directory_record WHERE id <> $1`,
      [contactId],
    );
    await db.query(
      `INSERT INTO consent (number, customer, at, position, status, source)
       SELECT '+14252306549', '+1206' || (1000000 + n), now(), n, 'opted-in', 'agent' FROM generate_series(1, 5000) AS n`,
    );
    await db.query('ANALYZE');
  });
  await service.hear(aText({ from: to }));
  const [{ id }]: [{ id: string }] = await service.database.read((db) =>
    db.query(`SELECT id FROM conversation WHERE customer = $1`, [to]),
  );
  const tables = 'conversation|message|directory_number|directory_record|consent';
  const plans = await plansOf(tables, async () => {
    expect((await service.get(`/api/conversations/${id}/context`, { as: 'sofia' })).body.contact).toMatchObject({
      id: contactId,
    });
    await service.get(`/api/conversations/${id}/timeline`, { as: 'sofia' });
    await service.put(`/api/conversations/erasures/${uuid()}`, { contactId }, { as: 'dana' });
    await service.turn('timers');
  });
  expect(plans.filter(({ query }) => query.includes('directory_number')).length).toBe(2);
  const searched = new RegExp(`Seq Scan on (${tables})\\b`);
  expect(plans.filter(({ plan }) => searched.test(plan))).toEqual([]);
});

it.each(['zebra', '4255550199'])(
  'who has %s in a name or number is found by the index of words, also where nobody has',
  async (q) => {
    await service.database.read(async (db) => {
      await db.query(
        `INSERT INTO directory_record (id, kind, version, name, active, data, created_at, changed_at)
         SELECT gen_random_uuid(), 'contact', 1, 'Ada ' || n, true, '{}', now(), now() FROM generate_series(1, 5000) AS n`,
      );
      await db.query('ANALYZE');
    });
    const plans = await plansOf('directory_record', async () => {
      await service.get(`/api/conversations/customers?q=${q}`, { as: 'sofia' });
    });
    expect(plans).toEqual([{ query: expect.anything(), plan: expect.stringMatching(/ on directory_words\b/) }]);
    expect(plans[0]!.plan).not.toMatch(/Seq Scan on directory_record/);
  },
);
