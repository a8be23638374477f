import {
  channelId,
  conversationChanged,
  conversationReady,
  type ConversationView,
  type EventOf,
  messageReceived,
  type MessageView,
} from '#contracts';
import {
  aChannel,
  aConversation,
  anEvent,
  anOfferEnded,
  aService,
  aText,
  personCalled,
  type Service,
  until,
} from '#testing';
import { ConversationsModule } from '../conversations.module.ts';
import { conversationsSchema } from '../schema.ts';
import { receiveMessages } from './receive-messages.ts';

const lena = personCalled('lena').agentId;
const other = channelId.parse('7b3c1a9e-3f1d-4c6e-8a55-0d2f3b6c9e99');
const usual = aText().data.channelId;

let service: Service;
beforeEach(async () => (service = await aService(ConversationsModule, conversationsSchema)));
afterEach(() => service.stop());

const ongoing = async (): Promise<ConversationView[]> =>
  (await service.get('/api/conversations?view=ongoing', { as: 'sofia' })).body.items;
const thread = async (id: string): Promise<string[]> => {
  const { body } = await service.get(`/api/conversations/${id}/messages`, { as: 'sofia' });
  return (body.items as MessageView[]).map((message) => message.body).reverse();
};
const ready = () => service.said(conversationReady.type).map((event) => conversationReady.parse(event).data);
const at = (second: number) => new Date(Date.UTC(2026, 0, 5, 9, 0, second)).toISOString();
const count = async (table: string) =>
  Number((await service.database.read((db) => db.query(`SELECT count(*) AS n FROM ${table}`)))[0].n);

/** Receives a text in a transaction that ends when it is told to. */
async function receiveAndWait(text: EventOf<typeof messageReceived>) {
  let mayCommit = () => {};
  const told = new Promise<void>((resolve) => (mayCommit = resolve));
  let done: Promise<void> = Promise.resolve();
  await new Promise<void>((received) => {
    done = service.database.transact(async (tx) => {
      await receiveMessages(tx, [text]);
      received();
      await told;
    });
  });
  return { done, mayCommit };
}
const somebodyWaits = async () => {
  const [{ n }] = await service.database.read((db) =>
    db.query(`SELECT count(*)::int AS n FROM pg_locks JOIN pg_database AS d ON d.oid = database
              WHERE datname = current_database() AND locktype = 'advisory' AND NOT granted`),
  );
  return n > 0;
};

describe('the first text of a customer', () => {
  it('opens a conversation, and says that it needs somebody', async () => {
    const text = aText({ body: 'My lamp is broken' });
    await service.hear(aChannel());
    await service.hear(text);
    await service.turn('outbox');

    const [conversation] = await ongoing();
    expect(conversation).toMatchObject({
      version: 1,
      status: 'open',
      agentId: null,
      unread: 1,
      channelName: 'Support line',
      number: '+14252306549',
      customer: '+14155550111',
      lastText: { body: 'My lamp is broken', direction: 'in' },
      waitingSince: text.data.receivedAt,
      previousConversationId: null,
    });
    expect(ready()).toEqual([
      expect.objectContaining({
        conversationId: conversation!.id,
        version: 1,
        preview: 'My lamp is broken',
        country: 'US',
        locale: 'en-US',
        previousAgentId: null,
        lastInteractionAt: text.data.receivedAt,
      }),
    ]);
    const said = service.said(conversationReady.type)[0]!;
    expect([said.correlationId, said.causationId]).toEqual([text.correlationId, text.id]);
  });

  it('is shown to supervisors as the list shows it', async () => {
    const conversation = await aConversation(service);
    expect(service.shown).toEqual([
      {
        audience: { agents: [], supervisors: true },
        frame: { kind: 'conversation', id: conversation.id, version: 1, view: conversation },
      },
    ]);
  });
});

