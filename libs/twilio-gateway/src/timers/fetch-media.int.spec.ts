import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import {
  customerErased,
  type DataOf,
  mediaStored,
  mediaUnavailable,
  messageReceived,
  organisationSettings,
} from '#contracts';
import { PublicAddress } from '#platform';
import { Seal } from '#secrets';
import { aChannel, anAccount, anEvent, aScanner, aService, eicar, type Service } from '#testing';

import { createSimulator, sign, type Simulator } from '#twilio-simulator';
import { GatewaySettings } from '../gateway-settings.ts';
import { FileStorage } from '../media/file-storage.ts';
import { gatewaySchema } from '../schema.ts';
import { aFolder } from '../test/a-folder.ts';
import { pdf, png, program } from '../test/files.ts';
import { TwilioGatewayModule } from '../twilio-gateway.module.ts';
import { FetchMedia } from './fetch-media.ts';

const keys = `test:${Buffer.alloc(32, 7).toString('base64')}`;
const accountSid = `AC${'0'.repeat(31)}1`;
const { accountId, number } = aChannel().data;
const sealedAuthToken = new Seal(keys).seal('north-token', `account/${accountId}/auth-token`);
const customer = '+14155550111';
const erasureId = '0195c1a9-3f1d-7c6e-8a55-0d2f3b6c9eee';

let service: Service;
let simulator: Simulator;
let folder: ReturnType<typeof aFolder>;

async function start(environment: Record<string, string> = {}): Promise<void> {
  const settings = { SECRETS_KEYS: keys, MEDIA_FOLDER: folder.path, TWILIO_API_BASE_URL: simulator.control.url };
  const address = new PublicAddress('');
  service = await aService(TwilioGatewayModule, gatewaySchema, [
    [GatewaySettings, new GatewaySettings({ ...settings, ...environment })],
    [PublicAddress, address],
  ]);
  await service.app.listen(0, '127.0.0.1');
  Object.assign(address, { base: await service.app.getUrl() });
  simulator.control.configureNumber(number, { smsUrl: `${address.base}/webhooks/twilio/north-key/messages` });
  await service.hear(anAccount({ accountSid, sealedAuthToken }), channel(1, true));
}
const channel = (version: number, customersMayAttach: boolean) =>
  aChannel({ version, settings: { customersMayAttach } });

beforeEach(async () => {
  folder = aFolder();
  simulator = createSimulator({
    accounts: [{ sid: accountSid, authToken: 'north-token', numbers: [{ number }] }],
  });
  await simulator.listen();
  await start();
});
afterEach(async () => {
  await service.stop();
  await simulator.stop();
  folder.remove();
});

const query = <T>(sql: string, parameters: unknown[] = []): Promise<T[]> =>
  service.database.read((db) => db.query(sql, parameters));
type File = { readonly contentType: string; readonly bytes: Uint8Array };
const picture: File = { contentType: 'image/png', bytes: png };
const text = async (...media: File[]) => {
  const { status } = await simulator.control.text({ from: customer, to: number, body: '', media });
  expect(status).toBe(200);
};
/** Fetches what is due, and waits until that is written down. */
const fetched = async () => {
  await service.turn('fetch-media');
  await service.app.get(FetchMedia, { strict: false }).settled();
  await service.turn('outbox');
};
const due = () => query(`UPDATE media SET due_at = now() - interval '1 second' WHERE due_at IS NOT NULL`);
const received = async (): Promise<DataOf<typeof messageReceived>> => {
  await service.turn('outbox');
  return messageReceived.parse(service.said(messageReceived.type).at(-1)!).data;
};
type Fact = DataOf<typeof mediaStored> | DataOf<typeof mediaUnavailable>;
/** What was last said of each file. */
const facts = async (): Promise<Fact[]> => {
  await service.turn('outbox');
  const latest = new Map<string, Fact>();
  for (const event of service.said('gateway.media-')) latest.set((event.data as Fact).mediaId, event.data as Fact);
  return [...latest.values()].sort((one, other) => one.index - other.index);
};
const bytesOf = async (id: string) => {
  const opened = await service.app.get(FileStorage, { strict: false }).open(id, { start: 0, end: 10_000_000 });
  return opened && buffer(opened);
};
const kept = () =>
  readdirSync(folder.path, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).length;
const asked = (what: string) => simulator.control.log.filter(({ sentence }) => sentence.includes(what)).length;

