import { readdirSync } from 'node:fs';
import { Readable } from 'node:stream';
import { v7 as uuid } from 'uuid';
import { attachable, mediaId, mediaStored, mediaUnavailable, organisationSettings } from '#contracts';
import { PublicAddress } from '#platform';
import { Seal, SignedLinks } from '#secrets';
import { aChannel, anAccount, anEvent, aScanner, aService, eicar, type Service } from '#testing';
import { GatewaySettings } from '../gateway-settings.ts';
import { Attachments } from '../media/attachments.ts';
import { FolderStorage } from '../media/file-storage.ts';
import { MediaLinks } from '../media/media-links.ts';
import { Spool } from '../media/spool.ts';
import { gatewaySchema } from '../schema.ts';
import { aFolder } from '../test/a-folder.ts';
import { pdf, png, program } from '../test/files.ts';
import { TwilioGatewayModule } from '../twilio-gateway.module.ts';
import type { Upload } from '../use-cases/keep-upload.ts';

const keys = `test:${Buffer.alloc(32, 7).toString('base64')}`;
const { accountId, channelId } = aChannel().data;
const sealedAuthToken = new Seal(keys).seal('north-token', `account/${accountId}/auth-token`);
const conversationId = uuid();
const hour = 3_600_000;

let service: Service;
let folder: ReturnType<typeof aFolder>;

async function start(environment: Record<string, string> = {}): Promise<void> {
  service = await aService(TwilioGatewayModule, gatewaySchema, [
    [GatewaySettings, new GatewaySettings({ SECRETS_KEYS: keys, MEDIA_FOLDER: folder.path, ...environment })],
    [PublicAddress, new PublicAddress('https://parley.example')],
  ]);
  await service.hear(anAccount({ sealedAuthToken }), aChannel({ settings: { agentsMayAttach: true } }));
}
beforeEach(async () => {
  folder = aFolder();
  await start();
});
afterEach(async () => {
  await service.stop();
  folder.remove();
});

interface Sent {
  readonly id?: string;
  readonly name?: string;
  readonly as?: string;
  readonly query?: string;
  readonly part?: string;
}
const asked = `?conversationId=${conversationId}&channelId=${channelId}`;
/** Uploads as a browser does. */
async function upload(
  bytes: Uint8Array,
  { id = uuid(), name = 'photo.png', as = 'lena', query = asked, part = 'file' }: Sent = {},
) {
  const form = new FormData();
  form.append(part, new File([bytes], name));
  const request = new Request('http://x', { method: 'PUT', body: form });
  const answer = await service.app.inject({
    method: 'PUT',
    url: `/api/gateway/media/${id}${query}`,
    headers: { authorization: `Bearer ${as}`, 'content-type': request.headers.get('content-type')! },
    payload: Buffer.from(await request.arrayBuffer()),
  });
  return { id, status: answer.statusCode, body: answer.json() };
}
const linkTo = (id: string, ms = hour) => {
  const links = service.app.get(SignedLinks, { strict: false });
  return links.sign(`/api/gateway/media/${id}`, new Date(Date.now() + ms));
};
const see = (url: string, headers: Record<string, string> = {}, method: 'GET' | 'HEAD' = 'GET') =>
  service.app.inject({ method, url, headers });
const kept = () =>
  readdirSync(folder.path, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).length;
const query = <T>(sql: string): Promise<T[]> => service.database.read((db) => db.query(sql));
const said = async (type: string) => {
  await service.turn('outbox');
  return service.said(type).map(({ data }) => data);
};

