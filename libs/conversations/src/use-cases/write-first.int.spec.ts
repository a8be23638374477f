import { v7 as uuid } from 'uuid';
import {
  automatedMessageKind,
  consentChanged,
  contextVariableKind,
  conversationBegun,
  conversationReady,
  deliveryChanged,
  messageTemplateKind,
  organisationSettings,
  outboundConfigurationKind,
  queueChanged,
  textsCalledBack,
  textWritten,
  workstreamChanged,
} from '#contracts';
import {
  aChannel,
  aClock,
  aConversation,
  anAgent,
  anEvent,
  aService,
  aText,
  letPass,
  personCalled,
  type Service,
} from '#testing';
import { ConversationsModule } from '../conversations.module.ts';
import { conversationsSchema } from '../schema.ts';

const configurationId = '0199c1d4-7c00-7000-8000-000000000c01';
const templateId = '0199c1d4-7c00-7000-8000-000000000c02';
const { channelId } = aChannel().data;

let service: Service;
beforeEach(async () => {
  service = await aService(ConversationsModule, conversationsSchema);
  const texts = [
    { locale: 'en-US', text: 'Hi {FirstName{Customer}}, order {OCContext.Order} is here.' },
    { locale: 'de-DE', text: 'Hallo {FirstName{Customer}}.' },
  ];
  await service.hear(
    aChannel(),
    anEvent(messageTemplateKind.changed, {
      id: templateId,
      version: 1,
      slug: 'here',
      name: 'Here',
      defaultLocale: 'en-US',
      texts,
    }),
    anEvent(outboundConfigurationKind.changed, {
      id: configurationId,
      version: 1,
      slug: 'news',
      name: 'News',
      channelId,
      messageTemplateId: templateId,
    }),
  );
});
afterEach(() => service.stop());

const ada = { to: '(415) 555-0111', name: 'Ada Lovelace', optedIn: true, context: { Order: 'A-17' } };
const begin = (contacts: object[], more: object = {}, id = uuid()) =>
  service.put(`/api/conversations/outbound/${id}`, { configurationId, contacts, ...more }, { as: 'sofia' });
const written = async () => {
  await service.turn('send-outbound');
  await service.turn('outbox');
  return service.said(textWritten.type).map((event) => textWritten.parse(event).data);
};
const run = async (id: string) => (await service.get(`/api/conversations/outbound/${id}`, { as: 'sofia' })).body;
const contacts = async (id: string) =>
  (await service.get(`/api/conversations/outbound/${id}/contacts`, { as: 'sofia' })).body.items;
const organisation = (outbound: object) =>
  service.hear(anEvent(organisationSettings.changed, { version: 1, outbound }));
const delivered = (messageId: string, state: string, version = 1, reason: string | null = null) =>
  service.hear(
    anEvent(deliveryChanged, {
      messageId,
      channelId,
      version,
      state,
      providerSid: null,
      errorCode: null,
      reason,
      changedAt: '2026-01-05T09:00:02.000Z',
    }),
  );

