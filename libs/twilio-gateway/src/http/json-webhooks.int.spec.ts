import { createHash } from 'node:crypto';
import { messageReceived } from '#contracts';
import { PublicAddress } from '#platform';
import { Seal } from '#secrets';
import { aChannel, anAccount, aReply, aService, type Service } from '#testing';
import { sign } from '#twilio-simulator';
import { GatewaySettings } from '../gateway-settings.ts';
import { gatewaySchema } from '../schema.ts';
import { TwilioGatewayModule } from '../twilio-gateway.module.ts';

const keys = `test:${Buffer.alloc(32, 7).toString('base64')}`;
const base = 'https://parley.example/desk';
const token = 'north-token';
const messages = '/webhooks/twilio/north-key/messages';

let service: Service;
beforeEach(async () => {
  service = await aService(TwilioGatewayModule, gatewaySchema, [
    [GatewaySettings, new GatewaySettings({ SECRETS_KEYS: keys })],
    [PublicAddress, new PublicAddress(base)],
  ]);
  const sealedAuthToken = new Seal(keys).seal(token, 'account/7b3c1a9e-3f1d-4c6e-8a55-0d2f3b6c9e13/auth-token');
  await service.hear(anAccount({ sealedAuthToken }), aChannel());
});
afterEach(() => service.stop());

const text = {
  MessageSid: `SM${'1'.repeat(32)}`,
  AccountSid: `AC${'0'.repeat(31)}1`,
  From: '+14155550111',
  To: '+14252306549',
  Body: ' Zoë & you ',
  NumSegments: 1,
  FromCity: '',
  AddOns: { status: 'none' },
};
const hashOf = (body: string) => createHash('sha256').update(body).digest('hex');
const post = (body: string, { path = messages, hash = hashOf(body), signer = token } = {}) => {
  const url = hash === '' ? path : `${path}?bodySHA256=${hash}`;
  const headers = { 'content-type': 'application/json', 'x-twilio-signature': sign(signer, base + url, []) };
  return service.app.inject({ method: 'POST', url, headers, payload: body });
};
const received = async () => {
  await service.turn('outbox');
  return service.said(messageReceived.type).map((event) => messageReceived.parse(event).data);
};

describe('a webhook with a JSON body', () => {
  it('is taken in as the form that it would be, when the signed address carries the hash of its bytes', async () => {
    const body = JSON.stringify(text, null, 2);
    expect((await post(body)).statusCode).toBe(200);
    expect(await received()).toMatchObject([{ providerSid: text.MessageSid, from: text.From, body: text.Body }]);
    const [kept]: { form: Buffer }[] = await service.database.read((db) => db.query(`SELECT form FROM raw_form`));
    expect(new URLSearchParams(kept!.form.toString()).get('Body')).toBe(text.Body);
    expect(kept!.form.toString()).toMatch(/(^|&)FromCity=(&|$)/);
  });

  it('may tell what became of a text of ours', async () => {
    const reply = aReply();
    await service.hear(reply);
    const { messageId } = reply.data;
    const status = { MessageSid: `SM${'2'.repeat(32)}`, AccountSid: text.AccountSid, MessageStatus: 'delivered' };
    const path = `/webhooks/twilio/north-key/deliveries/${messageId}`;
    expect((await post(JSON.stringify(status), { path })).statusCode).toBe(200);
    const rows = await service.database.read((db) => db.query(`SELECT state FROM delivery`));
    expect(rows).toEqual([{ state: 'delivered' }]);
  });

  const body = JSON.stringify(text);
  it.each<[string, number, string, Parameters<typeof post>[1]]>([
    ['has another body than the one that was hashed', 403, body, { hash: hashOf(`${body} `) }],
    ['carries no hash, so that nothing says what its body was', 403, body, { hash: '' }],
    ['is signed with another token', 403, body, { signer: 'another-token' }],
    ['is no object', 403, '[]', {}],
    ['is no JSON', 403, '{"MessageSid', {}],
    ['is larger than any webhook', 413, JSON.stringify({ ...text, Body: 'x'.repeat(66_000) }), {}],
  ])('is refused when it %s', async (_what, status, payload, how) => {
    expect((await post(payload, how)).statusCode).toBe(status);
    expect(await received()).toEqual([]);
  });
});