describe('the files of a text', () => {
  it('are said with the text, and fetched after it was answered: every one of them', async () => {
    await text(picture, { contentType: 'application/pdf', bytes: pdf }, picture);
    const { mediaIds, messageId } = await received();
    expect(mediaIds).toHaveLength(3);
    expect(asked('asks for a picture')).toBe(0);
    await fetched();
    const said = await facts();
    expect(said.map(({ mediaId }) => mediaId)).toEqual(mediaIds);
    expect(said).toMatchObject([
      { messageId, index: 0, state: 'stored', contentType: 'image/png', size: png.length, direction: 'in' },
      { messageId, index: 1, state: 'stored', contentType: 'application/pdf', size: pdf.length },
      { messageId, index: 2, state: 'stored', contentType: 'image/png', size: png.length },
    ]);
    expect(await bytesOf(mediaIds[1]!)).toEqual(pdf);
  });

  it('are fetched with credentials that go no further: the address that Twilio sends on to would refuse them', async () => {
    await text(picture);
    await fetched();
    expect(asked('asked for at its signed address: 400')).toBe(0);
    expect(asked('fetched from its signed address: 200')).toBe(1);
  });

  it('are fetched once for a text that comes twice', async () => {
    simulator.control.fault({ kind: 'webhook-at-once', next: 1 });
    await text(picture);
    await fetched();
    expect(await query(`SELECT id FROM media`)).toHaveLength(1);
  });

  it('are not asked for when the text comes from a blocked number', async () => {
    await service.put(`/api/gateway/blocked-numbers/${encodeURIComponent(customer)}`, { comment: '' }, { as: 'dana' });
    await text(picture);
    expect(await query(`SELECT id FROM media`)).toEqual([]);
  });

  it('come with a text that was found in the list, too', async () => {
    simulator.control.configureNumber(number, { smsUrl: '' });
    await simulator.control.text({ from: customer, to: number, body: 'Look', media: [picture] });
    await query(
      `UPDATE reconciliation SET mark = now() - interval '1 hour', since = now() - interval '1 hour', next_at = now()`,
    );
    const settings = service.app.get(GatewaySettings, { strict: false });
    Object.assign(settings, { reconciliation: { ...settings.reconciliation, onItsWayMs: 0 }, betweenListsMs: 0 });
    await service.turn('reconcile');
    const { recovered, mediaIds } = await received();
    expect({ recovered, files: mediaIds.length }).toEqual({ recovered: true, files: 1 });
    await fetched();
    expect(await facts()).toMatchObject([{ mediaId: mediaIds[0], state: 'stored', contentType: 'image/png' }]);
  });

  it('leave nothing on the local disk but what is kept', async () => {
    await text(picture, picture);
    await fetched();
    expect(kept()).toBe(2);
  });
});

describe('a file that is not let in', () => {
  it('is named where the channel takes none, and never asked for', async () => {
    await service.hear(channel(2, false));
    await text(picture);
    await fetched();
    expect(await facts()).toMatchObject([{ state: 'refused', reason: 'not-allowed', contentType: 'image/png' }]);
    expect(asked('asks for a picture')).toBe(0);
    expect((await received()).mediaIds).toHaveLength(1);
  });

  it('is larger than the organisation allows: reading it ends there', async () => {
    await service.hear(anEvent(organisationSettings.changed, { version: 1, attachments: { maxFileSizeKb: 1 } }));
    await text(picture, { contentType: 'image/png', bytes: Buffer.concat([png, Buffer.alloc(1024)]) });
    await fetched();
    expect(await facts()).toMatchObject([{ state: 'stored' }, { state: 'refused', reason: 'too-large' }]);
    expect(kept()).toBe(1);
  });

  it('is a program, whatever it is said to be', async () => {
    await text({ contentType: 'image/png', bytes: program });
    await fetched();
    expect(await facts()).toMatchObject([{ state: 'refused', reason: 'blocked-type' }]);
    expect(kept()).toBe(0);
  });
});

