import { v7 as uuid } from 'uuid';
import {
  channelId,
  consentChanged,
  customerErased,
  deliveryChanged,
  dispositionsRecorded,
  messageReceived,
  webhookKept,
} from '#contracts';
import { aChannel, anAccount, anEvent, aReply, aService, type Service } from '#testing';
import { readForm } from '../domain/form.ts';
import { readText } from '../domain/incoming-text.ts';
import { GatewaySettings } from '../gateway-settings.ts';
import { gatewaySchema } from '../schema.ts';
import { TwilioGatewayModule } from '../twilio-gateway.module.ts';
import { takeDeliveries } from './take-deliveries.ts';
import { takeInTexts } from './take-in-texts.ts';

const customer = '+14155550111';
const number = '+14252306549';
const path = `/api/gateway/blocked-numbers/${encodeURIComponent(customer)}`;

let service: Service;
beforeEach(async () => {
  const keys = `test:${Buffer.alloc(32, 7).toString('base64')}`;
  service = await aService(TwilioGatewayModule, gatewaySchema, [
    [GatewaySettings, new GatewaySettings({ SECRETS_KEYS: keys })],
  ]);
  await service.hear(anAccount({ sealedAuthToken: 'sealed' }), aChannel());
});
afterEach(() => service.stop());

const query = <T>(sql: string, parameters: unknown[] = []): Promise<T[]> =>
  service.database.read((db) => db.query(sql, parameters));
let last = 0;
const aForm = (Body: string, From = customer) =>
  new URLSearchParams({
    MessageSid: `SM${(++last).toString(16).padStart(32, '0')}`,
    From,
    To: number,
    Body,
  }).toString();
const comesIn = (form: string, receivedAt?: Date) =>
  service.database.transact((tx) =>
    takeInTexts(tx, [
      {
        text: readText(readForm(form)),
        channelId: channelId.parse(aChannel().data.channelId),
        form: Buffer.from(form),
        cause: { correlationId: uuid(), causationId: null },
        ...(receivedAt && { receivedAt }),
      },
    ]),
  );
const writes = (body: string, receivedAt?: Date) => comesIn(aForm(body), receivedAt);
const said = async (type: string) => {
  await service.turn('outbox');
  return service.said(type).map(({ data }) => data as { body?: string; reason?: string });
};
const bodies = async () => (await said(messageReceived.type)).map(({ body }) => body);
const block = () => service.put(path, { comment: 'Sells swordfish' }, { as: 'dana' });
const forget = (erasedAt = new Date()) =>
  service.hear(
    anEvent(customerErased, { erasureId: uuid(), addresses: [customer as never], erasedAt: erasedAt.toISOString() }),
  );
const reply = async () => {
  const text = aReply({ to: customer });
  await service.hear(text);
  await service.database.transact((tx) => takeDeliveries(tx, 8));
  const [row] = await query<{ state: string; reason: string | null }>(
    'SELECT state, reason FROM delivery WHERE message_id = $1',
    [text.data.messageId],
  );
  return row;
};

/** Every table in which one of these is to be read, be it as text, in bytes, or in the bytes of a form. */
async function tablesWith(...words: string[]): Promise<string[]> {
  const tables = await query<{ name: string }>(
    `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'gateway' AND tablename NOT IN ('inbox', 'outbox')`,
  );
  const spellings = words.flatMap((word) => [
    word,
    Buffer.from(word).toString('hex'),
    // wherever in a form it stands
    ...[0, 1, 2].map((at) =>
      Buffer.from(' '.repeat(at) + word)
        .toString('base64')
        .slice(at && at + 1, -4),
    ),
  ]);
  const found = [];
  for (const { name } of tables) {
    const rows = await query(`SELECT FROM ${name} t WHERE t::text LIKE ANY($1) LIMIT 1`, [
      spellings.map((spelling) => `%${spelling}%`),
    ]);
    if (rows.length > 0) found.push(name);
  }
  return found.toSorted();
}
const traces = () => tablesWith('4155550111', 'swordfish');

