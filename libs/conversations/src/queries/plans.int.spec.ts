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
    await db.query(`ANALYZE`);
  });
});
afterAll(() => service.stop());

it('every query finds its rows by an index', async () => {
  const asked = new Map<string, unknown[]>();
  const { dataSource } = service.database;
  const silent = dataSource.logger;
  const listening = Object.create(silent, {
    logQuery: { value: (query: string, parameters: unknown[] = []) => asked.set(query, parameters) },
  }) as Logger;
  dataSource.logger = listening;

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
  dataSource.logger = silent;

  const ours = [...asked].filter(
    ([query]) => /\b(conversation|message)"?\b/.test(query) && !/^(UPDATE timer|START)/.test(query),
  );
  const plans = await Promise.all(
    ours.map(async ([query, parameters]) => {
      const rows: Record<string, string>[] = await service.database.read((db) =>
        db.query(`EXPLAIN ${query}`, parameters),
      );
      return { query, plan: rows.map((row) => row['QUERY PLAN']).join('\n') };
    }),
  );
  expect(plans.length).toBeGreaterThan(15);
  const searched = /Seq Scan on (conversation|message)|Filter: .*(agent_id|channel_id|conversation_id|customer|_at\b)/;
  expect(plans.filter(({ plan }) => searched.test(plan))).toEqual([]);
});
