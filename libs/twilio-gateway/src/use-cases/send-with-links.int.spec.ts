import { v7 as uuid } from 'uuid';
import { customerErased, type DataOf, deliveryChanged, type Slug } from '#contracts';
import { PublicAddress } from '#platform';
import { Seal } from '#secrets';
import { aChannel, anAccount, anEvent, aReply, aService, type Service, until } from '#testing';
import { createSimulator, type Simulator } from '#twilio-simulator';
import { GatewaySettings } from '../gateway-settings.ts';
import { gatewaySchema } from '../schema.ts';
import { senders } from '../storage/senders.ts';
import { aFolder } from '../test/a-folder.ts';
import { png } from '../test/files.ts';
import { SendDeliveries } from '../timers/send-deliveries.ts';
import { TwilioGatewayModule } from '../twilio-gateway.module.ts';
import { takeDeliveries } from './take-deliveries.ts';

const keys = `test:${Buffer.alloc(32, 7).toString('base64')}`;
const accountSid = `AC${'0'.repeat(31)}1`;
const { accountId, channelId, number } = aChannel().data;
const sealedAuthToken = new Seal(keys).seal('north-token', `account/${accountId}/auth-token`);
const customer = '+14155550111';
const conversationId = uuid();

let service: Service;
let simulator: Simulator;
let folder: ReturnType<typeof aFolder>;
async function begin({ mms = true } = {}) {
  folder = aFolder();
  simulator = createSimulator({
    pace: { queuedMs: 1, sendingMs: 1, sentMs: 1 },
    accounts: [{ sid: accountSid, authToken: 'north-token', numbers: [{ number, mms }] }],
  });
  const settings = { SECRETS_KEYS: keys, MEDIA_FOLDER: folder.path, TWILIO_API_BASE_URL: await simulator.listen() };
  const address = new PublicAddress('');
  service = await aService(TwilioGatewayModule, gatewaySchema, [
    [GatewaySettings, new GatewaySettings(settings)],
    [PublicAddress, address],
  ]);
  await service.app.listen(0, '127.0.0.1');
  Object.assign(address, { base: await service.app.getUrl() });
  await service.hear(
    anAccount({ accountSid, sealedAuthToken }),
    aChannel({ settings: { agentsMayAttach: true, customersMayAttach: true } }),
  );
  await service.database.transact((tx) =>
    senders(tx).saveGroup({
      ...{ slug: 'fast' as Slug, version: 1, name: 'Fast', senders: [number], segmentsPerSecond: 1000 },
      ...{ segmentsPerDay: null, timeZone: 'UTC', messagingServiceSid: null, chosenBy: 'conversation' },
    }),
  );
}
afterEach(async () => {
  await service.stop();
  await simulator.stop();
  folder.remove();
});

async function attach(): Promise<string> {
  const id = uuid();
  const form = new FormData();
  form.append('file', new File([png], 'photo.png'));
  const request = new Request('http://x', { method: 'PUT', body: form });
  const answer = await service.app.inject({
    method: 'PUT',
    url: `/api/gateway/media/${id}?conversationId=${conversationId}&channelId=${channelId}`,
    headers: { authorization: 'Bearer lena', 'content-type': request.headers.get('content-type')! },
    payload: Buffer.from(await request.arrayBuffer()),
  });
  expect(answer.statusCode).toBe(200);
  return id;
}
let written = Date.now();
const write = async (body: string, withFile = true) => {
  const writtenAt = new Date((written += 1)).toISOString();
  const mediaIds = withFile ? [await attach()] : [];
  const text = aReply({ conversationId, to: customer, body, mediaIds, writtenAt });
  await service.hear(text);
  return text.data.messageId;
};
interface Row {
  readonly round: number;
  readonly state: string;
  readonly error: string | null;
  readonly reason: string | null;
}
const roundsOf = (id: string): Promise<Row[]> =>
  service.database.read((db) =>
    db.query(
      `SELECT round, state, error_code AS error, reason FROM delivery WHERE whole_id = $1 ORDER BY part, round`,
      [id],
    ),
  );
const turn = () => service.turn('send-deliveries');
const settle = async () => {
  await service.app.get(SendDeliveries, { strict: false }).settled();
  await simulator.control.idle();
};
/** Turns the loop until the last round of the text is in this state. */
const comesTo = async (id: string, ...states: string[]) => {
  await until(`the text is ${states.join()}`, async () => {
    await turn();
    return (await roundsOf(id)).map(({ state }) => state).join() === states.join();
  });
  await settle();
};
/** The first round ended; the next has not left yet. */
const cameBack = (id: string) =>
  until('the text came back', async () => (await roundsOf(id)).some(({ state }) => state === 'queued'));
