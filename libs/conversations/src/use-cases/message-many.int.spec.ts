import { v7 as uuid } from 'uuid';
import {
  consentChanged,
  conversationChanged,
  maskingRuleKind,
  organisationSettings,
  textWritten,
  timeOutRuleKind,
} from '#contracts';
import {
  aChannel,
  aConversation,
  anEvent,
  anOfferMade,
  aService,
  aText,
  personCalled,
  type Service,
  until,
} from '#testing';
import { ConversationsModule } from '../conversations.module.ts';
import { conversationsSchema } from '../schema.ts';

const [lena, diego] = ['lena', 'diego'].map((name) => personCalled(name).agentId);
const sofia = personCalled('sofia');
const jobs = '/api/conversations/bulk-jobs';

let service: Service;
beforeEach(async () => (service = await aService(ConversationsModule, conversationsSchema)));
afterEach(() => service.stop());

const begin = (body: object, id = uuid(), as = 'sofia') => service.put(`${jobs}/${id}`, body, { as });
const read = async (id: string) => (await service.get(`${jobs}/${id}`, { as: 'sofia' })).body;
const run = async (body: object, id = uuid()) => {
  expect(await begin(body, id)).toMatchObject({ status: 200, body: { status: 'running' } });
  await service.turn('timers');
  return read(id);
};
const outcomes = (job: { items: { conversationId: string; result: string; code: string | null }[] }) =>
  Object.fromEntries(job.items.map(({ conversationId, result, code }) => [conversationId, code ?? result]));
const now = async (id: string) => (await service.get(`/api/conversations/${id}`, { as: 'sofia' })).body;
const post = (id: string, what: string, as: string) => service.post(`/api/conversations/${id}/${what}`, { as });
const thread = async (id: string) =>
  (await service.get(`/api/conversations/${id}/messages`, { as: 'sofia' })).body.items;
const sent = async () => {
  await service.turn('outbox');
  return service.said(textWritten.type).map((event) => textWritten.parse(event).data);
};
const query = <Row>(sql: string, values: unknown[] = []): Promise<Row[]> =>
  service.database.read((db) => db.query(sql, values));
let version = 0;
const organisation = (settings: object) =>
  service.hear(anEvent(organisationSettings.changed, { version: (version += 1), ...settings }));
const outage = { action: 'message-customers', title: 'Outage', text: 'We are back at noon.' };