describe('a file that is not there yet', () => {
  it('is late, visibly, and comes by itself', async () => {
    simulator.control.fault({ kind: 'media-late', ms: 600_000 });
    await text(picture);
    await fetched();
    const [late] = (await facts()) as DataOf<typeof mediaUnavailable>[];
    expect(late).toMatchObject({ state: 'late', reason: 'not-found', contentType: 'image/png' });
    const wait = Date.parse(late!.nextTryAt!) - Date.parse(late!.changedAt);
    expect(wait).toBeGreaterThanOrEqual(1500);
    expect(wait).toBeLessThanOrEqual(2500);
    await fetched();
    expect(asked('asks for a picture')).toBe(1);
  });

  it.each<[string, Parameters<Simulator['control']['fault']>[0], string]>([
    ['one request too many', { kind: 'refuse', code: 20429, door: 'other', next: 1 }, 'provider-failed'],
    ['a failure of Twilio', { kind: 'refuse', code: 20503, door: 'other', next: 1 }, 'provider-failed'],
    ['a connection that broke', { kind: 'reset', door: 'other', next: 1 }, 'provider-failed'],
    ['credentials that are refused', { kind: 'refuse', code: 20003, door: 'other', next: 1 }, 'provider-refused'],
  ])('after %s is tried again', async (_, fault, reason) => {
    await text(picture);
    simulator.control.fault(fault);
    await fetched();
    expect(await facts()).toMatchObject([{ state: 'late', reason }]);
    await due();
    await fetched();
    expect(await facts()).toMatchObject([{ state: 'stored' }]);
  });

  it('is fetched anew when the process that fetched it died', async () => {
    await text(picture);
    await query(`UPDATE media SET attempts = 1, due_at = now() + interval '15 minutes'`);
    await fetched();
    expect(await facts()).toEqual([]);
    await due();
    await fetched();
    expect(await facts()).toMatchObject([{ state: 'stored', version: 2 }]);
  });

  it('that is erased while it is fetched leaves nothing behind', async () => {
    await text(picture);
    const { mediaIds } = await received();
    const storage = service.app.get(FileStorage, { strict: false });
    const put = storage.put.bind(storage);
    const [begun, mayEnd] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    storage.put = async (...file) => {
      begun.resolve();
      await mayEnd.promise;
      await put(...file);
    };
    const fetching = fetched();
    await begun.promise;
    const erasedAt = service.database.now().toISOString();
    await service.hear(anEvent(customerErased, { erasureId, addresses: [customer], conversationIds: [], erasedAt }));
    await service.turn('fetch-media');
    mayEnd.resolve();
    await fetching;
    await due();
    await fetched();
    expect(await query(`SELECT state, due_at FROM media`)).toEqual([{ state: 'erased', due_at: null }]);
    expect(await bytesOf(mediaIds[0]!)).toBeNull();
  });

  it('that was refused to credentials that are not good any more is asked for again with others', async () => {
    await text(picture);
    simulator.control.fault({ kind: 'refuse', code: 20003, door: 'other' });
    for (let tries = 0; tries < 4; tries += 1) {
      await due();
      await fetched();
    }
    expect(await facts()).toMatchObject([{ state: 'unavailable', reason: 'provider-refused' }]);
    simulator.control.liftFaults();
    await fetched();
    expect(await facts()).toMatchObject([{ state: 'unavailable' }]);
    await service.hear(anAccount({ accountSid, sealedAuthToken, version: 2 }));
    await fetched();
    expect(await facts()).toMatchObject([{ state: 'stored' }]);
  });

  it('waits for an account whose token cannot be opened now', async () => {
    await text(picture);
    await service.hear(anAccount({ accountSid, sealedAuthToken: 'closed', version: 2 }));
    await service.turn('directory');
    await fetched();
    expect(await facts()).toMatchObject([{ state: 'late', reason: 'provider-failed' }]);
    await service.hear(anAccount({ accountSid, sealedAuthToken, version: 3 }));
    await service.turn('directory');
    await due();
    await fetched();
    expect(await facts()).toMatchObject([{ state: 'stored' }]);
  });

  it('cannot be stored, and is tried again', async () => {
    await text(picture);
    const storage = service.app.get(FileStorage, { strict: false });
    const put = storage.put.bind(storage);
    storage.put = () => Promise.reject(new Error('The disk is full.'));
    await fetched();
    expect(await facts()).toMatchObject([{ state: 'late', reason: 'storage-failed' }]);
    storage.put = put;
    await due();
    await fetched();
    expect(await facts()).toMatchObject([{ state: 'stored' }]);
  });
});

describe('an address in a signed form', () => {
  let elsewhere: Server;
  let heard: string[];
  beforeEach(async () => {
    heard = [];
    elsewhere = createServer((request, response) => {
      heard.push(request.url!);
      response.end();
    });
    elsewhere.listen(0, '127.0.0.1');
    await once(elsewhere, 'listening');
  });
  afterEach(() => elsewhere.close());

  it.each([
    ['of a server inside', (port: number) => `http://127.0.0.1:${port}/secret`],
    [
      'that only looks like the text’s own',
      (port: number) =>
        `http://127.0.0.1:${port}/2010-04-01/Accounts/${accountSid}/Messages/MM${'7'.repeat(32)}/Media/ME1`,
    ],
  ])('%s is not asked', async (_, url) => {
    const { port } = elsewhere.address() as AddressInfo;
    const form: [string, string][] = Object.entries({
      MessageSid: `MM${'7'.repeat(32)}`,
      AccountSid: accountSid,
      From: customer,
      To: number,
      Body: '',
      NumMedia: '1',
      MediaUrl0: url(port),
      MediaContentType0: 'image/png',
    });
    const path = '/webhooks/twilio/north-key/messages';
    const answer = await fetch(`${await service.app.getUrl()}${path}`, {
      method: 'POST',
      headers: { 'x-twilio-signature': sign('north-token', `${await service.app.getUrl()}${path}`, form) },
      body: new URLSearchParams(form),
    });
    expect(answer.status).toBe(200);
    await fetched();
    expect(await facts()).toMatchObject([{ state: 'late', reason: 'not-found' }]);
    expect(heard).toEqual([]);
  });
});

