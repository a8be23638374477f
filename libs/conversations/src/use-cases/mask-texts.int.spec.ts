import { v7 as uuid } from 'uuid';
import { customerErased, maskingRuleKind, organisationSettings, textWritten } from '#contracts';
import { OutsideSettings } from '#outside';
import { Seal } from '#secrets';
import {
  aChannel,
  aConversation,
  aListener,
  anEvent,
  aService,
  aText,
  type Listener,
  onThisMachine,
  type Service,
} from '#testing';
import { ConversationsModule } from '../conversations.module.ts';
import { ConversationsSettings } from '../conversations-settings.ts';
import { conversationsSchema } from '../schema.ts';
import { CallWebhooks } from '../timers/call-webhooks.ts';

const seal = new Seal(`one:${Buffer.alloc(32, 7).toString('base64')}`);
let service: Service;
let other: Listener;
const begin = async (keys: Seal | null) => {
  service = await aService(ConversationsModule, conversationsSchema, [
    [OutsideSettings, onThisMachine],
    [ConversationsSettings, { seal: keys, country: 'US' }],
  ]);
  const [rule] = maskingRuleKind.initial;
  await service.hear(
    anEvent(maskingRuleKind.changed, { ...rule, version: 1 }),
    anEvent(maskingRuleKind.changed, {
      ...{ id: uuid(), slug: 'pin', name: 'PIN', description: '', version: 1 },
      ...{ expression: String.raw`(?<=PIN )\d{4}`, active: false },
    }),
  );
  await mask({ customersFromAgents: true, agentsFromCustomers: true });
};
let version = 0;
const mask = (masking: object) =>
  service.hear(anEvent(organisationSettings.changed, { version: (version += 1), masking }));
beforeEach(async () => {
  other = await aListener();
  await begin(seal);
});
afterEach(async () => {
  await service.stop();
  await other.stop();
});

const card = '4111 1111 1111 1111';
const hidden = '#'.repeat(card.length);
const threadOf = async (id: string) =>
  (await service.get(`/api/conversations/${id}/messages`, { as: 'lena' })).body.items;
const write = (id: string, body: string, messageId: string = uuid()) =>
  service.put(`/api/conversations/${id}/messages/${messageId}`, { body }, { as: 'lena' });
const reveal = (id: string, messageId: string, as: string, reason = 'The bank asks') =>
  service.post(`/api/conversations/${id}/messages/${messageId}/reveal`, { as, body: { reason } });

describe('what a rule finds in a customer’s text', () => {
  it('is hidden from everybody: in lists, threads, live frames, offers, transcripts and the search', async () => {
    const conversation = await aConversation(service, { acceptedBy: 'lena', body: `My card is ${card}, PIN 1234` });
    const left = `My card is ${hidden}, PIN 1234`;
    expect(conversation.lastText?.body).toBe(left);
    const [text] = await threadOf(conversation.id);
    expect(text).toMatchObject({ body: left, masked: true });
    await service.hear(aText({ body: `Again: ${card}` }));
    const transcript = await service.get(`/api/conversations/${conversation.id}/transcript`, { as: 'lena' });
    expect(JSON.stringify([service.shown, service.said('conversations.'), transcript.body])).not.toContain('4111');
    expect((await service.get('/api/conversations/search?q=4111', { as: 'dana' })).body.items).toEqual([]);
  });

  it('lies in no table in the clear', async () => {
    await aConversation(service, { body: `My card is ${card}` });
    const found = await service.database.read(async (db) => {
      const tables: { name: string }[] = await db.query(
        `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'conversations'`,
      );
      const holding = [];
      for (const { name } of tables) {
        const [row]: { count: number }[] = await db.query(
          `SELECT count(*)::int AS count FROM ${name} t WHERE t::text ~ '4111'`,
        );
        if (row!.count > 0) holding.push(name);
      }
      return holding;
    });
    expect(found).toEqual([]);
  });

  it('is not told to other systems either', async () => {
    const webhook = { name: 'Warehouse', address: other.url, kinds: ['message-received'] };
    await service.put(`/api/conversations/webhooks/${uuid()}`, webhook, { as: 'dana' });
    await service.turn('heed-webhooks');
    await service.hear(aChannel(), aText({ body: `My card is ${card}` }));
    await service.turn('errands.webhook');
    await service.app.get(CallWebhooks).lanes.settled();
    expect(other.heard.map(({ body }) => body.data.body)).toEqual([`My card is ${hidden}`]);
  });

  it('is left as it is while nobody has turned it on, and in texts of before', async () => {
    await mask({ customersFromAgents: false });
    const { id } = await aConversation(service, { acceptedBy: 'lena', body: `My card is ${card}` });
    await mask({ customersFromAgents: true });
    const [text] = await threadOf(id);
    expect(text.body).toContain(card);
    expect(text.masked).toBeUndefined();
    expect(await reveal(id, text.id, 'sofia')).toMatchObject({ status: 409, body: { code: 'not-masked' } });
  });
});