describe('a text to the customers of many conversations', () => {
  it('reaches each whom it may, says of the others why not, and takes what is open out of its queue', async () => {
    const { id: open } = await aConversation(service, { from: '+14155550121' });
    const { id: active } = await aConversation(service, { from: '+14155550122', acceptedBy: 'lena' });
    const { id: waiting } = await aConversation(service, { from: '+14155550123', acceptedBy: 'lena' });
    await post(waiting, 'close', 'lena');
    const { id: wrapUp } = await aConversation(service, { from: '+14155550124', acceptedBy: 'lena' });
    await post(wrapUp, 'end', 'lena');
    const { id: closed } = await aConversation(service, { from: '+14155550125' });
    await post(closed, 'force-close', 'sofia');
    const { id: out, number } = await aConversation(service, { from: '+14155550126' });
    await service.hear(
      anEvent(consentChanged, {
        ...{ number, customer: '+14155550126', at: new Date().toISOString(), position: 9, status: 'opted-out' },
        ...{ source: 'agent', word: null, recordedBy: null, entryId: uuid(), messageId: null, numbers: [number] },
      } as never),
    );
    const unknown = uuid();
    const all = [open, active, waiting, wrapUp, closed, out, unknown];
    const job = await run({ ...outage, conversationIds: all });
    expect(outcomes(job)).toEqual({
      ...{ [open]: 'done', [active]: 'done', [waiting]: 'done', [wrapUp]: 'conversation-ended' },
      ...{ [closed]: 'conversation-closed', [out]: 'opted-out', [unknown]: 'conversation-not-found' },
    });
    expect(job).toMatchObject({
      ...{ title: 'Outage', text: 'We are back at noon.', status: 'done', total: 7 },
      counts: { pending: 0, done: 3, unchanged: 0, refused: 4, cancelled: 0 },
    });
    const texts = await sent();
    expect(texts.map(({ to, body, author }) => [to, body, author]).sort()).toEqual(
      ['+14155550121', '+14155550122', '+14155550123'].map((to) => [to, 'We are back at noon.', 'agent']),
    );
    // what agents write now goes before it
    expect(texts.every(({ priority }) => priority > 10)).toBe(true);
    expect(await now(open)).toMatchObject({ status: 'waiting', statusReason: 'messaged-in-bulk', agentId: null });
    expect(await now(active)).toMatchObject({ status: 'active', agentId: lena, waitingSince: null });
    expect((await thread(active))[0]).toMatchObject({
      body: 'We are back at noon.',
      author: { kind: 'agent', name: sofia.name },
    });
    const moved = service.said(conversationChanged.type).map((event) => conversationChanged.parse(event).data);
    expect(moved.filter(({ reason }) => reason === 'messaged-in-bulk')).toMatchObject([
      { conversationId: open, from: 'open', status: 'waiting' },
    ]);

    await service.hear(aText({ from: '+14155550121', body: 'Thanks' }));
    expect(await now(open)).toMatchObject({ status: 'open', statusReason: 'customer-wrote' });
  });

  it('reaches a customer once who writes to two of our numbers', async () => {
    const { id: one } = await aConversation(service, { from: '+14155550121' });
    const other = aChannel({ channelId: uuid(), number: '+14255550199' } as never);
    await service.hear(other, aText({ from: '+14155550121', channelId: other.data.channelId } as never));
    const job = await run({ ...outage, filter: {} });
    expect(Object.values(outcomes(job)).sort()).toEqual(['done', 'told-elsewhere']);
    expect(job.items.some(({ conversationId }: { conversationId: string }) => conversationId === one)).toBe(true);
    expect(await sent()).toHaveLength(1);
  });

  it('keeps to caps together with runs, to consent where it is required, and to quiet hours where nobody waits', async () => {
    const { id: one } = await aConversation(service, { from: '+14155550121', acceptedBy: 'lena' });
    await organisation({ outbound: { frequencyCaps: [{ texts: 1, per: 'day' }] } });
    expect(outcomes(await run({ ...outage, conversationIds: [one] }))).toEqual({ [one]: 'done' });
    expect(outcomes(await run({ ...outage, conversationIds: [one] }))).toEqual({ [one]: 'capped' });

    const allDay = { from: '00:00', to: '23:59', zone: 'UTC' };
    await organisation({ outbound: { quietHours: allDay, requireOptIn: true } });
    await query(`UPDATE conversation SET customer = '+4915123456789' WHERE id = $1`, [one]);
    await query(`UPDATE bulk_item SET sent_at = sent_at - interval '2 days'`);
    const zone = (minutesBack: number) => new Date(Date.now() - minutesBack * 60_000).toISOString().slice(11, 16);
    await organisation({
      outbound: { quietHours: { from: zone(720), to: zone(-600), zone: 'UTC' }, requireOptIn: true },
    });
    await query(`UPDATE conversation SET customer = 'PARLEY' WHERE id = $1`, [one]);
    expect(outcomes(await run({ ...outage, conversationIds: [one] }))).toEqual({ [one]: 'done' });
    await post(one, 'close', 'lena');
    expect(outcomes(await run({ ...outage, conversationIds: [one] }))).toEqual({ [one]: 'quiet-hours' });
    await query(`UPDATE conversation_context SET started_by = 'agent'`);
    expect(outcomes(await run({ ...outage, conversationIds: [one] }))).toEqual({ [one]: 'no-consent' });
    expect(await sent()).toHaveLength(2);
  });

  it('does not wait to leave until it is quiet where its customer waits for nothing', async () => {
    const { id } = await aConversation(service, { from: '+4915123456789', acceptedBy: 'lena' });
    const clock = (hours: number) =>
      new Date(Date.now() + hours * 3_600_000).toLocaleTimeString('en-GB', { timeZone: 'Europe/Berlin' }).slice(0, 5);
    await organisation({ outbound: { quietHours: { from: clock(2), to: clock(3), zone: 'UTC' } } });
    await run({ ...outage, conversationIds: [id] });
    await post(id, 'close', 'lena');
    await run({ ...outage, conversationIds: [id] });
    const [first, second] = await sent();
    expect(first!.validUntil).toBeNull();
    expect(Math.ceil((Date.parse(second!.validUntil!) - Date.now()) / 3_600_000)).toBe(2);
  });

  it('is masked before anything is kept of it', async () => {
    const [rule] = maskingRuleKind.initial;
    await service.hear(anEvent(maskingRuleKind.changed, { ...rule!, version: 1 }));
    await organisation({ masking: { agentsFromCustomers: true, customersFromAgents: false } });
    const { id } = await aConversation(service, { from: '+14155550121' });
    const body = { ...outage, text: 'Card 4111 1111 1111 1111', conversationIds: [id] };
    const job = uuid();
    await run(body, job);
    expect((await thread(id))[0]).toMatchObject({ body: 'Card ###################', masked: true });
    expect((await read(job)).text).toBe('Card ###################');
    expect(JSON.stringify(await query('SELECT * FROM bulk_job'))).not.toContain('4111');
    expect((await sent())[0]!.body).toBe('Card ###################');
    expect((await begin(body, job)).status).toBe(200);
  });

  it('begins the silence of the customer for time-out rules', async () => {
    const { id, workstreamId } = await aConversation(service, { from: '+14155550121', acceptedBy: 'lena' });
    await service.hear(
      anEvent(timeOutRuleKind.changed, {
        ...{ id: uuid(), version: 1, slug: 'remind', name: 'Remind', active: true, workstreamId },
        ...{ trigger: 'customer-silent', after: { value: 10, unit: 'minutes' }, action: 'close', priority: 1 },
        ...{ recipient: null, texts: [], defaultLocale: 'en-US' },
      } as never),
    );
    await run({ ...outage, conversationIds: [id] });
    expect(await query(`SELECT subject FROM timer WHERE kind = 'act-on-silence'`)).toEqual([{ subject: id }]);
  });

  it('reaches each customer once, also when everything breaks down in the middle', async () => {
    await service.hear(aChannel());
    const many = Array.from({ length: 230 }, (_, n) => aText({ from: `+1415556${String(n).padStart(4, '0')}` }));
    await service.hear(...many);
    await query('CREATE SEQUENCE so_far');
    await query(`
      CREATE FUNCTION break_down() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF nextval('so_far') = 215 THEN RAISE EXCEPTION 'the power is out'; END IF;
        RETURN NEW;
      END $$`);
    await query(
      `CREATE TRIGGER break_down BEFORE INSERT ON message FOR EACH ROW WHEN (NEW.direction = 'out') EXECUTE FUNCTION break_down()`,
    );
    const id = uuid();
    try {
      expect((await run({ ...outage, filter: {} }, id)).counts).toMatchObject({ done: 200, pending: 30 });
      expect(await sent()).toHaveLength(200);
      await until('the job is done', async () => {
        await query(`UPDATE timer SET due_at = now() - interval '1 second' WHERE kind = 'run-bulk-job'`);
        await service.turn('timers');
        return (await read(id)).status === 'done';
      });
      // fifteen of the second batch were written, taken back, and written again
      expect(await query('SELECT last_value::int AS tried FROM so_far')).toEqual([{ tried: 230 + 15 }]);
      expect((await read(id)).counts).toMatchObject({ done: 230, pending: 0 });
    } finally {
      // the next test is given the same database
      await query('DROP FUNCTION break_down CASCADE');
      await query('DROP SEQUENCE so_far');
    }
    expect(new Set((await sent()).map(({ to }) => to)).size).toBe(230);
    expect(await sent()).toHaveLength(230);
  });
});

