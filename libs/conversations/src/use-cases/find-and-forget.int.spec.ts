import { v7 as uuid } from 'uuid';
import {
  consentChanged,
  conversationContextChanged,
  conversationReady,
  customerErased,
  gatewayForgotten,
  mediaStored,
  routingForgotten,
  surveyKind,
  textsExpired,
  textWritten,
  workstreamSettings,
} from '#contracts';
import {
  aChannel,
  aConversation,
  anAgent,
  anEvent,
  aReply,
  aService,
  aText,
  personCalled,
  type Service,
} from '#testing';
import { ConversationsModule } from '../conversations.module.ts';
import { conversationsSchema } from '../schema.ts';

let service: Service;
beforeEach(async () => (service = await aService(ConversationsModule, conversationsSchema)));
afterEach(() => service.stop());

const search = async (q: string, as = 'sofia', more = '') =>
  (await service.get(`/api/conversations/search?q=${encodeURIComponent(q)}${more}`, { as })).body;
const excerpts = async (q: string, as = 'sofia') =>
  (await search(q, as)).items.map(({ excerpt }: { excerpt: string }) => excerpt);

describe('a search', () => {
  it('finds texts by beginnings of words, newest first, page by page, and says where the words stand', async () => {
    await aConversation(service, { body: 'My refund is late' });
    await aConversation(service, { from: '+14155550112', body: 'Refunds are slow' });
    await aConversation(service, { from: '+14155550113', body: 'Something else' });
    expect(await excerpts('refund')).toEqual(['Refunds are slow', 'My refund is late']);
    expect(await excerpts('ref lat')).toEqual(['My refund is late']);
    const first = await search('refund', 'sofia', '&limit=1');
    expect(first.items[0].found).toEqual([[0, 7]]);
    expect((await search('refund', 'sofia', `&limit=1&cursor=${first.next}`)).items[0].excerpt).toBe(
      'My refund is late',
    );
    expect((await search('refund', 'sofia', `&customer=${encodeURIComponent('+14155550111')}`)).items).toHaveLength(1);
    expect(await service.get('/api/conversations/search?q=%21%21', { as: 'sofia' })).toMatchObject({ status: 400 });
  });

  it('finds a word of many texts page by page, each once, and none that came after the page before', async () => {
    for (let n = 0; n < 7; n += 1) await aConversation(service, { from: `+1415555012${n}`, body: `Refund ${n}` });
    const all: string[] = [];
    let cursor = '';
    do {
      const page = await search('refund', 'sofia', `&limit=3${cursor}`);
      all.push(...page.items.map(({ excerpt }: { excerpt: string }) => excerpt));
      cursor = page.next ? `&cursor=${page.next}` : '';
      await aConversation(service, { from: `+1415555013${all.length}`, body: 'Refund later' });
    } while (cursor !== '');
    expect(all).toEqual([6, 5, 4, 3, 2, 1, 0].map((n) => `Refund ${n}`));
  });

  it('finds the newest of thousands of texts with a word, also where thousands without it came since', async () => {
    await aConversation(service, { body: 'Hello', acceptedBy: 'lena' });
    await aConversation(service, { body: 'Good morning', from: '+14155550112' });
    const { dataSource } = service.database;
    const many = (count: number, day: number, body: string, of: string) =>
      dataSource.query(
        `INSERT INTO message (id, conversation_id, direction, body, author_kind, received_at, position, segments, media_ids, delivery_version)
         SELECT gen_random_uuid(), m.conversation_id, 'in', $2 || ' ' || n, 'customer',
           timestamptz '2025-01-01' + $1 * interval '1 day' + n * interval '1 second', n, 1, '{}', 0
         FROM (SELECT * FROM message WHERE body = $3) m, generate_series(1, $4) n`,
        [day, body, of, count],
      );
    await many(10_100, 1, 'Refund', 'Hello');
    await many(2, 2, 'Refund of another', 'Good morning');
    await many(10_100, 3, 'Other', 'Good morning');
    const twoPages = async (as: string) => {
      const first = await search('refund', as, '&limit=2');
      const second = await search('refund', as, `&limit=2&cursor=${first.next}`);
      return [...first.items, ...second.items].map(({ excerpt }: { excerpt: string }) => excerpt);
    };
    // before and after PostgreSQL knows how frequent the word is
    for (const _ of ['before', 'after']) {
      expect(await twoPages('sofia')).toEqual([
        'Refund of another 2',
        'Refund of another 1',
        'Refund 10100',
        'Refund 10099',
      ]);
      expect(await twoPages('lena')).toEqual(['Refund 10100', 'Refund 10099', 'Refund 10098', 'Refund 10097']);
      const rest = (await search('refund 101', 'sofia', '&limit=100')).items;
      expect(rest.map(({ excerpt }: { excerpt: string }) => excerpt)).toEqual([
        'Refund 10100',
        ...[9, 8, 7, 6, 5, 4, 3, 2, 1, 0].map((n) => `Refund 101${n}`),
        'Refund 101',
      ]);
      await dataSource.query('ANALYZE message, conversation');
    }
  });

  it('finds what was received between two times, a text that came to us late at the time it was written', async () => {
    const received = (body: string, at: string) =>
      service.database.dataSource.query(`UPDATE message SET received_at = $2 WHERE body = $1`, [body, at]);
    for (const [n, at] of ['2026-01-02T10:00:00Z', '2026-01-04T10:00:00Z', '2026-01-03T10:00:00Z'].entries()) {
      await aConversation(service, { from: `+1415555012${n}`, body: `Refund ${n}` });
      await received(`Refund ${n}`, at);
    }
    expect(await excerpts('refund')).toEqual(['Refund 1', 'Refund 2', 'Refund 0']);
    const between = `&from=2026-01-02T10:00:00Z&to=2026-01-04T10:00:00Z`;
    const first = await search('refund', 'sofia', `&limit=1${between}`);
    expect(first.items[0].excerpt).toBe('Refund 2');
    const second = await search('refund', 'sofia', `&limit=1${between}&cursor=${first.next}`);
    expect(second).toMatchObject({ items: [{ excerpt: 'Refund 0' }], next: null });
  });

  it('finds all texts of a customer without a word, by one number, or of a contact by all theirs and whatever was linked to them', async () => {
    const contactId = uuid();
    const numbers = { mobile: '4155550111', home: '4155550112' };
    await service.put(`/api/conversations/customers/${contactId}`, { name: 'Ada Lovelace', numbers }, { as: 'dana' });
    await aConversation(service, { body: 'From the mobile' });
    await aConversation(service, { from: '+14155550112', body: 'From home' });
    await aConversation(service, { from: '+14155550113', body: 'Somebody else' });
    const { id } = await aConversation(service, { from: '+14155550114', body: 'From a friend', acceptedBy: 'lena' });
    const linked = await service.post(`/api/conversations/${id}/link`, { as: 'lena', body: { contactId } });
    expect(linked.status).toBeLessThan(300);
    const foundOf = async (whom: string, as = 'sofia') =>
      (await search('', as, `&${whom}`)).items.map(({ excerpt }: { excerpt: string }) => excerpt);
    expect(await foundOf(`customer=${encodeURIComponent('+14155550112')}`)).toEqual(['From home']);
    expect(await foundOf(`contactId=${contactId}`)).toEqual(['From a friend', 'From home', 'From the mobile']);
    expect(await foundOf(`contactId=${contactId}`, 'lena')).toEqual(['From a friend']);
    expect(await foundOf(`contactId=crm-7`)).toEqual([]);
    expect((await search('mob', 'sofia', `&contactId=${contactId}`)).items).toHaveLength(1);
    const nobody = await service.get('/api/conversations/search?q=', { as: 'sofia' });
    expect(nobody).toMatchObject({ status: 400, body: { errors: [{ field: 'q' }] } });
  });

  it('finds for an agent in their own conversations alone', async () => {
    await aConversation(service, { body: 'My refund is late', acceptedBy: 'lena' });
    await aConversation(service, { from: '+14155550112', body: 'Refunds are slow' });
    expect(await excerpts('refund', 'lena')).toEqual(['My refund is late']);
    expect(await excerpts('refund', 'diego')).toEqual([]);
  });
});