describe('a run', () => {
  it('writes to each in their language, once, and knows what became of it', async () => {
    const { status, body } = await begin([
      ada,
      { ...ada, to: '+4915123456789', name: 'Ida', locale: 'de-DE' },
      { ...ada, to: '415 555 0111' },
    ]);
    expect(status).toBe(200);
    const texts = await written();
    expect(texts.map(({ to, body: text, author }) => [to, text, author]).sort()).toEqual([
      ['+14155550111', 'Hi Ada, order A-17 is here.', 'campaign'],
      ['+4915123456789', 'Hallo Ida.', 'campaign'],
    ]);
    await delivered(texts[0]!.messageId, 'delivered');
    expect(await run(body.id)).toMatchObject({
      state: 'done',
      progress: { contacts: 2, states: { sent: 1, delivered: 1 } },
    });
    expect(await written()).toHaveLength(2);
    expect((await begin([ada], {}, body.id)).body.id).toBe(body.id);
    expect(await written()).toHaveLength(2);
  });

  it('knows days later what an answer answers to, and the thread begins with our text', async () => {
    const about = { slug: 'greeting', name: 'Greeting', trigger: 'greeting', level: 'sms', channelId: null };
    const words = { locale: 'en-US', text: 'You write about {$Order$}.', active: true };
    await service.hear(anEvent(automatedMessageKind.changed, { id: uuid(), version: 1, ...about, ...words }));
    const { body } = await begin([ada]);
    await written();
    await service.hear(aText({ body: 'Thanks!', receivedAt: new Date(Date.now() + 1000).toISOString() }));
    await service.turn('outbox');
    const ready = conversationReady.parse(service.said(conversationReady.type).at(-1)).data;
    expect(ready).toMatchObject({ startedBy: 'campaign', known: { variables: { Order: 'A-17' } } });
    const { body: thread } = await service.get(`/api/conversations/${ready.conversationId}/messages`, { as: 'sofia' });
    expect(thread.items.map((one: { body: string }) => one.body)).toEqual(['Thanks!', 'Hi Ada, order A-17 is here.']);
    expect((await contacts(body.id))[0].answeredAt).not.toBeNull();
    await letPass(service, 0.05);
    expect((await written()).at(-1)).toMatchObject({ author: 'system', body: 'You write about A-17.' });
  });

  const timeline = async (id: string, as = 'sofia', query = '') =>
    (await service.get(`/api/conversations/${id}/timeline${query}`, { as })).body;

  it('is part of the customer’s timeline, with their other conversations, unless its configuration keeps it out', async () => {
    await begin([ada], { name: 'Order news' });
    await written();
    const quiet = {
      id: configurationId,
      version: 2,
      slug: 'news',
      name: 'News',
      channelId,
      messageTemplateId: templateId,
    };
    await service.hear(anEvent(outboundConfigurationKind.changed, { ...quiet, showInTimeline: false }));
    await begin([{ ...ada, message: 'Sale!' }], { name: 'Sale' });
    await begin([{ ...ada, to: '+14155550999' }], { name: 'Of somebody else' });
    expect(await written()).toHaveLength(3);

    const first = await aConversation(service, { acceptedBy: 'diego', body: 'First' });
    for (const what of ['end', 'close']) await service.post(`/api/conversations/${first.id}/${what}`, { as: 'diego' });
    const second = await aConversation(service, { acceptedBy: 'lena', body: 'Second' });
    expect(second.id).not.toBe(first.id);
    const [conversation, text] = [
      { kind: 'conversation', id: first.id, status: 'closed', agentId: personCalled('diego').agentId },
      { kind: 'outbound-text', runName: 'Order news', text: 'Hi Ada, order A-17 is here.', state: 'sent' },
    ];
    expect(await timeline(second.id)).toMatchObject({
      items: [{ ...conversation, lastText: 'First' }, text],
      next: null,
    });
    expect((await timeline(second.id, 'lena')).items).toMatchObject([{ ...conversation, lastText: null }, text]);
    const page = await timeline(second.id, 'sofia', '?limit=1');
    expect(page.items).toMatchObject([conversation]);
    const rest = await timeline(second.id, 'sofia', `?limit=1&cursor=${page.next}`);
    expect(rest).toMatchObject({ items: [text], next: null });
    expect((await service.get(`/api/conversations/${second.id}/timeline`, { as: 'noor' })).status).toBe(403);
  });

  it('is found in a timeline by every number that the directory has of a customer', async () => {
    const numbers = { mobile: '+14155550111', business: '+14155550777' };
    await service.put(`/api/conversations/customers/${uuid()}`, { name: 'Ada Lovelace', numbers }, { as: 'dana' });
    await begin([{ ...ada, to: '+14155550777' }]);
    await written();
    const { id } = await aConversation(service, { acceptedBy: 'lena' });
    expect((await timeline(id, 'lena')).items).toMatchObject([{ kind: 'outbound-text' }]);
  });

  it('writes to nobody who opted out or did not agree, and says why', async () => {
    await service.hear(
      anEvent(consentChanged, {
        entryId: uuid(),
        position: 1,
        number: aChannel().data.number,
        numbers: [aChannel().data.number],
        customer: '+14155550111',
        status: 'opted-out',
        source: 'keyword',
        word: 'STOP',
        messageId: null,
        recordedBy: null,
        at: '2026-01-05T09:00:00.000Z',
      }),
    );
    const { body } = await begin([ada, { ...ada, to: '+14155550112', optedIn: false }]);
    expect(await written()).toEqual([]);
    expect((await contacts(body.id)).map(({ reason }: { reason: string }) => reason).sort()).toEqual([
      'not-opted-in',
      'opted-out',
    ]);
  });

  it('waits for its time, can be held up, and ended', async () => {
    const later = await begin([ada], { beginsAt: '2099-01-01T00:00:00Z' });
    const { body } = await begin([{ ...ada, to: '+14155550112' }], {});
    const steer = (what: string) => service.post(`/api/conversations/outbound/${body.id}/${what}`, { as: 'sofia' });
    expect(await steer('pause')).toMatchObject({ status: 200, body: { state: 'paused' } });
    expect(await written()).toEqual([]);
    await steer('resume');
    expect(await written()).toHaveLength(1);
    expect(await service.post(`/api/conversations/outbound/${later.body.id}/cancel`, { as: 'sofia' })).toMatchObject({
      body: { state: 'cancelled' },
    });
    expect((await contacts(later.body.id))[0]).toMatchObject({ state: 'cancelled' });
    expect(await begin([ada], { endsAt: '2020-01-01T00:00:00Z' })).toMatchObject({ status: 400 });
  });

  it('hands on no more than leaves soon: what did not when it is held up, or ended, does not at all', async () => {
    await organisation({ contactsPerRequest: 1000 });
    const all = Array.from({ length: 205 }, (_, n) => ({ ...ada, to: `+1415555${1000 + n}` }));
    const { body } = await begin(all);
    const steer = (what: string) => service.post(`/api/conversations/outbound/${body.id}/${what}`, { as: 'sofia' });
    const texts = await written();
    expect(texts).toHaveLength(200);
    expect((await run(body.id)).progress.states).toEqual({ sent: 200, pending: 5 });
    for (const { messageId } of texts.slice(0, 2)) await delivered(messageId, 'accepted');
    expect(await written()).toHaveLength(202);
    await steer('pause');
    await delivered(texts[2]!.messageId, 'accepted');
    expect(await written()).toHaveLength(202);
    await steer('resume');
    expect(await written()).toHaveLength(203);
    await steer('cancel');
    for (const { messageId } of texts.slice(3, 9)) await delivered(messageId, 'delivered');
    expect(await written()).toHaveLength(203);
    expect((await run(body.id)).progress.states).toEqual({ sent: 197, delivered: 6, cancelled: 2 });
  });

  it('calls back what has not left when it is held up or ended, and writes it anew when it goes on, as no further attempt', async () => {
    const all = Array.from({ length: 4 }, (_, n) => ({ ...ada, to: `+1415555${1000 + n}` }));
    const { body } = await begin(all);
    const steer = (what: string) => service.post(`/api/conversations/outbound/${body.id}/${what}`, { as: 'sofia' });
    const calledBack = async () => {
      await service.turn('outbox');
      return service.said(textsCalledBack.type).map((event) => textsCalledBack.parse(event).data);
    };
    const [left, arrived, ...waiting] = (await written()).map(({ messageId }) => messageId);
    await delivered(left!, 'accepted');
    await delivered(arrived!, 'delivered');
    await delivered(waiting[0]!, 'queued');
    await steer('pause');
    await steer('pause');
    expect(await calledBack()).toMatchObject([{ messageIds: waiting, because: 'run-paused' }]);
    for (const messageId of waiting) await delivered(messageId, 'failed', 2, 'called-back');
    expect(await written()).toHaveLength(4);
    expect((await run(body.id)).progress.states).toEqual({ sent: 1, delivered: 1, pending: 2 });
    expect(await contacts(body.id)).toContainEqual(
      expect.objectContaining({ state: 'pending', reason: null, attempts: 0, dueAt: null, sentAt: null }),
    );
    await steer('resume');
    const again = (await written()).slice(4);
    expect(again.map(({ to }) => to).sort()).toEqual(['+14155551002', '+14155551003']);
    await steer('cancel');
    expect((await calledBack()).at(-1)).toMatchObject({
      messageIds: again.map(({ messageId }) => messageId),
      because: 'run-cancelled',
    });
    for (const { messageId } of again) await delivered(messageId, 'failed', 1, 'called-back');
    expect((await run(body.id)).progress.states).toEqual({ sent: 1, delivered: 1, cancelled: 2 });
  });

  it('writes what was called back at once where it went on meanwhile, and nothing where it was held up as that was heard', async () => {
    const { body } = await begin([ada]);
    const steer = (what: string) => service.post(`/api/conversations/outbound/${body.id}/${what}`, { as: 'sofia' });
    const [first] = await written();
    await steer('pause');
    await steer('resume');
    await delivered(first!.messageId, 'failed', 1, 'called-back');
    // as if both had happened at the same time
    await service.database.read((db) => db.query(`UPDATE outbound_run SET state = 'paused'`));
    expect(await written()).toHaveLength(1);
    await service.database.read((db) => db.query(`UPDATE outbound_run SET state = 'running'`));
    await steer('pause');
    await steer('resume');
    expect(await written()).toHaveLength(2);
  });

  it('is one SMS at most, cut inside no character, however much is filled in', async () => {
    const words = 'Hi Ada, order ';
    const long = 'x'.repeat(1600 - words.length - 1);
    await begin([{ ...ada, context: { Order: `${long}😀 and more` } }]);
    expect((await written()).map(({ body }) => body)).toEqual([`${words}${long}`]);
  });

  it('gives up whom it has no room for once it is over', async () => {
    await organisation({ contactsPerRequest: 1000 });
    const all = Array.from({ length: 202 }, (_, n) => ({ ...ada, to: `+1415555${1000 + n}` }));
    const { body } = await begin(all);
    expect(await written()).toHaveLength(200);
    await service.database.read((db) => db.query(`UPDATE outbound_run SET ends_at = now() - interval '1 s'`));
    await written();
    expect((await run(body.id)).progress.states).toEqual({ sent: 200, expired: 2 });
  });

  it('leaves nothing to leave while it is quiet: what does not before leaves afterwards, and no attempt is counted', async () => {
    const clock = (hours: number) =>
      new Date(Date.now() + hours * 3_600_000).toLocaleTimeString('en-GB', { timeZone: 'Europe/Berlin' }).slice(0, 5);
    await organisation({ quietHours: { from: clock(2), to: clock(3), zone: 'UTC' } });
    const { body } = await begin([{ ...ada, to: '+4915123456789' }]);
    const [text] = await written();
    const minutes = (Date.parse(text!.validUntil!) - Date.now()) / 60_000;
    expect([minutes > 118, minutes <= 120]).toEqual([true, true]);
    // as if it had been written yesterday
    await service.database.read((db) =>
      db.query(`UPDATE outbound_contact SET sent_at = sent_at - interval '23 hours'`),
    );
    await delivered(text!.messageId, 'failed', 1, 'busy');
    expect((await contacts(body.id))[0]).toMatchObject({
      ...{ state: 'pending', reason: 'quiet-hours', attempts: 0, sentAt: null },
    });
    expect(await written()).toHaveLength(2);
    expect((await contacts(body.id))[0]).toMatchObject({ state: 'sent', attempts: 1 });
  });

  it('keeps to caps, also over several runs', async () => {
    await organisation({ frequencyCaps: [{ texts: 1, per: 'day' }] });
    await begin([ada]);
    expect(await written()).toHaveLength(1);
    const { body } = await begin([ada], { name: 'again' });
    expect(await written()).toHaveLength(1);
    expect((await contacts(body.id))[0]).toMatchObject({ state: 'pending' });
  });

  it('keeps to its pace, also after it was held up', async () => {
    const all = Array.from({ length: 5 }, (_, n) => ({ ...ada, to: `+1415555020${n}` }));
    const { body } = await begin(all, {
      textsPerMinute: 2,
      beginsAt: '2099-01-01T00:00:00Z',
      endsAt: '2099-01-02T00:00:00Z',
    });
    expect(body).toMatchObject({ textsPerMinute: 2, firstResponseMinutes: null });
    const dues = async () =>
      (await contacts(body.id)).map(({ dueAt }: { dueAt: string }) => dueAt.slice(11, 19)).sort();
    const spread = ['00:00:00', '00:00:30', '00:01:00', '00:01:30', '00:02:00'];
    expect(await dues()).toEqual(spread);
    const more = { contacts: [{ ...ada, to: '+14155550209' }] };
    await service.post(`/api/conversations/outbound/${body.id}/contacts`, { as: 'sofia', body: more });
    expect(await dues()).toEqual([...spread, '00:02:30']);
    for (const what of ['pause', 'resume'])
      await service.post(`/api/conversations/outbound/${body.id}/${what}`, { as: 'sofia' });
    expect(await dues()).toEqual([...spread, '00:02:30']);
  });

  const numbered = (...digits: number[]) =>
    digits.map((n) => ({ ...ada, to: `+1415555030${n}`, name: `N${n}`, orderBy: n }));
  const namesWritten = async () => (await written()).map(({ to }) => `N${to.at(-1)}`).join(' ');

  it.each([
    ['lifo', 'N3 N1 N2'],
    ['custom-ascending', 'N1 N2 N3'],
    ['custom-descending', 'N3 N2 N1'],
    ['earliest-scheduled', 'N1 N3 N2'],
  ])('writes in the order %s', async (order, names) => {
    const [two, one, three] = numbered(2, 1, 3);
    const scheduled = { ...one, notBefore: '2020-01-01T00:00:00Z' };
    await begin([two!, scheduled, { ...three, notBefore: '2020-01-02T00:00:00Z' }], { order, textsPerMinute: 600 });
    expect(await namesWritten()).toBe(names);
  });

  it('writes no more than its pace allows, whose turn it is, and nothing while agents cannot keep up', async () => {
    const throttle = [{ when: 'open-escalations', above: 0, reduceBy: 100 }];
    const { body } = await begin(numbered(1, 2, 3), { textsPerMinute: 12, throttle });
    expect(body).toMatchObject({ textsPerMinute: 12, throttle, slowedTo: null });
    expect(await namesWritten()).toBe('N1');
    expect(await namesWritten()).toBe('N1');
    const passed = () =>
      service.database.read((db) => db.query(`UPDATE outbound_contact SET sent_at = sent_at - interval '6 seconds'`));
    await service.hear(
      aText({ from: '+14155550301', body: 'Yes?', receivedAt: new Date(Date.now() + 1000).toISOString() }),
    );
    await passed();
    expect(await run(body.id)).toMatchObject({ slowedTo: 0, progress: { states: { pending: 2 } } });
    expect(await namesWritten()).toBe('N1');
    await service.database.read((db) => db.query(`UPDATE conversation SET status = 'waiting'`));
    expect(await namesWritten()).toBe('N1 N2');
    expect(await run(body.id)).toMatchObject({ slowedTo: null });
  });

  it.each([
    ['average-wait-minutes', 60, 30],
    ['escalations', 60, 30],
  ])('is slowed down by %s', async (when, textsPerMinute, slowedTo) => {
    const throttle = [{ when, above: 0, reduceBy: 50 }];
    const { body } = await begin(numbered(1, 2), { textsPerMinute, throttle });
    await written();
    const later = { ...(await begin(numbered(3), { name: 'later', beginsAt: '2099-01-01T00:00:00Z' })).body };
    expect(later).toMatchObject({ slowedTo: null });
    await service.post(`/api/conversations/outbound/${body.id}/contacts`, {
      as: 'sofia',
      body: { contacts: [{ ...ada, to: '+14155550309', notBefore: '2099-01-01T00:00:00Z' }] },
    });
    await service.hear(
      aText({ from: '+14155550301', body: 'Yes?', receivedAt: new Date(Date.now() + 1000).toISOString() }),
    );
    await service.database.read((db) => db.query(`UPDATE conversation SET status_since = now() - interval '1 minute'`));
    expect(await run(body.id)).toMatchObject({ slowedTo });
  });

  it('knows more of each: their own text and times, where they live, and whose they are in the caller’s records', async () => {
    const more = { firstName: 'Augusta', city: 'London', reference: 'crm-7' };
    const { body } = await begin([
      { ...ada, ...more, message: 'Dear {FirstName{Customer}} of {OCContext.City}' },
      { ...ada, to: '+14155550302', notBefore: '2099-01-01T00:00:00Z' },
      { ...ada, to: '+14155550303', notAfter: '2020-01-01T00:00:00Z' },
    ]);
    expect((await written()).map((text) => text.body)).toEqual(['Dear Augusta of London']);
    const all = await contacts(body.id);
    expect(all.find(({ to }: { to: string }) => to.endsWith('0111'))).toMatchObject({ reference: 'crm-7' });
    expect(all.find(({ to }: { to: string }) => to.endsWith('0302'))).toMatchObject({
      state: 'pending',
      notBefore: '2099-01-01T00:00:00.000Z',
    });
    expect(all.find(({ to }: { to: string }) => to.endsWith('0303'))).toMatchObject({
      state: 'expired',
      reason: 'window-over',
    });
    for (const what of ['pause', 'resume'])
      await service.post(`/api/conversations/outbound/${body.id}/${what}`, { as: 'sofia' });
    expect(await written()).toHaveLength(1);

    await service.put(`/api/conversations/erasures/${uuid()}`, { numbers: ['+14155550111'] }, { as: 'dana' });
    await service.turn('timers');
    const kept = await service.database.read((db) => db.query('SELECT * FROM outbound_contact'));
    expect(JSON.stringify(kept)).not.toMatch(/crm-7|London|Dear|Augusta/);
  });

  it.each([
    [
      'a throttle without a pace',
      {},
      { throttle: [{ when: 'escalations', above: 1, reduceBy: 10 }] },
      'textsPerMinute',
    ],
    [
      'a rule that leaves out nothing',
      {},
      { throttle: [{ when: 'escalations', above: 1, reduceBy: 0 }], textsPerMinute: 1 },
      'throttle.0.reduceBy',
    ],
    ['no number where the order is by one', {}, { order: 'custom-ascending' }, 'contacts.0.orderBy'],
    [
      'a time of one’s own where texts are planned',
      { notBefore: '2099-01-01T00:00:00Z' },
      { textsPerMinute: 1 },
      'contacts.0.notBefore',
    ],
    ['a zone that is none', { timeZone: 'Mars/Olympus' }, {}, 'contacts.0.timeZone'],
    ['a text of 1,001 characters', { message: 'x'.repeat(1001) }, {}, 'contacts.0.message'],
  ])('is not begun with %s', async (_, contact, more, field) => {
    expect(await begin([{ ...ada, ...contact }], more)).toMatchObject({ status: 400, body: { errors: [{ field }] } });
    expect((await service.get('/api/conversations/outbound', { as: 'sofia' })).body.items).toEqual([]);
  });

  describe('of an outbound workstream', () => {
    const [workstreamId, queueId, otherQueueId, skillId] = [uuid(), uuid(), uuid(), uuid()];
    const queue = (id: string, state = 'active', version = 1) =>
      anEvent(queueChanged, { queueId: id, version, slug: id, name: 'Sales', state, operatingHoursId: null } as never);
    const workstream = (id: string, direction: 'inbound' | 'outbound', state = 'active', version = 1) =>
      anEvent(workstreamChanged, {
        ...{ workstreamId: id, version, slug: id, name: 'Proactive', mode: 'push', direction, state },
        fallbackQueueId: uuid(),
      } as never);
    const asked = { workstreamId, queueId, fallbackQueueId: otherQueueId, skills: [{ skillId, rating: 5 }] };
    beforeEach(() => service.hear(workstream(workstreamId, 'outbound'), queue(queueId), queue(otherQueueId)));
    const answer = async (from: string, body = 'Yes, please') => {
      await service.hear(aText({ from, body, receivedAt: new Date(Date.now() + 1000).toISOString() }));
      await service.turn('outbox');
      return conversationReady.parse(service.said(conversationReady.type).at(-1)).data;
    };

    it('has its answers attended to there, in the queues and with the skills that it names', async () => {
      const { body } = await begin([ada, { ...ada, to: '+14155550112' }], asked);
      expect(body).toMatchObject(asked);
      await written();
      const wanted = { queueIds: [queueId, otherQueueId], skills: [{ skillId, rating: 5 }] };
      const ready = await answer('+14155550111');
      expect(ready).toMatchObject({ workstreamId, startedBy: 'campaign', wanted });
      const { body: view } = await service.get(`/api/conversations/${ready.conversationId}`, { as: 'sofia' });
      expect(view).toMatchObject({ workstreamId });
      await service.database.read((db) =>
        db.query(`UPDATE outbound_contact SET keep_until = now() - interval '1 hour'`),
      );
      const late = await answer('+14155550112');
      expect(late).toMatchObject({ workstreamId: aChannel().data.workstreamId, startedBy: 'customer' });
      expect(late.wanted).toBeUndefined();
    });

    it('names five in a request, as many as the organisation says, and by file any number (product.md 29.2)', async () => {
      const six = Array.from({ length: 6 }, (_, n) => ({ ...ada, to: `+1415555012${n}` }));
      expect(await begin(six, asked)).toMatchObject({ status: 409, body: { code: 'too-many-contacts' } });
      expect(
        (await begin(six, { ...asked, workstreamId: null, queueId: null, fallbackQueueId: null, skills: [] })).status,
      ).toBe(200);
      const { body } = await begin(six.slice(1), asked);
      const more = () =>
        service.post(`/api/conversations/outbound/${body.id}/contacts`, { as: 'sofia', body: { contacts: six } });
      expect(await more()).toMatchObject({ status: 409 });
      await organisation({ proactiveContactsPerRequest: 6 });
      expect(await more()).toMatchObject({ status: 200, body: { progress: { contacts: 6 } } });
    });

    it('has its conversations live as its own settings say, not those of the channel’s workstream', async () => {
      const channels = aChannel().data.workstreamId;
      const set = async (id: string, body: object) => {
        const how = { as: 'dana', headers: { 'if-match': '"0"' } };
        expect((await service.put(`/api/conversations/workstreams/${id}/settings`, body, how)).status).toBe(200);
      };
      await service.hear(workstream(channels, 'inbound'));
      const texts = [{ locale: 'en-US', text: 'You are still in line.' }];
      const waitMessage = { enabled: true, everyMinutes: 10, atMost: 1, texts };
      await set(workstreamId, { waitMessage, reopenWithinHours: 2, endWords: ['DONE'] });
      await set(channels, { endWords: ['BYE'] });
      await begin([ada], asked);
      await written();
      const now = async (id: string) => (await service.get(`/api/conversations/${id}`, { as: 'sofia' })).body;
      const says = (from: string, body: string) =>
        service.hear(aText({ from, body, receivedAt: new Date(Date.now() + 1000).toISOString() }));

      const { conversationId: ended } = await answer('+14155550111');
      for (const minutes of [11, 1]) await letPass(service, minutes);
      expect((await written()).map(({ body }) => body)).toContain('You are still in line.');
      await says('+14155550111', 'Bye');
      expect(await now(ended)).toMatchObject({ status: 'open' });
      await says('+14155550111', 'Done');
      expect(await now(ended)).toMatchObject({ status: 'closed', statusReason: 'customer-ended' });
      await says('+14155550111', 'One more thing');
      expect(await now(ended)).toMatchObject({ status: 'open', statusReason: 'reopened' });
      await says('+14155550111', 'Done');
      // nobody is found there any more
      await service.hear(workstream(workstreamId, 'outbound', 'retiring', 2));
      await says('+14155550111', 'And yet another');
      expect(await now(ended)).toMatchObject({ status: 'closed' });
    });

    it('leaves a conversation that goes on where it is', async () => {
      const { id } = await aConversation(service, { acceptedBy: 'lena' });
      await begin([ada], asked);
      await written();
      await service.hear(aText({ body: 'And?', receivedAt: new Date(Date.now() + 1000).toISOString() }));
      const { body } = await service.get(`/api/conversations/${id}`, { as: 'sofia' });
      expect(body).toMatchObject({ workstreamId: aChannel().data.workstreamId, unread: 2 });
    });

    it.each([
      ['no workstream', { workstreamId: null }, 400, 'workstreamId'],
      ['a queue instead of none', { queueId: null, skills: [] }, 400, 'fallbackQueueId'],
      ['the same queue instead', { fallbackQueueId: queueId }, 400, 'fallbackQueueId'],
      ['one skill twice', { skills: [1, 2].map((rating) => ({ skillId, rating })) }, 400, 'skills'],
      ['a workstream that nobody knows', { workstreamId: uuid() }, 404, 'workstreamId'],
      ['a queue that nobody knows', { queueId: uuid() }, 404, 'queueId'],
    ])('is not begun with %s', async (_, wrong, status, field) => {
      const refused = await begin([ada], { ...asked, ...wrong });
      expect(refused.status).toBe(status);
      expect(refused.body.errors.map((one: { field: string }) => one.field)).toContain(field);
      expect(await written()).toEqual([]);
    });

    it('is not begun on a workstream of texts that come in', async () => {
      const inbound = uuid();
      await service.hear(workstream(inbound, 'inbound'));
      expect(await begin([ada], { ...asked, workstreamId: inbound })).toMatchObject({
        body: { code: 'workstream-not-outbound', errors: [{ field: 'workstreamId' }] },
      });
    });
  });

  it('gives minutes for the answer from the delivery on; a later one knows nothing of it', async () => {
    const { body } = await begin([ada, { ...ada, to: '+14155550112' }], { firstResponseMinutes: 5 });
    const texts = await written();
    for (const { messageId } of texts) await delivered(messageId, 'delivered');
    const minutes = (await contacts(body.id)).map(
      ({ answerBy }: { answerBy: string }) => (Date.parse(answerBy) - Date.now()) / 60_000,
    );
    for (const left of minutes) expect(left).toBeGreaterThan(4);
    for (const left of minutes) expect(left).toBeLessThanOrEqual(5.1);
    await service.database.read((db) =>
      db.query(`UPDATE outbound_contact SET keep_until = now() - interval '1 minute' WHERE to_number = '+14155550112'`),
    );
    const known = async (from: string) => {
      await service.hear(aText({ from, body: 'Thanks!', receivedAt: new Date(Date.now() + 1000).toISOString() }));
      await service.turn('outbox');
      return conversationReady.parse(service.said(conversationReady.type).at(-1)).data;
    };
    expect(await known('+14155550111')).toMatchObject({ startedBy: 'campaign' });
    expect(await known('+14155550112')).toMatchObject({ startedBy: 'customer', known: { variables: {} } });
  });

  it('gives as long for the answer as the organisation says, where the run does not', async () => {
    await organisation({ firstResponseMinutes: 30 });
    const ids = (
      await Promise.all(
        [{}, { firstResponseMinutes: 5 }].map((more, n) => begin([{ ...ada, to: `+1415555011${n}` }], more)),
      )
    ).map(({ body }) => body);
    expect(ids).toMatchObject([{ firstResponseMinutes: 30 }, { firstResponseMinutes: 5 }]);
    for (const { messageId } of await written()) await delivered(messageId, 'delivered');
    const left = async (id: string) => (Date.parse((await contacts(id))[0].answerBy) - Date.now()) / 60_000;
    expect(await left(ids[0].id)).toBeGreaterThan(29);
    expect(await left(ids[0].id)).toBeLessThanOrEqual(30.1);
  });

  it('gives minutes from when it left, where nobody tells of its delivery, and counts an answer by when it was written', async () => {
    const { body } = await begin([ada], { firstResponseMinutes: 5 });
    const [text] = await written();
    const sql = (statement: string) => service.database.read((db) => db.query(statement));
    await sql(`UPDATE outbound_contact SET keep_until = now() + interval '1 minute'`);
    await delivered(text!.messageId, 'sent');
    const left = (Date.parse((await contacts(body.id))[0].answerBy) - Date.now()) / 60_000;
    expect(left).toBeGreaterThan(4);
    // it was in time, and is heard of afterwards
    const [{ at }] = await sql(
      `UPDATE outbound_contact SET sent_at = now() - interval '20 minutes', keep_until = now() - interval '10 minutes' RETURNING keep_until - interval '1 s' AS at`,
    ).then(([rows]) => rows);
    await service.hear(aText({ body: 'Thanks!', receivedAt: at.toISOString() }));
    await service.turn('outbox');
    const ready = conversationReady.parse(service.said(conversationReady.type).at(-1)).data;
    expect(ready).toMatchObject({ startedBy: 'campaign' });
  });

  it('takes for no answer what was written before, nor by whom it did not reach', async () => {
    await begin([ada, { ...ada, to: '+14155550112' }]);
    const texts = await written();
    await delivered(texts.find(({ to }) => to === '+14155550112')!.messageId, 'undelivered');
    const startedBy = async (from: string, receivedAt: Date) => {
      await service.hear(aText({ from, body: 'Hello?', receivedAt: receivedAt.toISOString() }));
      await service.turn('outbox');
      return conversationReady.parse(service.said(conversationReady.type).at(-1)).data.startedBy;
    };
    expect(await startedBy('+14155550111', new Date(Date.now() - 60_000))).toBe('customer');
    expect(await startedBy('+14155550112', new Date(Date.now() + 1000))).toBe('customer');
  });

  it('counts for caps what arrived: what did not is tried again', async () => {
    await organisation({ frequencyCaps: [{ texts: 1, per: 'day' }] });
    await begin([ada], { attempts: 2, reattemptAfterMinutes: 1 });
    const [first] = await written();
    await delivered(first!.messageId, 'undelivered');
    await service.database.read((db) => db.query(`UPDATE outbound_contact SET due_at = now() - interval '1 s'`));
    expect(await written()).toHaveLength(2);
  });

  it('names the customer and the case to whoever answers', async () => {
    await begin([{ ...ada, caseName: 'Lost parcel', message: 'About {OCContext.CaseName}.' }]);
    expect((await written()).map(({ body }) => body)).toEqual(['About Lost parcel.']);
    await service.hear(aText({ body: 'Thanks!', receivedAt: new Date(Date.now() + 1000).toISOString() }));
    await service.turn('outbox');
    const ready = conversationReady.parse(service.said(conversationReady.type).at(-1)).data;
    expect(ready.known?.variables).toMatchObject({ Name: 'Ada Lovelace', CaseName: 'Lost parcel', Order: 'A-17' });
  });

  it('refuses context that nothing can name, or that is not what a variable holds, and a time that ends before it begins', async () => {
    const { workstreamId } = aChannel().data;
    const variable = { ...{ id: uuid(), version: 1, slug: 'amount', name: 'Amount' }, type: 'number', workstreamId };
    await service.hear(anEvent(contextVariableKind.changed, variable));
    const refused = async (contact: object) => {
      const { status, body } = await begin([ada, { ...ada, to: '+14155550112', ...contact }]);
      return [status, ...(body.errors ?? []).map(({ field }: { field: string }) => field)];
    };
    expect(await refused({ context: { Order: true } })).toEqual([400, 'contacts.1.context.Order']);
    expect(await refused({ context: { 'order no': 'A', 'a\0b': 'A', '': 'A' } })).toEqual([
      ...[400, 'contacts.1.context', 'contacts.1.context.order no', 'contacts.1.context.a\0b', 'contacts.1.context.'],
    ]);
    const many = Object.fromEntries(Array.from({ length: 101 }, (_, n) => [`V${n}`, n]));
    expect(await refused({ context: many })).toEqual([400, 'contacts.1.context']);
    expect(await refused({ context: { Amount: 'four' } })).toEqual([400, 'contacts.1.context.Amount']);
    const soon = new Date(Date.now() + 3_600_000).toISOString();
    expect(await refused({ notBefore: soon, notAfter: soon })).toEqual([400, 'contacts.1.notAfter']);
    expect(await refused({ to: 'soon', context: { Amount: 'four' } })).toEqual([
      ...[400, 'contacts.1.to', 'contacts.1.context.Amount'],
    ]);
    expect(await refused({ context: { Amount: 4, Note: 'four' } })).toEqual([200]);
  });

  it('is over when its time is: nobody is added, and it is done, whoever it wrote to', async () => {
    const { body } = await begin([]);
    await service.database.read((db) => db.query(`UPDATE outbound_run SET ends_at = now() - interval '1 s'`));
    const more = { as: 'sofia', body: { contacts: [ada] } };
    expect(await service.post(`/api/conversations/outbound/${body.id}/contacts`, more)).toMatchObject({
      ...{ status: 409, body: { code: 'run-over' } },
    });
    expect(await run(body.id)).toMatchObject({ state: 'done', progress: { contacts: 0 } });
  });

  it('writes from no number on its way out, where an answer would be turned away', async () => {
    const { body } = await begin([ada]);
    await service.hear(aChannel({ version: 2, state: 'retiring' }));
    expect(await written()).toEqual([]);
    expect((await contacts(body.id))[0]).toMatchObject({ state: 'refused', reason: 'channel-retiring' });
    const refusal = { code: 'channel-retiring', errors: [{ field: 'configurationId' }] };
    expect(await begin([ada])).toMatchObject({ status: 409, body: refusal });
  });

  it('writes to no landline, which gets no texts, and says why', async () => {
    const { body } = await begin([{ ...ada, to: '+49 30 901820' }, ada]);
    expect((await written()).map(({ to }) => to)).toEqual(['+14155550111']);
    expect(await contacts(body.id)).toContainEqual(
      expect.objectContaining({ to: '+4930901820', state: 'refused', reason: 'landline' }),
    );
  });

  it('writes only to who opted in, where the organisation wants that, and so do agents', async () => {
    await organisation({ requireOptIn: true });
    const { number } = aChannel().data;
    await service.hear(
      anEvent(consentChanged, {
        entryId: uuid(),
        position: 1,
        numbers: [number],
        customer: '+14155550111',
        status: 'opted-in',
        source: 'import',
        word: null,
        messageId: null,
        recordedBy: null,
        at: '2026-01-05T09:00:00.000Z',
      }),
    );
    const { body } = await begin([ada, { ...ada, to: '+14155550112' }]);
    expect((await written()).map(({ to }) => to)).toEqual(['+14155550111']);
    expect((await contacts(body.id)).map(({ reason }: { reason: string | null }) => reason)).toContain('no-consent');
    const first = (to: string) =>
      service.put(`/api/conversations/started/${uuid()}`, { channelId, to, body: 'Hello' }, { as: 'lena' });
    expect(await first('+14155550113')).toMatchObject({ status: 409, body: { code: 'no-consent' } });
  });

  it('tries again what was not delivered, as often as it may', async () => {
    const { body } = await begin([ada], { attempts: 2, reattemptAfterMinutes: 1 });
    const [first] = await written();
    await delivered(first!.messageId, 'undelivered');
    expect((await contacts(body.id))[0]).toMatchObject({ state: 'pending', attempts: 1 });
    await service.database.read((db) => db.query(`UPDATE outbound_contact SET due_at = now() - interval '1 s'`));
    const [, second] = await written();
    await delivered(second!.messageId, 'failed');
    expect((await contacts(body.id))[0]).toMatchObject({ state: 'not-delivered', attempts: 2 });
  });

  it('is the same when it is asked for again, and refused with other contents or with people who are not in it', async () => {
    const id = uuid();
    const more = {
      name: 'Parcels',
      attempts: 2,
      beginsAt: '2126-01-01T09:00:00+01:00',
      endsAt: '2126-01-02T09:00:00Z',
    };
    expect((await begin([ada], more, id)).status).toBe(200);
    const again = await begin([ada], { ...more, beginsAt: '2126-01-01T08:00:00Z' }, id);
    expect(again).toMatchObject({ status: 200, body: { id, progress: { contacts: 1 } } });
    const bob = { ...ada, to: '+14155550112' };
    await service.post(`/api/conversations/outbound/${id}/contacts`, { as: 'sofia', body: { contacts: [bob] } });
    expect((await begin([ada], more, id)).status).toBe(200);
    for (const [contacts, other, field] of [
      [[ada], { attempts: 3 }, 'attempts'],
      [[ada], { endsAt: '2126-01-03T09:00:00Z' }, 'endsAt'],
      [[ada, bob, { ...ada, to: '+14155550113' }], {}, 'contacts.2.to'],
    ] as const)
      expect(await begin([...contacts], { ...more, ...other }, id)).toMatchObject({
        status: 409,
        body: { code: 'already-exists', errors: [{ field }] },
      });
    expect(await run(id)).toMatchObject({ attempts: 2, progress: { contacts: 2 } });
  });

  it('takes no more in a request, and no more requests, than the organisation allows', async () => {
    await organisation({ contactsPerRequest: 1, requestsPerHour: 2 });
    expect(await begin([ada, { ...ada, to: '+14155550112' }])).toMatchObject({
      status: 409,
      body: { code: 'too-many-contacts' },
    });
    const clock = aClock(service, new Date().toISOString());
    await begin([], { name: 'w' });
    clock.pass(600);
    await begin([], { name: 'x' });
    clock.pass(600);
    const refused = await begin([], { name: 'y' });
    expect(refused).toMatchObject({ status: 429, body: { code: 'too-many-requests' } });
    const seconds = Number(refused.headers['retry-after']);
    clock.pass(seconds - 60);
    expect((await begin([], { name: 'y' })).status).toBe(429);
    clock.pass(60);
    expect((await begin([], { name: 'y' })).status).toBe(200);
    expect((await begin([], { name: 'z' })).status).toBe(429);
  });
});