describe('what is told to the agents of many conversations', () => {
  it('is a line in each thread and one notice for each agent, and reaches no customer', async () => {
    const { id: one } = await aConversation(service, { from: '+14155550121', acceptedBy: 'lena' });
    const { id: two } = await aConversation(service, { from: '+14155550122', acceptedBy: 'lena' });
    const { id: three } = await aConversation(service, { from: '+14155550123' });
    await service.hear(anOfferMade({ conversationId: three, agentId: diego, version: 1 }));
    const { id: open } = await aConversation(service, { from: '+14155550124' });
    service.shown.length = 0;
    const job = await run({
      action: 'notify-agents',
      text: 'Offer a refund.',
      conversationIds: [one, two, three, open],
    });
    expect(outcomes(job)).toEqual({ [one]: 'done', [two]: 'done', [three]: 'done', [open]: 'nobody-has-it' });
    expect((await thread(two))[0]).toMatchObject({
      body: `${sofia.name} to agents: Offer a refund.`,
      author: { kind: 'system' },
      delivery: null,
    });
    const notices = service.shown.filter(({ frame }) => frame.kind === 'notice');
    expect(notices).toMatchObject([
      { frame: { id: job.id, view: { text: 'Offer a refund.', by: { name: sofia.name } } } },
    ]);
    expect([...notices[0]!.audience.agents].sort()).toEqual([lena, diego].sort());
    expect(await sent()).toEqual([]);
    expect(await now(one)).toMatchObject({ status: 'active', unread: 1 });
  });
});