describe('what a rule finds in an agent’s text', () => {
  it('is hidden before it leaves, and from both sides; the same text once more is the same', async () => {
    const { id } = await aConversation(service, { acceptedBy: 'lena' });
    const messageId = uuid();
    const first = await write(id, `You wrote ${card}`, messageId);
    expect(first).toMatchObject({ status: 200, body: { body: `You wrote ${hidden}`, masked: true } });
    expect(await write(id, `You wrote ${card}`, messageId)).toMatchObject({ status: 200, body: first.body });
    expect(await write(id, 'Another', messageId)).toMatchObject({ status: 409, body: { code: 'already-exists' } });
    await service.turn('outbox');
    expect(service.said(textWritten.type).map((event) => textWritten.parse(event).data.body)).toEqual([
      `You wrote ${hidden}`,
    ]);
  });

  it('is hidden in a conversation that the agent begins, too', async () => {
    await service.hear(aChannel());
    const { channelId } = aChannel().data;
    const id = uuid();
    const begun = { channelId, to: '+14155550199', body: `We have ${card}` };
    await service.put(`/api/conversations/started/${id}`, begun, { as: 'lena' });
    expect((await threadOf(id))[0]).toMatchObject({ body: `We have ${hidden}`, masked: true });
    // asked for again it is the same, although it is not kept as it was written
    const again = (asked: object) => service.put(`/api/conversations/started/${id}`, asked, { as: 'lena' });
    expect(await again(begun)).toMatchObject({ status: 200, body: { id } });
    expect(await again({ ...begun, body: 'We have none' })).toMatchObject({ status: 409 });
  });
});

describe('what is hidden', () => {
  it('is revealed to supervisors and administrators who say why, and each time is written down without it', async () => {
    const { id } = await aConversation(service, { acceptedBy: 'lena', body: `My card is ${card}` });
    const [text] = await threadOf(id);
    expect(await reveal(id, text.id, 'lena')).toMatchObject({ status: 403 });
    expect(await reveal(id, text.id, 'sofia', ' ')).toMatchObject({ status: 400 });
    expect(await reveal(id, uuid(), 'sofia')).toMatchObject({ status: 404, body: { code: 'message-not-found' } });
    expect(await reveal(id, text.id, 'sofia')).toMatchObject({ status: 200, body: { body: `My card is ${card}` } });
    await reveal(id, text.id, 'dana', 'A dispute');
    const audit = await service.get(`/api/conversations/reveals?conversationId=${id}&limit=1`, { as: 'dana' });
    expect(audit.body.items).toMatchObject([{ messageId: text.id, by: { name: 'Dana Brooks' }, reason: 'A dispute' }]);
    const rest = await service.get(`/api/conversations/reveals?limit=1&cursor=${audit.body.next}`, { as: 'dana' });
    expect(rest.body).toMatchObject({ items: [{ by: { name: 'Sofia Lindgren' } }], next: null });
    expect(JSON.stringify(audit.body)).not.toContain('4111');
    expect(await service.get('/api/conversations/reveals', { as: 'sofia' })).toMatchObject({ status: 403 });
  });

  it('is not kept at all where there are no keys to seal it with', async () => {
    await service.stop();
    await begin(null);
    const { id } = await aConversation(service, { acceptedBy: 'lena', body: `My card is ${card}` });
    const [text] = await threadOf(id);
    expect(text.body).toBe(`My card is ${hidden}`);
    expect(await reveal(id, text.id, 'sofia')).toMatchObject({ body: { code: 'unavailable' } });
  });

  it('is forgotten with the customer', async () => {
    await aConversation(service, { body: `My card is ${card}` });
    await service.put(`/api/conversations/erasures/${uuid()}`, { numbers: ['+14155550111'] }, { as: 'dana' });
    await service.turn('timers');
    await service.turn('outbox');
    expect(service.said(customerErased.type)).toHaveLength(1);
    const left = await service.database.read((db) => db.query('SELECT * FROM hidden_text'));
    expect(left).toEqual([]);
  });
});