describe('the next text', () => {
  it('continues the active conversation: no new one, one more unread, nothing for routing', async () => {
    const { id } = await aConversation(service, { acceptedBy: 'lena' });
    service.shown.length = 0;
    await service.hear(aText({ body: 'Are you there?' }));
    await service.turn('outbox');

    expect(await ongoing()).toEqual([expect.objectContaining({ id, status: 'active', unread: 2 })]);
    expect(await thread(id)).toEqual(['Hello', 'Are you there?']);
    expect(ready()).toHaveLength(1);
    expect(service.shown.map(({ audience, frame }) => [frame.kind, audience])).toEqual([
      ['conversation', { agents: [lena], supervisors: true }],
      ['message', { agents: [lena], supervisors: true }],
    ]);
  });

  it('brings a waiting conversation back, and takes it off the desk of the agent it was with', async () => {
    const { id } = await aConversation(service, { acceptedBy: 'lena' });
    await service.post(`/api/conversations/${id}/close`, { as: 'lena' });
    service.shown.length = 0;
    await service.hear(aText({ body: 'One more thing' }));
    await service.turn('outbox');

    const [conversation] = await ongoing();
    expect(conversation).toMatchObject({ id, status: 'open', agentId: null, accepted: false });
    expect(ready().at(-1)).toMatchObject({
      preview: 'One more thing',
      previousAgentId: lena,
      version: conversation!.version,
    });
    const changes = service.said(conversationChanged.type).map((event) => conversationChanged.parse(event).data);
    expect(changes.at(-1)).toMatchObject({ from: 'waiting', status: 'open', reason: 'customer-wrote' });
    expect(changes.at(-1)!.version).toBeLessThan(conversation!.version);
    expect(service.shown).toEqual([
      { audience: { agents: [lena], supervisors: true }, frame: expect.objectContaining({ id, view: conversation }) },
    ]);
  });

  it.each([
    ['in wrap-up', ['end']],
    ['closed', ['end', 'close']],
  ])('opens a new conversation, linked to the one before, when that is %s', async (_, buttons) => {
    const { id } = await aConversation(service, { acceptedBy: 'lena' });
    for (const button of buttons) await service.post(`/api/conversations/${id}/${button}`, { as: 'lena' });
    await service.hear(aText({ body: 'Me again' }));
    await service.turn('outbox');

    const fresh = (await ongoing()).find(({ status }) => status === 'open')!;
    expect(fresh).toMatchObject({ previousConversationId: id, unread: 1 });
    expect(await thread(fresh.id)).toEqual(['Me again']);
    expect(ready().at(-1)).toMatchObject({ conversationId: fresh.id, previousAgentId: null });
  });

  it('to another of our numbers is another conversation', async () => {
    await service.hear(aChannel(), aChannel({ channelId: other, number: '+14252306550' }));
    await service.hear(aText(), aText({ channelId: other }), aText({ from: '+14155550112' }));
    expect(new Set((await ongoing()).map(({ id }) => id)).size).toBe(3);
  });
});

describe('texts that arrive in any order', () => {
  const texts = [3, 1, 4, 0, 2].map((second) => aText({ body: `text ${second}`, receivedAt: at(second) }));
  const inOrder = ['text 0', 'text 1', 'text 2', 'text 3', 'text 4'];

  it.each([
    ['together', [texts]],
    ['one by one', texts.map((text) => [text])],
  ])('%s are one conversation in the order in which they were received', async (_, deliveries) => {
    await service.hear(aChannel());
    for (const delivery of deliveries) await service.hear(...delivery);

    const [conversation, ...more] = await ongoing();
    expect(more).toEqual([]);
    expect(conversation).toMatchObject({ unread: 5, lastText: { body: 'text 4' }, waitingSince: at(0) });
    expect(await thread(conversation!.id)).toEqual(inOrder);
  });

  it('within the same millisecond are in the order of the gateway', async () => {
    const [one, two, three] = [aText({ body: '1' }), aText({ body: '2' }), aText({ body: '3' })];
    await service.hear(aChannel());
    await service.hear(three, one);
    await service.hear(two);
    expect(await thread((await ongoing())[0]!.id)).toEqual(['1', '2', '3']);
  });
});

