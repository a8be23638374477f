import { messageReceived } from '#contracts';
import { PublicAddress } from '#platform';
import { Seal } from '#secrets';
import { aChannel, anAccount, aService, type Service } from '#testing';
import { createSimulator, sign, type Simulator } from '#twilio-simulator';
import { GatewaySettings } from '../gateway-settings.ts';
import { gatewaySchema } from '../schema.ts';
import { TwilioGatewayModule } from '../twilio-gateway.module.ts';

const keys = `test:${Buffer.alloc(32, 7).toString('base64')}`;
const accountSid = `AC${'0'.repeat(31)}1`;
const { accountId, number } = aChannel().data;
const sealedAuthToken = new Seal(keys).seal('north-token', `account/${accountId}/auth-token`);
const customer = '+14155550111';

let service: Service;
let simulator: Simulator;
let messages: string;
beforeEach(async () => {
  simulator = createSimulator({ accounts: [{ sid: accountSid, authToken: 'north-token', numbers: [{ number }] }] });
  const address = new PublicAddress('');
  service = await aService(TwilioGatewayModule, gatewaySchema, [
    [GatewaySettings, new GatewaySettings({ SECRETS_KEYS: keys, TWILIO_API_BASE_URL: await simulator.listen() })],
    [PublicAddress, address],
  ]);
  await service.app.listen(0, '127.0.0.1');
  Object.assign(address, { base: await service.app.getUrl() });
  messages = `${address.base}/webhooks/twilio/north-key/messages`;
  await service.hear(anAccount({ accountSid, sealedAuthToken }), aChannel());
  simulator.control.configureNumber(number, {
    smsUrl: messages,
    smsMethod: 'GET',
    smsFallbackUrl: messages.replace(/messages$/, 'fallback'),
    smsFallbackMethod: 'GET',
  });
});
afterEach(async () => {
  await service.stop();
  await simulator.stop();
});

const received = async () => {
  await service.turn('outbox');
  return service.said(messageReceived.type).map((event) => messageReceived.parse(event).data);
};
const text = (body: string) => simulator.control.text({ from: customer, to: number, body });
const get = (url: string, signature: string | null) =>
  fetch(url, { headers: signature === null ? {} : { 'x-twilio-signature': signature } });
const query = (changes: Record<string, string> = {}) =>
  new URLSearchParams({
    MessageSid: `SM${'7'.repeat(32)}`,
    AccountSid: accountSid,
    From: customer,
    To: number,
    FromCity: '',
    Body: 'Hello',
    ...changes,
  }).toString();

describe('a text to a number whose webhook is set to GET', () => {
  it('is taken in as it would be by POST, and answered with TwiML', async () => {
    expect(await text('Größe + ✓ & more?')).toMatchObject({ isTaken: true, status: 200, via: 'webhook', code: null });
    expect(await received()).toMatchObject([{ from: customer, body: 'Größe + ✓ & more?', recovered: false }]);
    const [{ form }] = await service.database.read((db) => db.query(`SELECT form FROM raw_form`));
    expect(new URLSearchParams(String(form)).get('FromCity')).toBe('');
  });

  it('is taken in with a query of the address itself, which is signed too', async () => {
    simulator.control.configureNumber(number, { smsUrl: `${messages}?tenant=a%20b&empty=#rc=2&rp=5xx` });
    expect(await text('Hello')).toMatchObject({ isTaken: true });
    expect(await received()).toHaveLength(1);
  });

  it('is taken in however long it is', async () => {
    expect(await text('ぷ'.repeat(1600))).toMatchObject({ isTaken: true, status: 200 });
    expect(await received()).toMatchObject([{ body: 'ぷ'.repeat(1600) }]);
  });

  it('is taken in once, by whichever way it comes again', async () => {
    simulator.control.fault({ kind: 'webhook-at-once', times: 5, next: 1 });
    await text('Hello');
    expect(await received()).toHaveLength(1);
  });

  it.each<[string, string, (url: string) => string | null]>([
    ['has no signature', query(), () => null],
    ['is signed with another token', query(), (url) => sign('another', url, [])],
    ['is signed for less than its whole query', query(), (url) => sign('north-token', url.split('?')[0]!, [])],
    [
      'is signed as a form',
      query(),
      (url) => sign('north-token', url.split('?')[0]!, [...new URLSearchParams(url.split('?')[1])]),
    ],
    ['names another account', query({ AccountSid: `AC${'9'.repeat(32)}` }), (url) => sign('north-token', url, [])],
  ])('is refused where it %s, and nothing of it is kept', async (_, asked, signatureOf) => {
    const url = `${messages}?${asked}`;
    expect((await get(url, signatureOf(url))).status).toBe(403);
    expect(await service.database.read((db) => db.query(`SELECT FROM incoming_message`))).toEqual([]);
  });

  it('is refused where something was changed on its way', async () => {
    const url = `${messages}?${query()}`;
    const changed = url.replace('Hello', 'Goodbye');
    expect((await get(changed, sign('north-token', url, []))).status).toBe(403);
  });
});