describe('a transcript', () => {
  it('is read as JSON and taken along as text, by who may see the conversation', async () => {
    const { id } = await aConversation(service, { acceptedBy: 'lena', body: 'Hello' });
    await service.put(`/api/conversations/${id}/messages/${uuid()}`, { body: 'Good morning' }, { as: 'lena' });
    const url = `/api/conversations/${id}/transcript`;
    const { body } = await service.get(url, { as: 'lena' });
    const said = (lines: { kind: string; content: string; from: { name: string } }[]) =>
      lines.filter(({ kind }) => kind !== 'control').map(({ from, content }) => [from.name, content]);
    expect(said(body.messages)).toEqual([
      ['Customer', 'Hello'],
      ['Lena Marsh', 'Good morning'],
    ]);
    const text = await service.app.inject({
      method: 'GET',
      url: `${url}/text`,
      headers: { authorization: 'Bearer lena' },
    });
    expect(text.body).toContain('Lena Marsh: Good morning');
    expect(await service.get(url, { as: 'diego' })).toMatchObject({ status: 403 });

    const record = { subject: 'Hello', isAccepted: true, isOutbound: false, transfers: 0, provider: 'twilio' };
    expect(body.record).toMatchObject(record);
    const recordOf = (as: string) => service.get(`/api/conversations/${id}/record`, { as });
    expect(await recordOf('lena')).toMatchObject({ status: 200, body: { ...record, conversationId: id } });
    expect(await recordOf('diego')).toMatchObject({ status: 403 });

    const { workstreamId } = aChannel().data;
    await service.hear(
      anEvent(workstreamSettings.changed, { workstreamId, version: 1, restrictTranscriptDownload: true }),
    );
    expect(await service.get(url, { as: 'lena' })).toMatchObject({
      status: 409,
      body: { code: 'transcript-restricted' },
    });
    expect(await service.get(url, { as: 'dana' })).toMatchObject({ status: 200 });
  });

  it('says who came, but not who read along unseen, and what was said among those who took part to those alone; for the customer neither', async () => {
    await service.hear(anAgent({ agentId: personCalled('lena').agentId, name: 'Lena Marsh' }));
    const { id } = await aConversation(service, { acceptedBy: 'lena', body: 'Hello' });
    const at = `/api/conversations/${id}`;
    expect((await service.post(`${at}/monitor`, { as: 'sofia' })).status).toBeLessThan(300);
    await service.put(`${at}/private-messages/${uuid()}`, { body: 'Offer a refund' }, { as: 'sofia' });
    const lines = async (as: string, more = '') =>
      (await service.get(`${at}/transcript${more}`, { as })).body.messages.map(
        ({ content, tags }: { content: string; tags: string[] }) => [content, ...tags],
      );
    const whole = [
      ['Lena Marsh joined', 'system'],
      ['Hello', 'public'],
      ['Offer a refund', 'private'],
    ];
    expect((await lines('lena')).toSorted()).toEqual(whole.toSorted());
    const unseen = [expect.stringMatching(/^Sofia.* joined to read along$/), 'system'];
    expect(await lines('sofia')).toEqual(expect.arrayContaining([...whole, unseen]));
    expect(await lines('lena', '?for=customer')).toEqual([['Hello', 'public']]);
    expect((await service.get(`${at}/transcript?for=nobody`, { as: 'lena' })).status).toBe(400);

    for (const button of ['end', 'close']) await service.post(`${at}/${button}`, { as: 'lena' });
    // it was theirs before, and somebody else's at its end
    await service.database.transact((tx) =>
      tx.manager.query(`UPDATE conversation SET previous_agent_id = agent_id, agent_id = $2 WHERE id = $1`, [
        id,
        uuid(),
      ]),
    );
    expect(await lines('lena')).not.toContainEqual(['Offer a refund', 'private']);
    expect(await lines('dana')).toContainEqual(['Offer a refund', 'private']);
  });

  it('of all closed conversations are a line each', async () => {
    for (const from of ['+14155550111', '+14155550112']) {
      const { id } = await aConversation(service, { from, acceptedBy: 'lena' });
      for (const button of ['end', 'close']) await service.post(`/api/conversations/${id}/${button}`, { as: 'lena' });
    }
    const url = '/api/conversations/transcripts/export?from=2020-01-01T00:00:00Z&to=2099-01-01T00:00:00Z';
    const answer = await service.app.inject({ method: 'GET', url, headers: { authorization: 'Bearer dana' } });
    const lines = answer.body
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { customer: string });
    expect(lines.map(({ customer }) => customer)).toEqual(['+14155550111', '+14155550112']);
  });
});