describe('an agent who writes first', () => {
  const start = (asked: object, id = uuid()) =>
    service.put(`/api/conversations/started/${id}`, { channelId, to: '(415) 555-0111', ...asked }, { as: 'lena' });

  it('gives context that is what the variables of the workstream hold', async () => {
    const { workstreamId } = aChannel().data;
    const variable = { ...{ id: uuid(), version: 1, slug: 'amount', name: 'Amount' }, type: 'number', workstreamId };
    await service.hear(anEvent(contextVariableKind.changed, variable));
    for (const context of [{ Amount: 'four' }, { 'order no': 'A' }])
      expect(await start({ templateId, context })).toMatchObject({
        ...{ status: 400, body: { errors: [{ field: `context.${Object.keys(context)[0]}` }] } },
      });
    expect(await start({ templateId, context: { Amount: 4, Order: 'A-17' } })).toMatchObject({ status: 200 });
  });

  it('has a conversation that waits, and the answer comes back to them', async () => {
    const id = uuid();
    const answer = await start({ body: 'Your order is ready.' }, id);
    expect(answer).toMatchObject({
      status: 200,
      body: {
        ...{ id, status: 'waiting', statusReason: 'agent-wrote-first', customer: '+14155550111' },
        agentId: personCalled('lena').agentId,
      },
    });
    expect(await start({ body: 'Your order is ready.' }, id)).toMatchObject({ status: 200 });
    expect(await written()).toMatchObject([{ conversationId: id, author: 'agent', body: 'Your order is ready.' }]);
    // routing knows it before the customer answers, so that it can be handed on
    expect(service.said(conversationBegun.type).map((fact) => conversationBegun.parse(fact).data)).toMatchObject([
      {
        ...{ conversationId: id, version: 1, startedBy: 'agent', preview: 'Your order is ready.' },
        ...{ previousAgentId: personCalled('lena').agentId, openedAt: answer.body.statusSince },
      },
    ]);
    await service.hear(aText({ body: 'Great', receivedAt: new Date(Date.now() + 1000).toISOString() }));
    await service.turn('outbox');
    expect(conversationReady.parse(service.said(conversationReady.type).at(-1)).data).toMatchObject({
      conversationId: id,
      startedBy: 'agent',
      previousAgentId: personCalled('lena').agentId,
    });
  });

  it('chooses from channels in use and from templates in all their languages', async () => {
    const { body } = await service.get('/api/conversations/started/choices', { as: 'lena' });
    expect(body).toMatchObject({
      channels: [{ id: channelId, number: aChannel().data.number, language: aChannel().data.language }],
      templates: [{ id: templateId, name: 'Here', defaultLocale: 'en-US', texts: [{ locale: 'en-US' }, {}] }],
    });
    await service.hear(aChannel({ version: 2, state: 'removed' }));
    const later = await service.get('/api/conversations/started/choices', { as: 'lena' });
    expect(later.body.channels).toEqual([]);
  });

  it('may choose a template', async () => {
    await start({ templateId, context: { Order: 'C-3' } });
    expect((await written())[0]).toMatchObject({ body: 'Hi , order C-3 is here.' });
  });

  it('is the same when it is asked for again, and refused with another text under the id', async () => {
    const another = { status: 409, body: { code: 'already-exists' } };
    const [id, byTemplate] = [uuid(), uuid()];
    await start({ body: 'Your order is ready.' }, id);
    expect(await start({ body: ' Your order is ready. ' }, id)).toMatchObject({ status: 200, body: { id } });
    expect(await start({ body: 'Your order is late.' }, id)).toMatchObject(another);
    expect(await start({ templateId, context: { Order: 'C-3' } }, id)).toMatchObject(another);
    // also when the customer answered since
    await service.hear(aText({ body: 'Great', receivedAt: new Date(Date.now() + 1000).toISOString() }));
    expect(await start({ body: 'Your order is ready.' }, id)).toMatchObject({ status: 200, body: { id } });

    const parcel = { templateId, to: '(415) 555-0112', context: { Order: 'C-3' } };
    await start(parcel, byTemplate);
    // and when it was found out meanwhile who they are
    await service.database.read((db) =>
      db.query(
        `UPDATE conversation_context SET contact = '{"id": "1", "name": "Ada Lovelace", "attributes": {}}' WHERE conversation_id = $1`,
        [byTemplate],
      ),
    );
    expect(await start(parcel, byTemplate)).toMatchObject({ status: 200, body: { id: byTemplate } });
    expect(await start({ ...parcel, context: { Order: 'C-4' } }, byTemplate)).toMatchObject(another);
    expect((await written()).map(({ body }) => body)).toEqual(['Your order is ready.', 'Hi , order C-3 is here.']);
  });

  it('is refused where there is a conversation, no number, no channel, no words', async () => {
    await aConversation(service);
    const about = (field: string) => ({ errors: [expect.objectContaining({ field })] });
    expect(await start({ body: 'Hi' })).toMatchObject({
      status: 409,
      body: { code: 'already-ongoing', ...about('to') },
    });
    expect(await start({ body: 'Hi', to: 'soon' })).toMatchObject({ status: 400, body: about('to') });
    expect(await start({ body: 'Hi', channelId: uuid() })).toMatchObject({ status: 404, body: about('channelId') });
    expect(await start({ templateId: uuid(), to: '+14155550177' })).toMatchObject({
      ...{ status: 404, body: { code: 'template-not-found', ...about('templateId') } },
    });
    expect(await start({})).toMatchObject({ status: 400 });
  });
});

it('a quick reply is filled for a conversation', async () => {
  await service.put(
    `/api/conversations/customers/${uuid()}`,
    { name: 'Ada Lovelace', numbers: { mobile: '4155550111' } },
    { as: 'dana' },
  );
  const { id } = await aConversation(service, { acceptedBy: 'lena' });
  const text = 'Hi {FirstName{Customer}}, {FirstName{Agent}} here about {OCContext.Order}.';
  const render = (words: string) =>
    service.post(`/api/conversations/${id}/render`, { as: 'lena', body: { text: words } });
  expect(await render(text)).toMatchObject({
    status: 200,
    body: { text: 'Hi Ada, Lena here about .', empty: ['{OCContext.Order}'] },
  });
  const { agentId, name } = personCalled('lena');
  await service.hear(anAgent({ agentId, name, firstName: 'Magdalena', nickname: 'Leni' }));
  const names = '{FullName{Agent}}, {FirstName{Agent}}, {LastName{Agent}}, {Nickname{Agent}}';
  expect((await render(names)).body.text).toBe(`${name}, Magdalena, Marsh, Leni`);
});