describe('a blocked customer who is forgotten', () => {
  it('is to be read nowhere any more: not in the block list, its history, texts, forms, or what failed', async () => {
    await writes('A swordfish for you');
    await service.put(`${path}/reports/${uuid()}`, { comment: 'swordfish again' }, { as: 'lena' });
    await block();
    await writes('Another swordfish');
    await writes('STOP');
    await reply();
    const form = Buffer.from(aForm('A late swordfish')).toString('base64');
    const kept = { kind: 'text' as const, channelId: channelId.parse(aChannel().data.channelId), form };
    const failed = [
      aReply({ to: customer, body: 'swordfish' }),
      anEvent(webhookKept, { ...kept, customer: customer as never, receivedAt: new Date().toISOString() }),
    ];
    for (const due of [null, new Date(Date.now() + 60_000)])
      await query(
        `INSERT INTO set_aside (subscription, event_id, event, failures, reason, set_aside_at, due_at)
         SELECT 'gateway.plan-delivery', gen_random_uuid(), event, 1, 'ill', now(), $2 FROM unnest($1::jsonb[]) AS event`,
        [failed.map((event) => JSON.stringify(event)), due],
      );
    expect(await traces()).toEqual([
      'blocked_number',
      'blocking_entry',
      'consent_entry',
      'delivery',
      'incoming_message',
      'raw_form',
      expect.stringContaining('raw_form_'),
      'set_aside',
    ]);
    await forget();
    expect(await traces()).toEqual([]);
    expect(await query(`SELECT sid FROM incoming_message`)).toHaveLength(3);
  });

  it('stays blocked: reaches nobody, and no text leaves to them', async () => {
    await block();
    await forget();
    await writes('Buy now');
    await comesIn(aForm('Hello', '+14155550112'));
    expect(await bodies()).toEqual(['Hello']);
    expect(await reply()).toEqual({ state: 'failed', reason: 'on-block-list' });
    const consent = await service.get(
      `/api/gateway/consent/${encodeURIComponent(number)}/${encodeURIComponent(customer)}`,
      { as: 'lena' },
    );
    expect(consent.body).toMatchObject({ isBlocked: true, mayBeTexted: false });
  });

  it('stays in the list under a name that tells nothing, and is unblocked by it, or by who knows the number', async () => {
    for (const nameOf of [(shown: string) => shown, () => customer]) {
      await block();
      await forget();
      const list = '/api/gateway/blocked-numbers';
      const { items } = (await service.get(list, { as: 'sofia' })).body;
      expect(items).toMatchObject([{ number: expect.stringMatching(/^forgotten:[\w-]{43}$/), comment: '' }]);
      const one = `${list}/${encodeURIComponent(nameOf(items[0].number))}`;
      expect((await service.get(one, { as: 'sofia' })).body).toMatchObject({ state: 'blocked' });
      expect((await service.get(`${one}/texts`, { as: 'dana' })).status).toBe(200);
      const unblocked = await service.post(`${one}/unblock`, { as: 'dana', body: { comment: '' } });
      expect(unblocked.body).toMatchObject({ state: 'clear' });
      expect(unblocked.body.history[0]).toMatchObject({ kind: 'unblocked' });
      expect((await service.get(list, { as: 'sofia' })).body.items).toEqual([]);
      expect(await reply()).toMatchObject({ state: 'submitting' });
      await query(`DELETE FROM delivery`);
    }
  });

  it('is known by their number again when somebody reports it anew, with what happened before', async () => {
    await block();
    await forget();
    const { body } = await service.put(`${path}/reports/${uuid()}`, { comment: 'Again' }, { as: 'lena' });
    expect(body).toMatchObject({
      number: customer,
      state: 'blocked',
      history: [{ kind: 'reported' }, { kind: 'blocked' }],
    });
    expect(await query(`SELECT number FROM blocked_number`)).toEqual([{ number: customer }]);
  });

  it('leaves nothing where they were only reported', async () => {
    await service.put(`${path}/reports/${uuid()}`, { comment: 'Hm' }, { as: 'lena' });
    await forget();
    expect(await query(`SELECT number FROM blocked_number`)).toEqual([]);
    expect((await service.get(path, { as: 'sofia' })).status).toBe(404);
  });
});