const customer = '+14155550111';
const erase = async () => {
  await service.put(`/api/conversations/erasures/${uuid()}`, { numbers: [customer] }, { as: 'dana' });
  await service.turn('timers');
};
/** In which tables anything of them is to be read. */
const traces = () =>
  service.database.read(async (db) => {
    const tables: { name: string }[] = await db.query(
      `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'conversations' AND tablename NOT IN ('outbox', 'inbox', 'erasure')`,
    );
    const found = [];
    for (const { name } of tables)
      if ((await db.query(`SELECT FROM ${name} t WHERE t::text ~ 'swordfish|4155550111' LIMIT 1`)).length > 0)
        found.push(name);
    return found;
  });

describe('a customer who is to be forgotten', () => {
  it('is: nothing of them is left in any table, others are told, and everybody sees how far it is', async () => {
    const contactId = uuid();
    const contact = { name: 'Ada Lovelace', numbers: { mobile: '4155550111' }, email: 'ada@engines.example' };
    await service.put(`/api/conversations/customers/${contactId}`, contact, { as: 'dana' });
    const otherId = uuid();
    await service.put(`/api/conversations/customers/${otherId}`, { name: 'Grace Hopper' }, { as: 'dana' });
    const about = { number: 'CAS-7', title: 'A swordfish that is lost', contactId };
    expect((await service.put(`/api/conversations/cases/${uuid()}`, about, { as: 'dana' })).status).toBe(200);
    const other = { number: 'CAS-8', title: 'Something else' };
    await service.put(`/api/conversations/cases/${uuid()}`, other, { as: 'dana' });
    const { id } = await aConversation(service, { acceptedBy: 'lena', body: 'My secret is a swordfish' });
    await service.put(`/api/conversations/${id}/messages/${uuid()}`, { body: 'Noted: swordfish' }, { as: 'lena' });
    await aConversation(service, { from: '+14155550112', body: 'I stay' });

    await service.hear(
      anEvent(consentChanged, {
        entryId: uuid(),
        position: 1,
        provider: 'twilio',
        numbers: [aChannel().data.number],
        customer: '+14155550111',
        status: 'opted-out',
        source: 'agent',
        word: null,
        messageId: null,
        recordedBy: null,
        at: '2026-01-05T09:00:00.000Z',
      }),
    );
    const failed = JSON.stringify(aText({ body: 'My swordfish again' }));
    // one that names nothing of them but their conversation
    const nameless = JSON.stringify({ data: { conversationId: id, variables: { Secret: 'swordfish' } } });
    const ofTheirs = JSON.stringify({ data: { conversationId: id } });
    const ofAnother = JSON.stringify({ data: { conversationId: uuid() } });
    await service.database.read((db) =>
      db.query(
        `INSERT INTO set_aside (subscription, event_id, event, failures, reason, set_aside_at, due_at)
         SELECT 'conversations.receive-message', n, event, 6, 'ill', now(), due_at
         FROM unnest($1::text[], $2::jsonb[], $3::timestamptz[]) AS failed (n, event, due_at)`,
        [
          ['one', 'two', 'three', 'to be tried', 'to be tried for its conversation'],
          [failed, nameless, ofAnother, failed, ofTheirs],
          [null, null, null, ...Array.from({ length: 2 }, () => new Date(Date.now() + 3_600_000))],
        ],
      ),
    );
    const erasureId = uuid();
    const erase = (whom: object = { contactId }) =>
      service.put(`/api/conversations/erasures/${erasureId}`, whom, { as: 'dana' });
    const refusedAsOther = async () => {
      for (const whom of [{ contactId: otherId }, { numbers: ['+14155550199'] }])
        expect(await erase(whom)).toMatchObject({ status: 409, body: { code: 'already-exists' } });
    };
    expect(await erase()).toMatchObject({ status: 200, body: { state: 'under-way' } });
    expect(await erase()).toMatchObject({ status: 200, body: { state: 'under-way' } });
    await refusedAsOther();
    await service.turn('timers');
    await service.turn('outbox');
    expect(service.said(customerErased.type).map((event) => customerErased.parse(event).data.addresses)).toEqual([
      ['+14155550111'],
    ]);
    const read = async () => (await service.get(`/api/conversations/erasures/${erasureId}`, { as: 'dana' })).body;
    expect(await read()).toMatchObject({ state: 'under-way', conversations: 'done', gateway: 'under-way', blanked: 1 });
    const forgottenAt = new Date().toISOString();
    await service.hear(anEvent(gatewayForgotten, { service: 'gateway', erasureId, forgottenAt }));
    await service.hear(anEvent(routingForgotten, { service: 'routing', erasureId, forgottenAt }));
    expect(await read()).toMatchObject({ state: 'done', routing: 'done' });
    expect((await erase()).body.state).toBe('done');
    expect(await erase({ numbers: ['(415) 555-0111'] })).toMatchObject({ status: 200, body: { state: 'done' } });
    await refusedAsOther();

    const left = await service.database.read(async (db) => {
      const tables: { name: string }[] = await db.query(
        `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'conversations' AND tablename NOT IN ('outbox', 'inbox')`,
      );
      const found = [];
      for (const { name } of tables) {
        const [row]: { count: number }[] = await db.query(
          `SELECT count(*)::int AS count FROM ${name} t WHERE t::text ~ 'swordfish|Lovelace|4155550111|engines'`,
        );
        if (row!.count > 0) found.push(name);
      }
      return found;
    });
    expect(left).toEqual([]);
    const cases = (await service.get('/api/conversations/cases', { as: 'dana' })).body.items;
    expect(cases.map(({ title }: { title: string }) => title)).toEqual(['Something else']);
    const dead = await service.database.read((db) => db.query('SELECT event_id AS id FROM set_aside ORDER BY 1'));
    expect(dead).toEqual([{ id: 'three' }, { id: 'to be tried for its conversation' }]);
    expect(await excerpts('stay')).toEqual(['I stay']);
    expect((await service.get(`/api/conversations/${id}`, { as: 'sofia' })).body).toMatchObject({
      status: 'closed',
      customer: 'erased',
    });
  });
});