describe('something done to many', () => {
  it('is for those whom a filter finds as it begins', async () => {
    const { id: open, channelId } = await aConversation(service, { from: '+14155550121' });
    const { id: active, workstreamId } = await aConversation(service, { from: '+14155550122', acceptedBy: 'lena' });
    const ids = async (filter: object) =>
      (await begin({ action: 'force-close', filter })).body.items?.map(
        ({ conversationId }: { conversationId: string }) => conversationId,
      );
    expect(await ids({ statuses: ['open'] })).toEqual([open]);
    expect(await ids({ agentId: lena })).toEqual([active]);
    expect(await ids({ channelId, workstreamId })).toEqual([open, active].sort());
    expect((await begin({ action: 'force-close', filter: { agentId: diego } })).body).toMatchObject({
      ...{ status: 409, code: 'nothing-found', errors: [{ field: 'filter' }] },
    });
    await organisation({ bulk: { conversations: 1 } });
    expect((await begin({ action: 'force-close', filter: {} })).body).toMatchObject({ code: 'too-many' });
  });

  it('stops where it is cancelled, and says who did', async () => {
    const { id } = await aConversation(service, { from: '+14155550121' });
    const job = uuid();
    await begin({ ...outage, conversationIds: [id] }, job);
    const cancelled = await service.post(`${jobs}/${job}/cancel`, { as: 'dana' });
    expect(cancelled).toMatchObject({
      status: 200,
      body: { status: 'cancelled', counts: { cancelled: 1 }, cancelledBy: { name: personCalled('dana').name } },
    });
    await service.turn('timers');
    expect(await sent()).toEqual([]);
    expect((await service.post(`${jobs}/${job}/cancel`, { as: 'sofia' })).body).toEqual(cancelled.body);
    expect((await service.post(`${jobs}/${uuid()}/cancel`, { as: 'sofia' })).status).toBe(404);
    expect((await service.post(`${jobs}/${job}/cancel`, { as: 'lena' })).status).toBe(403);
  });

  it('is in the history of each conversation, newest first, and forgotten after thirteen months', async () => {
    const { id } = await aConversation(service, { from: '+14155550121' });
    const first = await run({ ...outage, conversationIds: [id] });
    const second = await run({ action: 'force-close', title: 'Done with', conversationIds: [id] });
    const path = `/api/conversations/${id}/bulk-jobs`;
    const history = async (query = '') => (await service.get(path + query, { as: 'sofia' })).body;
    expect(await history()).toMatchObject({
      items: [
        { id: second.id, action: 'force-close', title: 'Done with', result: 'done', by: { name: sofia.name } },
        { id: first.id, action: 'message-customers', text: outage.text, result: 'done' },
      ],
      next: null,
    });
    const page = await history('?limit=1');
    expect((await history(`?limit=1&cursor=${page.next}`)).items).toMatchObject([{ id: first.id }]);
    expect((await service.get(path, { as: 'lena' })).status).toBe(403);
    expect((await service.get(`/api/conversations/${uuid()}/bulk-jobs`, { as: 'sofia' })).status).toBe(404);

    const age = (job: string, days: number) =>
      query(`UPDATE bulk_job SET done_at = now() - make_interval(days => $2) WHERE id = $1`, [job, days]);
    await age(first.id, 401);
    await age(second.id, 399);
    await service.turn('trim-bulk-jobs');
    expect((await history()).items).toMatchObject([{ id: second.id }]);
    expect(await query('SELECT job_id FROM bulk_item')).toEqual([{ job_id: second.id }]);
  });

  it.each([
    ['no text', { text: undefined }, 'text'],
    ['a text of 1,001 characters', { text: 'x'.repeat(1001) }, 'text'],
    ['an empty text', { text: ' ' }, 'text'],
    ['a text where it closes', { action: 'force-close' }, 'text'],
    ['neither names nor a filter', { conversationIds: undefined }, 'conversationIds'],
    ['names and a filter', { filter: {} }, 'filter'],
    [
      'a filter for what is closed',
      { conversationIds: undefined, filter: { statuses: ['closed'] } },
      'filter.statuses.0',
    ],
  ])('is not begun with %s', async (_, wrong, field) => {
    const refused = await begin({ ...outage, conversationIds: [uuid()], ...wrong });
    expect(refused.status).toBe(400);
    expect(refused.body.errors.map((one: { field: string }) => one.field)).toContain(field);
  });

  it('is another thing with another text', async () => {
    const { id } = await aConversation(service, { from: '+14155550121' });
    const job = await run({ ...outage, conversationIds: [id] });
    expect((await begin({ ...outage, text: 'Else', conversationIds: [id] }, job.id)).body.code).toBe('already-exists');
    expect((await begin({ ...outage, conversationIds: [id] }, job.id)).body).toEqual(job);
    expect((await begin({ ...outage, conversationIds: [id] }, uuid(), 'lena')).status).toBe(403);
  });
});
