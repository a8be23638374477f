import { readdir } from 'node:fs/promises';
import { connect } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { v7 as uuid } from 'uuid';
import {
  consentModeKind,
  consentTextKind,
  customerErased,
  type DataOf,
  deliveryChanged,
  gatewayForgotten,
  mediaStored,
} from '#contracts';
import { PublicAddress } from '#platform';
import { Seal } from '#secrets';
import { aChannel, anAccount, anEvent, aReply, aService, type Service, until } from '#testing';
import { createSimulator, type Simulator } from '#twilio-simulator';
import { GatewaySettings } from '../gateway-settings.ts';
import { gatewaySchema } from '../schema.ts';
import { FileStorage } from '../media/file-storage.ts';
import { aFolder } from '../test/a-folder.ts';
import { pdf, png } from '../test/files.ts';
import { FetchMedia } from '../timers/fetch-media.ts';
import { SendDeliveries } from '../timers/send-deliveries.ts';
import { TwilioGatewayModule } from '../twilio-gateway.module.ts';

const keys = `test:${Buffer.alloc(32, 7).toString('base64')}`;
const accountSid = `AC${'0'.repeat(31)}1`;
const { accountId, channelId, number } = aChannel().data;
const sealedAuthToken = new Seal(keys).seal('north-token', `account/${accountId}/auth-token`);
const short = { channelId: '7b3c1a9e-3f1d-4c6e-8a55-0d2f3b6c9e31', number: '72345' };
const customer = '+14155550111';
const conversationId = uuid();

let service: Service;
let simulator: Simulator;
let folder: ReturnType<typeof aFolder>;
beforeEach(async () => {
  folder = aFolder();
  simulator = createSimulator({
    pace: { queuedMs: 1, sendingMs: 1, sentMs: 1 },
    accounts: [{ sid: accountSid, authToken: 'north-token', numbers: [{ number }, { number: short.number }] }],
  });
  const settings = { SECRETS_KEYS: keys, MEDIA_FOLDER: folder.path, TWILIO_API_BASE_URL: await simulator.listen() };
  const address = new PublicAddress('');
  service = await aService(TwilioGatewayModule, gatewaySchema, [
    [GatewaySettings, new GatewaySettings(settings)],
    [PublicAddress, address],
  ]);
  await service.app.listen(0, '127.0.0.1');
  Object.assign(address, { base: await service.app.getUrl() });
  simulator.control.configureNumber(number, { smsUrl: `${address.base}/webhooks/twilio/north-key/messages` });
  const mayAttach = { settings: { agentsMayAttach: true, customersMayAttach: true } };
  await service.hear(
    anAccount({ accountSid, sealedAuthToken }),
    aChannel(mayAttach),
    aChannel({ ...short, ...mayAttach }),
  );
});
afterEach(async () => {
  await service.stop();
  await simulator.stop();
  folder.remove();
});

const query = <T>(sql: string, parameters: unknown[] = []): Promise<T[]> =>
  service.database.read((db) => db.query(sql, parameters));