describe('a contact who is to be forgotten', () => {
  const eraseContact = (contactId: string, id = uuid()) =>
    service.put(`/api/conversations/erasures/${id}`, { contactId }, { as: 'dana' });
  const told = () => service.said(textsExpired.type).map((event) => textsExpired.parse(event).data);

  it('is in whatever was linked to them from another number, and nobody else who writes from that number is', async () => {
    const contactId = uuid();
    await service.put(`/api/conversations/customers/${contactId}`, { name: 'Ada Swordfish' }, { as: 'dana' });
    const from = '+14155550114';
    const other = await aConversation(service, { from, body: 'Plaice, please', acceptedBy: 'lena' });
    for (const button of ['end', 'close'])
      await service.post(`/api/conversations/${other.id}/${button}`, { as: 'lena' });
    const { id } = await aConversation(service, { from, body: 'My secret is a swordfish', acceptedBy: 'lena' });
    await service.post(`/api/conversations/${id}/link`, { as: 'lena', body: { contactId } });
    const { body } = await eraseContact(contactId);
    await service.turn('timers');
    await service.turn('outbox');
    expect(await traces()).toEqual([]);
    const read = async (one: string) => (await service.get(`/api/conversations/${one}`, { as: 'sofia' })).body;
    expect([await read(id), await read(other.id)]).toMatchObject([
      { status: 'closed', customer: 'erased' },
      { status: 'closed', customer: from, lastText: { body: 'Plaice, please' } },
    ]);
    // gateway and routing hear of these texts, and of no number
    expect(service.said(customerErased.type)).toEqual([]);
    expect(told()).toMatchObject([{ conversationIds: [id], customers: [from], messageIds: [expect.any(String)] }]);
    const erasure = await service.get(`/api/conversations/erasures/${body.id}`, { as: 'dana' });
    expect(erasure.body).toMatchObject({ state: 'done', blanked: 1 });
    await service.hear(aText({ from, body: 'Another plaice', receivedAt: new Date(Date.now() + 1000).toISOString() }));
    expect(await excerpts('plaice')).toEqual(['Another plaice', 'Plaice, please']);
  });

  it('may be one of a directory of one’s own, by what they are called there', async () => {
    await aConversation(service, { body: 'My secret is a swordfish' });
    await service.database.read((db) =>
      db.query(`UPDATE conversation_context SET contact = '{"id":"crm-7","name":"Ada","attributes":{}}'`),
    );
    const refusal = { code: 'customer-not-found', errors: [{ field: 'contactId' }] };
    expect(await eraseContact('crm-8')).toMatchObject({ status: 404, body: refusal });
    const id = uuid();
    for (let n = 0; n < 2; n += 1) expect(await eraseContact('crm-7', id)).toMatchObject({ status: 200 });
    await service.turn('timers');
    expect(await traces()).toEqual([]);
    expect(await eraseContact('crm-7', id)).toMatchObject({ status: 200, body: { state: 'done' } });
  });
});