const atTwilio = () => simulator.control.messages(accountSid).map(({ body, media }) => ({ body, files: media.length }));
const said = async (id: string) => {
  await service.turn('outbox');
  return service
    .said(deliveryChanged.type)
    .map(({ data }) => data as DataOf<typeof deliveryChanged>)
    .filter(({ messageId }) => messageId === id);
};
const link = String.raw`http://127\.0\.0\.1:[0-9]+/api/gateway/media/[0-9a-f-]{36}\?until=\S+`;
const carrierRefuses = (code: number, next = 1) =>
  simulator.control.fault({ kind: 'outcome', status: 'undelivered', code, next });

const leaveFilesAlone = async () => {
  const settings = { plainCharacters: true, pricePerSegment: null, currency: 'USD', filesAsLinks: false };
  const set = await service.put('/api/gateway/sending/settings', settings, {
    as: 'dana',
    headers: { 'if-match': '"0"' },
  });
  expect(set).toMatchObject({ status: 200, body: { filesAsLinks: false } });
};
const asLinks = (id: string, as = 'lena') => service.post(`/api/gateway/texts/${id}/as-links`, { as });

describe('a text whose file nobody takes', () => {
  it('arrives as an SMS with a link that shows the file, where the number sends no files, and nobody hears of a failure', async () => {
    await begin({ mms: false });
    const id = await write('Here it is');
    await comesTo(id, 'failed', 'delivered');
    const text = await simulator.control.phone(customer).received();
    expect(text).toMatchObject({ media: [] });
    expect(text.body).toMatch(new RegExp(`^Here it is\\n${link}$`));
    const file = await fetch(text.body.split('\n')[1]!);
    expect(Buffer.from(await file.arrayBuffer())).toEqual(Buffer.from(png));
    const steps = await said(id);
    expect(steps.map(({ state }) => state)).not.toContain('failed');
    expect(steps.find(({ state }) => state === 'queued')).toMatchObject({ errorCode: '21621', asLinks: true });
    expect(steps.at(-1)).toMatchObject({ state: 'delivered', asLinks: true, errorCode: null, reason: null });
  });

  it.each([30011, 30019, 11751])('arrives so also where the carrier gives it back later (%i), once', async (code) => {
    await begin();
    carrierRefuses(code);
    simulator.control.fault({ kind: 'callback-twice' });
    const id = await write('Here it is');
    await comesTo(id, 'undelivered', 'delivered');
    expect(atTwilio().map(({ files }) => files)).toEqual([1, 0]);
    expect((await said(id)).map(({ state }) => state)).not.toContain('undelivered');
  });

  it('is sent once by two replicas at the same time', async () => {
    await begin();
    carrierRefuses(30011);
    const id = await write('Here it is');
    await turn();
    await cameBack(id);
    const taken = await Promise.all(
      Array.from({ length: 4 }, () => service.database.transact((tx) => takeDeliveries(tx, 8))),
    );
    expect(taken.flat()).toMatchObject([{ delivery: { wholeId: id, round: 2 }, files: [] }]);
  });

  it('comes before what was written after it', async () => {
    await begin({ mms: false });
    const first = await write('First');
    const second = await write('Second', false);
    await comesTo(first, 'failed', 'delivered');
    await comesTo(second, 'delivered');
    const bodies = simulator.control
      .phone(customer)
      .texts()
      .map(({ body }) => body.split('\n')[0]);
    expect(bodies).toEqual(['First', 'Second']);
  });

  it('says all its words, and the link in a text of its own where it has no room for it', async () => {
    await begin({ mms: false });
    const id = await write('x'.repeat(1590));
    await comesTo(id, 'failed', 'delivered', 'delivered');
    const [words, address] = simulator.control.phone(customer).texts();
    expect(words!.body).toBe('x'.repeat(1590));
    expect(address!.body).toMatch(new RegExp(`^${link}$`));
    expect((await said(id)).at(-1)).toMatchObject({ state: 'delivered', asLinks: true });
  });

  it('never goes to a customer who opted out meanwhile', async () => {
    await begin();
    carrierRefuses(30011);
    const id = await write('Here it is');
    await turn();
    await cameBack(id);
    const entry = { number, customer, status: 'opted-out', comment: '' };
    expect((await service.put(`/api/gateway/consent/${uuid()}`, entry, { as: 'dana' })).status).toBe(200);
    await comesTo(id, 'undelivered', 'failed');
    expect((await roundsOf(id)).at(-1)).toMatchObject({ reason: 'opted-out' });
    expect(atTwilio()).toHaveLength(1);
  });

  it('is not written to a customer who was forgotten meanwhile', async () => {
    await begin();
    carrierRefuses(30011);
    simulator.control.fault({ kind: 'slow', ms: 1_000 });
    const id = await write('Here it is');
    await turn();
    // else it might find the file forgotten, too, and the text would fail because of that
    await until('Twilio has fetched the file', () => atTwilio()[0]?.files === 1);
    await service.hear(
      anEvent(customerErased, { erasureId: uuid(), addresses: [customer], erasedAt: new Date().toISOString() }),
    );
    await until('the carrier gave it back', async () => (await roundsOf(id))[0]!.state === 'undelivered');
    await turn();
    await settle();
    expect(await roundsOf(id)).toHaveLength(1);
    expect(atTwilio()).toHaveLength(1);
  });

  it('fails where it comes back with the link, too', async () => {
    await begin();
    carrierRefuses(30019, 2);
    const id = await write('Here it is');
    await comesTo(id, 'undelivered', 'undelivered');
    await turn();
    expect(await roundsOf(id)).toHaveLength(2);
    expect((await said(id)).at(-1)).toMatchObject({ state: 'undelivered', errorCode: '30019', reason: 'media' });
  });

  it('fails at once where it is set that files do not become links', async () => {
    await begin({ mms: false });
    await leaveFilesAlone();
    const id = await write('Here it is');
    await comesTo(id, 'failed');
    expect((await said(id)).at(-1)).toMatchObject({ state: 'failed', errorCode: '21621', reason: 'media' });
    expect(atTwilio()).toEqual([]);
  });
});