describe('a file that an agent attaches', () => {
  it('is kept, and said to be here with what its content shows', async () => {
    const { id, status, body } = await upload(png, { name: 'C:\\Photos\\Räder "neu".png' });
    expect({ status, body }).toEqual({
      status: 200,
      body: { id, fileName: 'Räder neu.png', contentType: 'image/png', size: png.length },
    });
    expect(await said(mediaStored.type)).toMatchObject([
      { mediaId: id, direction: 'out', messageId: null, conversationId, channelId, contentType: 'image/png' },
    ]);
    expect(kept()).toBe(1);
  });

  it('may come again under its id, and no other one may', async () => {
    const first = await upload(png);
    expect(await upload(png, { id: first.id })).toEqual(first);
    expect(await upload(pdf, { id: first.id, name: 'a.pdf' })).toMatchObject({
      status: 409,
      body: { code: 'already-exists' },
    });
    expect(await upload(png, { id: first.id, as: 'diego' })).toMatchObject({ status: 409 });
    expect(await said(mediaStored.type)).toHaveLength(1);
    expect((await see(linkTo(first.id))).rawPayload).toEqual(png);
  });

  it('is one of two that come under one id to two replicas at the same moment, never the one with the bytes of the other', async () => {
    const id = mediaId.parse(uuid());
    const [first, second, end] = [Promise.withResolvers(), Promise.withResolvers(), Promise.withResolvers()];
    /** A replica whose files lie in the same place; each step waits for the other's. */
    const replica = (put: (really: () => Promise<void>) => Promise<unknown>) => {
      class Shared extends FolderStorage {
        override async put(key: string, path: string): Promise<void> {
          await put(() => super.put(key, path));
        }
      }
      const at = service.app;
      return new Attachments(
        service.database,
        new Shared(folder.path),
        at.get(Spool, { strict: false }),
        at.get(GatewaySettings, { strict: false }),
      );
    };
    const here = replica(async (put) => {
      await put();
      first.resolve(null);
      await second.promise;
    });
    const there = replica(async (put) => {
      await first.promise;
      await put();
      second.resolve(null);
      await end.promise;
    });
    const about = { id, conversationId, channelId, statedType: null, uploadedBy: uuid() } as never as Upload;
    const kept1 = here.keep({ ...about, fileName: 'photo.png' }, Readable.from([png])).finally(() => end.resolve(null));
    const kept2 = there.keep({ ...about, fileName: 'a.pdf' }, Readable.from([pdf]));
    await expect(kept2).rejects.toMatchObject({ code: 'already-exists' });
    expect(await kept1).toMatchObject({ contentType: 'image/png' });
    expect((await see(linkTo(id))).rawPayload).toEqual(png);
    expect(kept()).toBe(1);
  });

  it.each<[string, Uint8Array, string, string]>([
    ['is of a kind that is not sent', Buffer.from('PK\u0003\u0004'), 'letter.docx', 'file-type-blocked'],
    ['is not what it is called', program, 'photo.png', 'file-type-blocked'],
    ['has no ending', png, 'photo', 'file-type-blocked'],
    [
      'is larger than Twilio takes',
      Buffer.concat([png, Buffer.alloc(attachable.bytes)]),
      'photo.png',
      'file-too-large',
    ],
  ])('is refused when it %s, and nothing of it stays', async (_, bytes, name, code) => {
    expect(await upload(bytes, { name })).toMatchObject({ status: 409, body: { code, errors: [{ field: 'file' }] } });
    expect(kept()).toBe(0);
    expect(await query(`SELECT id FROM media`)).toEqual([]);
  });

  it('may be a table as Excel saves it, in the encoding of its computer', async () => {
    const table = Buffer.from('Name;Stra\xdfe\r\nJ\xfcrgen;Ringstra\xdfe 1\r\n', 'latin1');
    expect(await upload(table, { name: 'list.csv' })).toMatchObject({ status: 200, body: { contentType: 'text/csv' } });
    const bytes = Buffer.concat([table, Buffer.from([1, 2, 3, 255])]);
    const refused = await upload(bytes, { name: 'list.csv' });
    expect(refused).toMatchObject({ status: 409, body: { code: 'file-type-blocked' } });
    expect(JSON.stringify(refused.body)).toContain('This file is application/octet-stream inside.');
  });

  it('is refused when it is larger than the organisation allows', async () => {
    await service.hear(anEvent(organisationSettings.changed, { version: 1, attachments: { maxFileSizeKb: 1 } }));
    const large = Buffer.concat([png, Buffer.alloc(1024)]);
    expect(await upload(large)).toMatchObject({ status: 409, body: { code: 'file-too-large' } });
    expect((await upload(png)).status).toBe(200);
  });

  it('is refused where agents attach nothing', async () => {
    await service.hear(aChannel({ version: 2, settings: { customersMayAttach: true } }));
    expect(await upload(png)).toMatchObject({ status: 409, body: { code: 'attachments-off' } });
  });

  it('is refused for want of a file, and for two', async () => {
    expect(await upload(png, { part: 'other' })).toMatchObject({ status: 400, body: { errors: [{ field: 'file' }] } });
    const json = await service.put(`/api/gateway/media/${uuid()}${asked}`, {}, { as: 'lena' });
    expect(json).toMatchObject({ status: 400, body: { errors: [{ field: 'file' }] } });
  });

  it('is for agents and supervisors to attach, and says for which conversation', async () => {
    expect((await upload(png, { as: 'dana' })).status).toBe(403);
    expect(await upload(png, { query: '' })).toMatchObject({
      status: 400,
      body: { errors: [{ field: 'conversationId' }, { field: 'channelId' }] },
    });
  });

  it('is thrown away after a day when no text took it along', async () => {
    const { id } = await upload(png);
    await service.turn('sweep-media');
    expect(kept()).toBe(1);
    await query(`UPDATE media SET created_at = now() - interval '25 hours'`);
    await service.turn('sweep-media');
    await service.turn('fetch-media');
    expect(await said(mediaUnavailable.type)).toMatchObject([{ mediaId: id, state: 'erased' }]);
    expect((await see(linkTo(id))).statusCode).toBe(410);
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

  it('what is infected is not attached', async () => {
    expect(await upload(eicar, { name: 'list.csv' })).toMatchObject({ status: 409, body: { code: 'file-infected' } });
    expect(kept()).toBe(0);
  });

  it('nothing is attached that it did not see', async () => {
    scanner.become('busy');
    expect(await upload(png)).toMatchObject({ status: 503, body: { code: 'outage' } });
    expect(kept()).toBe(0);
  });
});

describe('a signed link', () => {
  let id: string;
  beforeEach(async () => {
    ({ id } = await upload(png));
  });

  it('shows the file to whoever has it, and lets it do nothing', async () => {
    const { statusCode, headers, rawPayload } = await see(linkTo(id));
    expect(statusCode).toBe(200);
    expect(rawPayload).toEqual(png);
    expect(headers).toMatchObject({
      'content-type': 'image/png',
      'content-length': String(png.length),
      'content-disposition': `inline; filename*=UTF-8''photo.png`,
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-resource-policy': 'same-origin',
      'accept-ranges': 'bytes',
    });
    expect(headers['content-security-policy']).toMatch(/^sandbox; default-src 'none'/);
    expect(headers['cache-control']).toMatch(/^private, max-age=3[56]\d\d, immutable$/);
  });

  it('hands over to be saved what a browser is not to show, and what somebody wants to save', async () => {
    const other = await upload(pdf, { name: 'offer (1).pdf' });
    const shown = await see(linkTo(other.id));
    expect(shown.headers['content-disposition']).toBe(`attachment; filename*=UTF-8''offer%20%281%29.pdf`);
    const saved = await see(`${linkTo(id)}&save=1`);
    expect(saved.headers['content-disposition']).toMatch(/^attachment;/);
  });

  it('shows a part, as players ask for it', async () => {
    const { statusCode, headers, rawPayload } = await see(linkTo(id), { range: 'bytes=1-3' });
    expect(statusCode).toBe(206);
    expect(rawPayload.toString()).toBe('PNG');
    expect(headers).toMatchObject({ 'content-range': `bytes 1-3/${png.length}`, 'content-length': '3' });
    const beyond = await see(linkTo(id), { range: 'bytes=1000-' });
    expect([beyond.statusCode, beyond.headers['content-range']]).toEqual([416, `bytes */${png.length}`]);
  });

  it('says what it would show, as Twilio asks first', async () => {
    const { statusCode, headers, rawPayload } = await see(linkTo(id), {}, 'HEAD');
    expect([statusCode, headers['content-type'], headers['content-length']]).toEqual([
      200,
      'image/png',
      String(png.length),
    ]);
    expect(rawPayload.length).toBe(0);
  });

  it.each<[string, (link: string) => string]>([
    ['without its signature', (link) => link.split('?')[0]!],
    ['of another file', (link) => link.replace(id, uuid())],
    ['that was made to last', (link) => link.replace(/until=\d+/, 'until=99999999999')],
    ['that has expired', () => linkTo(id, -1000)],
  ])('%s opens nothing', async (_, spoil) => {
    const answer = await see(spoil(linkTo(id)));
    expect(answer.statusCode).toBe(404);
    expect(answer.json()).toMatchObject({ code: 'media-not-found' });
  });

  it('that has expired says so in words to a customer who opens it, in their language', async () => {
    const opens = (language: string) =>
      see(linkTo(id, -1000), { accept: 'text/html,application/xhtml+xml,*/*;q=0.8', 'accept-language': language });
    const german = await opens('gsw,de-CH;q=0.9,en;q=0.8');
    expect([german.statusCode, german.headers['content-type']]).toEqual([404, 'text/html; charset=utf-8']);
    expect(german.body).toContain('<h1>Dieser Link gilt nicht mehr.</h1>');
    expect(german.body).toContain('<html lang="de">');
    expect((await opens('fi')).body).toContain('<h1>This link does not work any more.</h1>');
    await query(`UPDATE media SET state = 'erased'`);
    const erased = await see(linkTo(id), { accept: 'text/html' });
    expect([erased.statusCode, erased.headers['content-type']]).toEqual([410, 'text/html; charset=utf-8']);
    expect((await see(linkTo(id))).json()).toMatchObject({ code: 'media-gone' });
  });

  it('for Twilio is absolute and lasts for hours, for a customer for days', async () => {
    const links = service.app.get(MediaLinks, { strict: false });
    const now = new Date();
    const until = (link: string) => Number(new URL(link).searchParams.get('until')) * 1000 - now.getTime();
    const provider = links.forProvider(mediaId.parse(id), now);
    expect(provider).toMatch(/^https:\/\/parley\.example\/api\/gateway\/media\//);
    expect(Math.round(until(provider) / hour)).toBe(4);
    expect(Math.round(until(links.forCustomer(mediaId.parse(id), now)) / hour)).toBe(7 * 24);
    expect((await see(provider.replace('https://parley.example', ''))).statusCode).toBe(200);
  });
});

describe('a file that was not to be had', () => {
  const row = async (state: string, reason: string) => {
    const id = uuid();
    await service.database.read((db) =>
      db.query(
        `INSERT INTO media (id, direction, channel_id, message_id, place, state, reason, attempts, version, created_at, changed_at)
         VALUES ($1, 'in', $2, $3, 0, $4, $5, 11, 12, now(), now())`,
        [id, channelId, uuid(), state, reason],
      ),
    );
    return id;
  };
  const retry = (id: string, as = 'lena') => service.post(`/api/gateway/media/${id}/retry`, { as });

  it('is fetched again when somebody asks', async () => {
    const id = await row('unavailable', 'provider-failed');
    expect(await retry(id)).toMatchObject({ status: 200, body: { id, state: 'awaited' } });
    expect(await query(`SELECT attempts, due_at <= now() AS due FROM media`)).toEqual([{ attempts: 0, due: true }]);
    expect((await retry(id)).status).toBe(200);
  });

  it('and will never be does not come by asking', async () => {
    expect(await retry(await row('refused', 'infected'))).toMatchObject({ status: 409, body: { code: 'media-state' } });
    expect(await retry(uuid())).toMatchObject({ status: 404, body: { code: 'media-not-found' } });
  });
});