describe('of a customer who is forgotten', () => {
  const aSurvey = (id: string) => [
    anEvent(surveyKind.changed, {
      ...{ id, version: 1, slug: 'how', name: 'How', type: 'csat', mode: 'link', address: null },
      texts: [{ locale: 'en-US', message: 'How was it?', question: 'How?', thanks: 'Thank you!' }],
      ...{ defaultLocale: 'en-US', asksForComment: true, expiresAfterHours: 72 },
    }),
    aChannel({ version: 2, settings: { survey: { surveyId: id, mode: 'link', message: '' } } }),
  ];

  it('nothing is left of what they were asked, what their files were called, and what was about to be said to them', async () => {
    await service.hear(...aSurvey(uuid()));
    const mediaId = uuid();
    const { id } = await aConversation(service, { acceptedBy: 'lena' });
    const text = aText({ body: '', mediaIds: [mediaId] });
    const file = { mediaId, messageId: text.data.messageId, conversationId: null, channelId: text.data.channelId };
    await service.hear(
      text,
      anEvent(mediaStored, {
        ...{ ...file, version: 2, index: 0, direction: 'in', fileName: 'swordfish.png', state: 'stored', reason: null },
        ...{ contentType: 'image/png', size: 70, changedAt: '2026-01-05T09:00:01.000Z' },
      }),
    );
    await service.put(`/api/conversations/${id}/messages/${uuid()}`, { body: 'Done' }, { as: 'lena' });
    await service.post(`/api/conversations/${id}/end`, { as: 'lena' });
    await service.turn('surveys');
    await service.turn('outbox');
    const written = service.said(textWritten.type).length;
    expect(await traces()).toEqual(expect.arrayContaining(['survey_request', 'message_media', 'message']));
    await erase();
    expect(await traces()).toEqual([]);
    await service.database.read((db) => db.query(`UPDATE timer SET due_at = now() - interval '1 s'`));
    for (const loop of ['surveys', 'timers', 'outbox']) await service.turn(loop);
    expect(service.said(textWritten.type)).toHaveLength(written);
    expect(await service.database.read((db) => db.query('SELECT handled_by AS by FROM survey_request'))).toEqual([
      { by: 'agent' },
    ]);
  });

  it('a survey whose text is not written yet is not sent any more', async () => {
    await service.hear(...aSurvey(uuid()));
    const { id } = await aConversation(service, { acceptedBy: 'lena' });
    await service.put(`/api/conversations/${id}/messages/${uuid()}`, { body: 'Done' }, { as: 'lena' });
    await service.turn('outbox');
    const written = service.said(textWritten.type).length;
    await service.post(`/api/conversations/${id}/end`, { as: 'lena' });
    await erase();
    await service.turn('surveys');
    await service.database.read((db) => db.query(`UPDATE timer SET due_at = now() - interval '1 s'`));
    for (const loop of ['timers', 'outbox']) await service.turn(loop);
    expect(service.said(textWritten.type)).toHaveLength(written);
  });
});