describe('an address that Twilio sends on to', () => {
  const knocks: string[] = [];
  const elsewhere = createServer((request, response) => {
    knocks.push(`${request.url} ${request.headers.authorization ?? 'without credentials'}`);
    response.end(png);
  });
  elsewhere.on('connection', () => knocks.push('a connection'));
  let port = 0;
  beforeAll(async () => {
    elsewhere.listen(0, '127.0.0.1');
    await once(elsewhere, 'listening');
    ({ port } = elsewhere.address() as AddressInfo);
  });
  beforeEach(() => void (knocks.length = 0));
  afterAll(() => elsewhere.close());

  it.each([
    ['inside, on another port than the interface', () => `http://127.0.0.1:${port}/file`],
    ['inside, over https', () => `https://127.0.0.1:${port}/file`],
    ['inside, by another spelling', () => `https://[::ffff:127.0.0.1]:${port}/file`],
    ['where machines ask their cloud', () => 'http://169.254.169.254/latest/meta-data'],
    ['of a host that nobody named', () => 'https://files.example/file'],
  ])('is not asked %s', async (_, url) => {
    simulator.control.fault({ kind: 'media-elsewhere', url: url() });
    await text(picture);
    await fetched();
    expect(await facts()).toMatchObject([{ state: 'late', reason: 'provider-refused' }]);
    expect(knocks).toEqual([]);
    simulator.control.liftFaults();
    await due();
    await fetched();
    expect(await facts()).toMatchObject([{ state: 'stored' }]);
  });

  it('is not asked where a name that is allowed turns out to be inside when it is connected to', async () => {
    await service.stop();
    await start({ TWILIO_MEDIA_HOSTS: `localhost:${port}, 127.0.0.1:${port}` });
    for (const host of ['localhost', '127.0.0.1']) {
      simulator.control.fault({ kind: 'media-elsewhere', url: `https://${host}:${port}/file`, next: 1 });
      await text(picture);
      await fetched();
    }
    expect(await facts()).toMatchObject([
      { state: 'late', reason: 'provider-refused' },
      { state: 'late', reason: 'provider-refused' },
    ]);
    expect(knocks).toEqual([]);
  });
});

describe('where a scanner listens', () => {
  let scanner: Awaited<ReturnType<typeof aScanner>>;
  beforeEach(async () => {
    await service.stop();
    scanner = await aScanner();
    await start({ CLAMAV_ADDRESS: scanner.address });
  });
  afterEach(() => scanner.stop());

  it('what is infected is not kept, and said to be', async () => {
    await text(picture, { contentType: 'text/plain', bytes: eicar });
    await fetched();
    expect(scanner.scanned()).toBe(2);
    expect(await facts()).toMatchObject([{ state: 'stored' }, { state: 'refused', reason: 'infected' }]);
    expect(kept()).toBe(1);
  });

  it('nothing is let in that it did not see: it is tried again', async () => {
    scanner.become('busy');
    await text(picture);
    await fetched();
    expect(await facts()).toMatchObject([{ state: 'late', reason: 'scan-failed' }]);
    expect(kept()).toBe(0);
    scanner.become('well');
    await due();
    await fetched();
    expect(await facts()).toMatchObject([{ state: 'stored' }]);
  });
});

it('large files go over the local disk, several at once', async () => {
  await service.stop();
  await start({ MEDIA_AT_ONCE: '8' });
  await service.hear(anEvent(organisationSettings.changed, { version: 1, attachments: { maxFileSizeKb: 131_072 } }));
  const large = { contentType: 'image/png', bytes: Buffer.concat([png, Buffer.alloc(8_000_000, 7)]) };
  const storage = service.app.get(FileStorage, { strict: false });
  const put = storage.put.bind(storage);
  const paths: string[] = [];
  storage.put = (key, path, type) => (paths.push(path), put(key, path, type));
  await text(large, large, large, large);
  await fetched();
  expect(await facts()).toMatchObject(Array(4).fill({ state: 'stored', size: large.bytes.length }));
  expect(paths.every((path) => path.startsWith(join(folder.path, 'spool')))).toBe(true);
});