const filesIn = async (path: string) =>
  (await readdir(path, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
async function upload(
  id: string,
  bytes: Uint8Array,
  name: string,
  to = channelId as string,
  conversation = conversationId,
  as = 'lena',
) {
  const form = new FormData();
  form.append('file', new File([bytes], name));
  const request = new Request('http://x', { method: 'PUT', body: form });
  return service.app.inject({
    method: 'PUT',
    url: `/api/gateway/media/${id}?conversationId=${conversation}&channelId=${to}`,
    headers: { authorization: `Bearer ${as}`, 'content-type': request.headers.get('content-type')! },
    payload: Buffer.from(await request.arrayBuffer()),
  });
}
async function attach(...what: [bytes: Uint8Array, name: string, to?: string, conversation?: string]) {
  const id = uuid();
  expect((await upload(id, ...what)).statusCode).toBe(200);
  return id;
}
const write = async (changes: Parameters<typeof aReply>[0]) => {
  const text = aReply({ conversationId, to: customer, ...changes });
  await service.hear(text);
  return text.data.messageId;
};
const stateOf = async (id: string) =>
  (await query<{ state: string }>(`SELECT state FROM delivery WHERE message_id = $1`, [id]))[0]!.state;
const delivered = (id: string) =>
  until('the text is delivered', async () => {
    await service.turn('send-deliveries');
    return (await stateOf(id)) === 'delivered';
  });
const settle = async () => {
  await service.turn('fetch-media');
  await service.app.get(FetchMedia, { strict: false }).settled();
  await service.app.get(SendDeliveries, { strict: false }).settled();
  await service.turn('outbox');
};

describe('a file that an agent attaches', () => {
  it('may be a supervisor’s who joined, but nobody else’s', async () => {
    const by = async (as: string) => (await upload(uuid(), png, 'photo.png', channelId, conversationId, as)).statusCode;
    expect([await by('sofia'), await by('dana')]).toEqual([200, 403]);
  });

  it('may come several times at once, and is there once', async () => {
    const id = uuid();
    const answers = await Promise.all(Array.from({ length: 5 }, () => upload(id, png, 'photo.png')));
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([200, 200, 200, 200, 200]);
    await settle();
    expect(service.said(mediaStored.type)).toHaveLength(1);
  });

  it('leaves nothing behind when it breaks off', async () => {
    const id = uuid();
    const { hostname, port } = new URL(await service.app.getUrl());
    const socket = connect(Number(port), hostname);
    const path = `/api/gateway/media/${id}?conversationId=${conversationId}&channelId=${channelId}`;
    const part = '--x\r\ncontent-disposition: form-data; name="file"; filename="half.png"\r\n\r\n';
    const head = `PUT ${path} HTTP/1.1\r\nhost: x\r\nauthorization: Bearer lena\r\n`;
    const type = 'content-type: multipart/form-data; boundary=x\r\ncontent-length: 900000\r\n\r\n';
    socket.write(`${head}${type}${part}`);
    socket.write(Buffer.concat([png, Buffer.alloc(200_000)]));
    await until('it is arriving', async () => (await filesIn(folder.path)).length === 1);
    socket.destroy();
    await until('it is gone', async () => (await filesIn(folder.path)).length === 0);
    expect(await query(`SELECT FROM media WHERE id = $1`, [id])).toEqual([]);
    expect((await upload(id, png, 'whole.png')).statusCode).toBe(200);
  });

  it('stays what it was when another one comes under its id at the same moment', async () => {
    const id = uuid();
    const answers = await Promise.all([upload(id, png, 'photo.png'), upload(id, pdf, 'offer.pdf')]);
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([200, 409]);
    const [row] = await query<{ content_type: string; size: number; stored_as: string }>(
      `SELECT content_type, size::int AS size, stored_as FROM media WHERE id = $1`,
      [id],
    );
    const { stored_as: place, ...kept } = row!;
    const isPicture = answers[0]!.statusCode === 200;
    const expected = isPicture ? png : pdf;
    expect(kept).toEqual({ content_type: isPicture ? 'image/png' : 'application/pdf', size: expected.length });
    const stored = await service.app
      .get(FileStorage, { strict: false })
      .open(place, { start: 0, end: expected.length - 1 });
    expect(await buffer(stored!)).toEqual(Buffer.from(expected));
  });
});

describe("the files of an agent's text", () => {
  it('reach the phone with it: Twilio fetches them by links that need no credentials', async () => {
    const mediaIds = [await attach(png, 'photo.png'), await attach(pdf, 'offer.pdf')];
    const id = await write({ body: 'Here they are', mediaIds });
    await delivered(id);
    const text = await simulator.control.phone(customer).received('Here they are');
    expect(text.media.map(({ contentType }) => contentType)).toEqual(['image/png', 'application/pdf']);
    await settle();
    const told = service.said(mediaStored.type).map(({ data }) => data as DataOf<typeof mediaStored>);
    expect(told.slice(-2)).toMatchObject([
      { mediaId: mediaIds[0], messageId: id, index: 0, version: 2 },
      { mediaId: mediaIds[1], messageId: id, index: 1, version: 2 },
    ]);
  });

  it('may be all there is', async () => {
    const id = await write({ body: '', mediaIds: [await attach(png, 'photo.png')] });
    await delivered(id);
    const text = await simulator.control.phone(customer).received('');
    expect(text.media).toHaveLength(1);
  });

  it('are links in the words where the number takes no files', async () => {
    const mediaId = await attach(png, 'photo.png', short.channelId);
    await delivered(await write({ body: 'Look:', channelId: short.channelId, mediaIds: [mediaId] }));
    const text = await simulator.control.phone(customer).received(({ body }) => body.startsWith('Look:'));
    expect(text.media).toEqual([]);
    const [, link] = text.body.split('\n');
    expect(link).toContain(`/api/gateway/media/${mediaId}?until=`);
    const seen = await fetch(link!);
    expect([seen.status, Buffer.from(await seen.arrayBuffer())]).toEqual([200, png]);
  });

  it.each<[string, () => Promise<string[]>]>([
    ['nobody attached', async () => [uuid()]],
    ['was attached in another conversation', async () => [await attach(png, 'a.png', channelId, uuid())]],
    [
      'went with another text',
      async () => {
        const mediaId = await attach(png, 'a.png');
        await write({ body: 'First', mediaIds: [mediaId] });
        return [mediaId];
      },
    ],
  ])('hold it back when one of them %s', async (_, ids) => {
    const id = await write({ body: 'Second', mediaIds: await ids() });
    expect(await stateOf(id)).toBe('failed');
    await service.turn('outbox');
    const last = service.said(deliveryChanged.type).map(({ data }) => data as DataOf<typeof deliveryChanged>);
    expect(last.find(({ messageId }) => messageId === id)).toMatchObject({ state: 'failed', reason: 'media' });
  });
});

describe('a keyword', () => {
  const says = async (body: string) => {
    await simulator.control.text({ from: customer, to: number, body });
    await service.turn('send-deliveries');
    return (await query<{ body: string }>(`SELECT body FROM delivery ORDER BY written_at`)).map((row) => row.body);
  };
  const defined = { slug: 'x', name: 'X', description: '' };
  const mode = (version: number, how: string) =>
    anEvent(consentModeKind.changed, {
      ...defined,
      id: '0199c1d4-7c00-7000-8000-000000000901',
      version,
      channelId,
      mode: how,
    });
  const text = (n: number, words: string, more: object) =>
    anEvent(consentTextKind.changed, {
      ...defined,
      id: `0199c1d4-7c00-7000-8000-00000000091${n}`,
      version: 1,
      keyword: 'help',
      level: 'sms',
      channelId: null,
      locale: 'en-US',
      text: words,
      ...more,
    });

  it('is left to the provider until the number is told to answer itself', async () => {
    expect(await says('HELP')).toEqual([]);
    await service.hear(mode(1, 'we-reply'));
    expect(await says('HELP')).toEqual([expect.stringContaining('Reply STOP')]);
    await service.hear(mode(2, 'provider-replies'));
    expect(await says('HELP')).toHaveLength(1);
  });

  it('is answered with the words of the channel and its language before those for all', async () => {
    await service.hear(mode(1, 'we-reply'), text(1, 'For all', {}), text(2, 'Für alle', { locale: 'de-DE' }));
    expect(await says('HELP')).toEqual(['For all']);
    await service.hear(text(3, 'For this one', { level: 'channel', channelId }));
    expect(await says('HELP')).toEqual(['For all', 'For this one']);
    await service.hear(aChannel({ version: 2, language: 'de-DE' }));
    expect((await says('HELP')).at(-1)).toBe('Für alle');
  });
});

describe('a customer who is forgotten', () => {
  it('leaves nothing of what was attached in their conversations and never sent', async () => {
    const theirs = await attach(pdf, 'offer.pdf');
    const others = await attach(png, 'photo.png', channelId, uuid());
    const told = { erasureId: uuid(), addresses: [customer], erasedAt: new Date().toISOString() };
    await service.hear(anEvent(customerErased, { ...told, conversationIds: [conversationId] }));
    await settle();
    expect(await query(`SELECT id, state FROM media ORDER BY state`)).toEqual([
      { id: theirs, state: 'erased' },
      { id: others, state: 'stored' },
    ]);
    await service.turn('timers');
    await service.turn('outbox');
    expect(service.said(gatewayForgotten.type)).toHaveLength(1);
    expect(await write({ body: 'Too late', mediaIds: [theirs] }).then(stateOf)).toBe('failed');
  });

  it('leaves nothing behind but that there were texts, and that is said when the last byte is gone', async () => {
    await simulator.control.text({
      from: customer,
      to: number,
      body: 'My secret',
      media: [{ contentType: 'image/png', bytes: png }],
    });
    await simulator.control.text({ from: '+14155550122', to: number, body: 'Another' });
    await settle();
    const sent = await attach(pdf, 'offer.pdf');
    await delivered(await write({ body: 'Our secret', mediaIds: [sent] }));
    await settle();
    const files = await query<{ id: string }>(`SELECT id FROM media WHERE state = 'stored'`);
    expect(files).toHaveLength(2);
    const waiting = await write({ body: 'Later', channelId: uuid() });

    const erasureId = uuid();
    await service.hear(
      anEvent(customerErased, { erasureId, addresses: [customer], erasedAt: new Date().toISOString() }),
    );
    await service.turn('timers');
    await service.turn('outbox');
    expect(service.said(gatewayForgotten.type)).toEqual([]);

    expect(await stateOf(waiting)).toBe('failed');
    expect(await query(`SELECT body, recipient FROM delivery`)).toEqual([
      { body: '', recipient: 'ERASED' },
      { body: '', recipient: 'ERASED' },
    ]);
    const forms = await query<{ form: Buffer }>(`SELECT form FROM raw_form ORDER BY length(form)`);
    expect(forms.map(({ form }) => form.length > 0)).toEqual([false, true]);
    expect(await query(`SELECT DISTINCT state, file_name, content_type, size FROM media`)).toEqual([
      { state: 'erased', file_name: null, content_type: null, size: null },
    ]);
    expect(await query(`SELECT sid FROM incoming_message`)).toHaveLength(2);

    await settle();
    const storage = service.app.get(FileStorage, { strict: false });
    for (const { id } of files) expect(await storage.open(id, { start: 0, end: 0 })).toBeNull();
    await query(`UPDATE timer SET due_at = now() - interval '1 s' WHERE kind = 'finish-erasure'`);
    await service.turn('timers');
    await service.turn('outbox');
    expect(service.said(gatewayForgotten.type).map(({ data }) => data)).toMatchObject([
      { service: 'gateway', erasureId },
    ]);
  });
});