describe('what is heard of a customer only after they were forgotten', () => {
  const before = new Date(Date.now() - 60_000).toISOString();
  const consent = (changes: object = {}) => ({
    ...anEvent(consentChanged, {
      ...{ entryId: uuid(), position: 1, provider: 'twilio', numbers: [aChannel().data.number], customer },
      ...{ status: 'opted-out', source: 'agent', word: null, messageId: null, recordedBy: null },
      at: '2026-01-05T09:00:00.000Z',
    }),
    occurredAt: before,
    ...changes,
  });

  it('a text that they wrote before leaves nothing, whether it opens a conversation, goes on with one, or is a keyword', async () => {
    await aConversation(service, { acceptedBy: 'lena', body: 'My secret is a swordfish' });
    await erase();
    await service.hear(
      aText({ body: 'My swordfish again', receivedAt: before }),
      aText({ body: 'STOP', keyword: 'stop', receivedAt: before }),
      consent(),
    );
    expect(await traces()).toEqual([]);
    expect(await service.database.read((db) => db.query('SELECT FROM conversation'))).toHaveLength(1);
  });

  it('a text that they write afterwards is of somebody new, and of others nothing is missed', async () => {
    await aConversation(service, { body: 'My secret is a swordfish' });
    await erase();
    await service.hear(
      aText({ body: 'I am back', receivedAt: new Date(Date.now() + 1000).toISOString() }),
      aText({ from: '+14155550112', body: 'Me too', receivedAt: before }),
      consent({ occurredAt: new Date(Date.now() + 1000).toISOString() }),
    );
    const rows = await service.database.read((db) =>
      db.query(`SELECT customer, last_text AS text FROM conversation ORDER BY opened_at, customer`),
    );
    expect(rows).toEqual([
      { customer: 'erased', text: '' },
      { customer, text: 'I am back' },
      { customer: '+14155550112', text: 'Me too' },
    ]);
    expect(await service.database.read((db) => db.query('SELECT customer FROM consent'))).toEqual([{ customer }]);
  });

  it('is told to no other system, and what was told them is forgotten', async () => {
    const { id } = await aConversation(service, { body: 'My secret is a swordfish' });
    await service.database.read((db) =>
      db.query(
        `INSERT INTO webhook (id, version, name, address, kinds, active, failures, created_at, changed_at)
         VALUES ($1, 1, 'All', 'https://example.org', $2, true, 0, now(), now())`,
        [uuid(), ['message-received', 'text-written', 'conversation-ready', 'conversation-context-changed']],
      ),
    );
    await service.turn('heed-webhooks');
    await service.hear(aText({ body: 'swordfish', receivedAt: before }));
    expect(await traces()).toContain('webhook_delivery');
    await erase();
    const ready = {
      ...{ conversationId: id, version: 1, workstreamId: uuid(), channelId: uuid(), provider: 'twilio', customer },
      ...{ country: 'US', locale: 'en-US', previousAgentId: null, startedBy: 'customer', preview: 'swordfish' },
      ...{ openedAt: before, lastInteractionAt: before },
    };
    const known = {
      ...{ contact: { id: 'c', name: 'swordfish', attributes: {} }, account: null, case: null },
      ...{ variables: {}, preferredAgentIds: [] },
    };
    const context = { conversationId: id, version: 2, known, because: 'identified', changedAt: before };
    await service.hear(
      aText({ body: 'swordfish', receivedAt: before }),
      aReply({ to: customer, body: 'swordfish', writtenAt: before }),
      { ...anEvent(conversationReady, ready), occurredAt: before },
      anEvent(conversationContextChanged, context),
      aText({ from: '+14155550112', body: 'Hello', receivedAt: before }),
    );
    const told = await service.database.read((db) => db.query('SELECT kind FROM webhook_delivery'));
    expect(told).toEqual([{ kind: 'message-received' }]);
    expect(await traces()).toEqual([]);
  });
});