describe('a text that is delivered again', () => {
  it('changes nothing, as the same event or as another one about the same text', async () => {
    const text = aText();
    await service.hear(aChannel());
    await service.hear(text, text);
    await service.hear(text);
    await service.hear(anEvent(messageReceived, text.data));
    expect(await ongoing()).toEqual([expect.objectContaining({ unread: 1, version: 1 })]);
    expect(await count('message')).toBe(1);
  });

  it('does not open a conversation that was closed meanwhile', async () => {
    const text = aText();
    await service.hear(aChannel(), text);
    await service.turn('outbox');
    const [{ id }] = (await ongoing()) as [ConversationView];
    await service.hear(anOfferEnded({ conversationId: id, agentId: lena }));
    for (const button of ['end', 'close']) await service.post(`/api/conversations/${id}/${button}`, { as: 'lena' });
    await service.hear(anEvent(messageReceived, text.data));
    expect(await ongoing()).toEqual([]);
  });
});

describe('first texts of one customer at the same time', () => {
  it('are one conversation with two texts in order, however the two transactions meet', async () => {
    await service.hear(aChannel());
    const [first, second] = [aText({ body: 'first' }), aText({ body: 'second' })];
    const { done: one, mayCommit } = await receiveAndWait(second);
    const two = service.database.transact((tx) => receiveMessages(tx, [first]));
    await until('the second transaction waits for the first', () => somebodyWaits());
    mayCommit();
    await Promise.all([one, two]);
    await service.turn('outbox');

    const [conversation, ...more] = await ongoing();
    expect(more).toEqual([]);
    expect(await thread(conversation!.id)).toEqual(['first', 'second']);
    expect(ready()).toHaveLength(1);
  });

  it('and of many customers, in many overlapping batches, lose and double nothing', async () => {
    await service.hear(aChannel(), aChannel({ channelId: other }));
    const customers = Array.from({ length: 12 }, (_, n) => `+1415555${1000 + n}`);
    const batches: EventOf<typeof messageReceived>[][] = Array.from({ length: 16 }, (_, batch) =>
      customers.map((_, n) =>
        aText({
          from: customers[(n * 5 + batch * 7) % 12],
          channelId: n % 2 === 0 ? other : usual,
        }),
      ),
    );
    await Promise.all(batches.map((batch) => service.database.transact((tx) => receiveMessages(tx, batch))));

    const pairs = new Set(batches.flat().map(({ data }) => `${data.channelId} ${data.from}`));
    const conversations = await ongoing();
    expect(conversations).toHaveLength(pairs.size);
    expect(conversations.reduce((sum, { unread }) => sum + unread, 0)).toBe(16 * 12);
    expect(await count('message')).toBe(16 * 12);
  });

  it('could not become two by any other way either', async () => {
    const { id } = await aConversation(service);
    const copy = service.database.read((db) =>
      db.query(
        `INSERT INTO conversation SELECT (jsonb_populate_record(c, jsonb_build_object('id', gen_random_uuid()))).*
         FROM conversation AS c WHERE id = $1`,
        [id],
      ),
    );
    await expect(copy).rejects.toThrow('one_ongoing_conversation');
  });
});

describe('a text through a channel that we have not been told of', () => {
  it('is kept, and routed as soon as the channel is known', async () => {
    await service.hear(aText({ body: 'first' }), aText({ body: 'second' }), aText({ channelId: other }));
    await service.turn('outbox');
    expect([ready(), await ongoing(), service.shown]).toEqual([[], [], []]);

    await service.hear(aChannel());
    await service.turn('outbox');
    const [conversation, ...more] = await ongoing();
    expect(more).toEqual([]);
    expect(conversation).toMatchObject({ unread: 2, status: 'open', version: 3 });
    expect(ready()).toEqual([expect.objectContaining({ conversationId: conversation!.id, version: 3 })]);
    expect(service.shown.map(({ frame }) => frame.id)).toEqual([conversation!.id]);
    expect(await thread(conversation!.id)).toEqual(['first', 'second']);
  });

  it('is routed also when the channel becomes known in the same moment', async () => {
    const { done: receiving, mayCommit } = await receiveAndWait(aText());
    const telling = service.hear(aChannel());
    await until('the channel waits for the text', () => somebodyWaits());
    mayCommit();
    await Promise.all([receiving, telling]);
    await service.turn('outbox');
    expect(ready()).toHaveLength(1);
  });
});