describe('a text whose file nobody took, where that does not become a link by itself', () => {
  it('is sent again with a link when somebody asks, once however often they do', async () => {
    await begin({ mms: false });
    await leaveFilesAlone();
    const id = await write('Here it is');
    await comesTo(id, 'failed');
    const asked = await Promise.all([asLinks(id), asLinks(id), asLinks(id, 'dana')]);
    expect(asked.map(({ status }) => status)).toEqual([204, 204, 204]);
    expect((await said(id)).at(-1)).toMatchObject({ state: 'queued', asLinks: true });
    await comesTo(id, 'failed', 'delivered');
    const text = await simulator.control.phone(customer).received();
    expect(text.body).toMatch(new RegExp(`^Here it is\\n${link}$`));
    expect((await asLinks(id)).status).toBe(204);
    await turn();
    expect(await roundsOf(id)).toHaveLength(2);
  });

  it('of several parts is sent whole with it: none of them left behind the file', async () => {
    await begin();
    await leaveFilesAlone();
    simulator.control.fault({ kind: 'refuse', code: 21620, next: 1 });
    const words = 'word '.repeat(400).trim();
    const id = await write(words);
    await comesTo(id, 'failed', 'failed');
    expect(atTwilio()).toEqual([]);
    expect((await asLinks(id)).status).toBeLessThan(300);
    await comesTo(id, 'failed', 'delivered', 'failed', 'delivered', 'delivered');
    const sent = atTwilio().map(({ body }) => body);
    expect(`${sent[0]} ${sent[1]}`.replace(/\s+/g, ' ')).toBe(words);
    expect(sent[2]).toMatch(new RegExp(`^${link}$`));
  });

  it('is sent hours later, too, when its time was over', async () => {
    await begin({ mms: false });
    await leaveFilesAlone();
    const id = await write('Here it is');
    await comesTo(id, 'failed');
    await service.database.read((db) =>
      db.query(`UPDATE delivery SET valid_until = now() - interval '1 hour' WHERE whole_id = $1`, [id]),
    );
    expect((await asLinks(id)).status).toBe(204);
    await comesTo(id, 'failed', 'delivered');
  });

  it('goes to nobody who opted out meanwhile', async () => {
    await begin({ mms: false });
    await leaveFilesAlone();
    const id = await write('Here it is');
    await comesTo(id, 'failed');
    const entry = { number, customer, status: 'opted-out', comment: '' };
    await service.put(`/api/gateway/consent/${uuid()}`, entry, { as: 'dana' });
    expect((await asLinks(id)).status).toBe(204);
    await comesTo(id, 'failed', 'failed');
    expect((await said(id)).at(-1)).toMatchObject({ state: 'failed', reason: 'opted-out' });
  });

  it('is refused of a text that did not fail so, that has no files any more, or that is none', async () => {
    await begin();
    await leaveFilesAlone();
    const well = await write('Here it is');
    await comesTo(well, 'delivered');
    expect(await asLinks(well)).toMatchObject({ status: 409, body: { code: 'text-state' } });
    simulator.control.fault({ kind: 'outcome', status: 'undelivered', code: 30005, next: 1 });
    const wrong = await write('Here it is');
    await comesTo(wrong, 'undelivered');
    expect(await asLinks(wrong)).toMatchObject({ status: 409, body: { code: 'text-state' } });
    carrierRefuses(30011);
    const gone = await write('Here it is');
    await comesTo(gone, 'undelivered');
    await service.database.read((db) => db.query(`UPDATE media SET state = 'erased' WHERE message_id = $1`, [gone]));
    expect(await asLinks(gone)).toMatchObject({ status: expect.any(Number), body: { code: 'media-gone' } });
    expect(await asLinks(uuid())).toMatchObject({ status: 404, body: { code: 'text-not-found' } });
  });
});