describe('a text from before its sender was forgotten', () => {
  const noon = new Date('2026-01-05T12:00:00.000Z');
  const before = new Date('2026-01-05T11:59:00.000Z');

  it('that comes in late leaves nothing but its SID, and is said to nobody', async () => {
    await forget(noon);
    await writes('A swordfish', before);
    expect(await bodies()).toEqual([]);
    expect(await traces()).toEqual([]);
    expect(await query(`SELECT sid FROM incoming_message`)).toHaveLength(1);
    await writes('I am back', new Date('2026-01-05T12:00:01.000Z'));
    expect(await bodies()).toEqual(['I am back']);
  });

  it('still opts them out, without a word to anybody', async () => {
    await forget(noon);
    await writes('STOP', before);
    expect(await said(consentChanged.type)).toEqual([]);
    expect(await traces()).toEqual([]);
    expect(await reply()).toEqual({ state: 'failed', reason: 'opted-out' });
  });
});

describe('what is heard of a customer only after they were forgotten', () => {
  const before = new Date(Date.now() - 60_000).toISOString();
  const written = (changes: Parameters<typeof aReply>[0] = {}) =>
    aReply({ to: customer, body: 'Your swordfish', writtenAt: before, ...changes });
  const outcome = async ({ data: { messageId } }: ReturnType<typeof aReply>) => {
    await service.database.transact((tx) => takeDeliveries(tx, 8));
    return query('SELECT state, body, recipient FROM delivery WHERE whole_id = $1', [messageId]);
  };

  it('a text of ours does not leave, is said to have failed, and leaves nothing but that it was there', async () => {
    await forget();
    const text = written();
    await service.hear(text);
    expect(await outcome(text)).toEqual([{ state: 'failed', body: '', recipient: 'ERASED' }]);
    expect(await traces()).toEqual([]);
    await service.turn('outbox');
    expect(service.said(deliveryChanged.type)).toMatchObject([
      { causationId: text.id, data: { messageId: text.data.messageId, state: 'failed' } },
    ]);
  });

  it('is told from what is written to them since, and to others', async () => {
    await forget(new Date(Date.now() - 30_000));
    const [late, since, other] = [
      written(),
      written({ writtenAt: new Date().toISOString() }),
      written({ to: '+14155550112' }),
    ];
    await service.hear(late, since, other);
    expect(await outcome(late)).toMatchObject([{ state: 'failed' }]);
    expect(await outcome(since)).toMatchObject([{ state: 'submitting', body: 'Your swordfish' }]);
    expect(await outcome(other)).toMatchObject([{ state: 'submitting', recipient: '+14155550112' }]);
  });

  it('the files of such a text go with it, and those of other conversations stay', async () => {
    const text = written({ mediaIds: [uuid(), uuid()] });
    const [theirs, anothers] = text.data.mediaIds;
    await query(
      `INSERT INTO media (id, direction, channel_id, conversation_id, place, file_name, content_type, size, state, attempts, version, created_at, changed_at)
       SELECT id, 'out', $2, conversation_id, 0, 'swordfish.png', 'image/png', 1, 'stored', 0, 1, now(), now()
       FROM unnest($1::uuid[], $3::uuid[]) AS file (id, conversation_id)`,
      [[theirs, anothers], text.data.channelId, [text.data.conversationId, uuid()]],
    );
    await forget();
    await service.hear(text);
    expect(await query('SELECT id, state, file_name AS name FROM media ORDER BY state')).toEqual([
      { id: theirs, state: 'erased', name: null },
      { id: anothers, state: 'stored', name: 'swordfish.png' },
    ]);
  });

  it('that they are not to be contacted holds, under no name', async () => {
    await forget();
    await service.hear(
      anEvent(dispositionsRecorded, {
        ...{ conversationId: uuid(), workstreamId: uuid(), channelId: aChannel().data.channelId, number, customer },
        ...{ recordedAt: before },
        dispositions: [
          {
            ...{ id: uuid(), name: 'Swordfish', category: '', effect: 'do-not-contact' },
            by: { agentId: uuid(), name: 'Lena Marsh' },
          },
        ],
      }),
    );
    expect(await traces()).toEqual([]);
    expect(await tablesWith('Swordfish')).toEqual([]);
    expect(await said(consentChanged.type)).toEqual([]);
    expect(await reply()).toEqual({ state: 'failed', reason: 'opted-out' });
  });
});
