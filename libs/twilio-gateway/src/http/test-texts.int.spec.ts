import { v7 as uuid } from 'uuid';
import {
  customerErased,
  gatewaySecretsUsed,
  secretGrantsChanged,
  type TestTextView,
  usualSecretGrants,
} from '#contracts';
import { PublicAddress } from '#platform';
import { Seal } from '#secrets';
import { aChannel, anAccount, anEvent, aService, type Service } from '#testing';
import { createSimulator, sign, type Simulator } from '#twilio-simulator';
import { GatewaySettings } from '../gateway-settings.ts';
import { gatewaySchema } from '../schema.ts';
import { TwilioGatewayModule } from '../twilio-gateway.module.ts';

const keys = `test:${Buffer.alloc(32, 7).toString('base64')}`;
const seal = new Seal(keys);
const id = '7b3c1a9e-3f1d-4c6e-8a55-0d2f3b6c9e13';
const sid = `AC${'0'.repeat(31)}1`;
const token = 'a-token-that-nobody-may-see';
const line = '+14252306549';
const numberId = '7b3c1a9e-3f1d-4c6e-8a55-0d2f3b6c9e14';
const base = 'https://parley.example/desk';
const mine = '+14155550111';

let service: Service;
let simulator: Simulator;
beforeEach(async () => {
  simulator = createSimulator({ accounts: [{ sid, authToken: token, numbers: [{ number: line }] }] });
  const settings = new GatewaySettings({ SECRETS_KEYS: keys, TWILIO_API_BASE_URL: await simulator.listen() });
  service = await aService(TwilioGatewayModule, gatewaySchema, [
    [GatewaySettings, Object.assign(settings, { answerWithinMs: 1_000 })],
    [PublicAddress, new PublicAddress(base)],
  ]);
  const numbers = [{ numberId, address: line, type: 'long-code' }] as never;
  await service.hear(
    anAccount({ accountSid: sid, sealedAuthToken: seal.seal(token, `account/${id}/auth-token`), numbers }),
  );
});
afterEach(async () => {
  await service.stop();
  await simulator.stop();
});

const at = (textId: string, account = id) => `/api/gateway/accounts/${account}/test-texts/${textId}`;
const send = async (asked: object = {}, { textId = uuid(), as = 'dana' } = {}) => {
  const { status, body } = await service.put(at(textId), { numberId, to: mine, ...asked }, { as });
  return { status, body: body as TestTextView };
};
const see = async (textId: string) => (await service.get(at(textId), { as: 'dana' })).body as TestTextView;
const phone = () => simulator.control.phone(mine).texts();
const report = (textId: string, word: string, fields: Record<string, string> = {}) => {
  const url = `/webhooks/twilio/north-key/deliveries/${textId}`;
  const about = { MessageSid: `SM${'0'.repeat(31)}1`, MessageStatus: word, AccountSid: sid, From: line, To: mine };
  const form = Object.entries({ ...about, ...fields });
  return service.app.inject({
    method: 'POST',
    url,
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'x-twilio-signature': sign(token, base + url, form),
    },
    payload: new URLSearchParams(form).toString(),
  });
};
const keyword = (word: string) =>
  service.put(
    `/api/gateway/consent/${uuid()}`,
    { number: line, customer: mine, status: word === 'STOP' ? 'opted-out' : 'opted-in' },
    { as: 'dana' },
  );

describe('a test text', () => {
  it('leaves from a number that has no channel yet, once, and arrives at the telephone of who asked', async () => {
    const textId = uuid();
    const { status, body } = await send({ to: '(415) 555-0111' }, { textId });
    expect([status, body]).toMatchObject([
      200,
      { id: textId, accountId: id, numberId, from: line, to: mine, reason: null, errorCode: null, advice: null },
    ]);
    expect(['accepted', 'sent', 'delivered']).toContain(body.state);
    await simulator.control.idle();
    expect(phone()).toHaveLength(1);
    expect(phone()[0]).toMatchObject({ body: body.body });
    expect(body.body).toContain(line);
    expect((await send({}, { textId })).body).toMatchObject({ id: textId, askedAt: body.askedAt });
    expect(simulator.control.messages(sid)).toHaveLength(1);
    expect((await send({ to: '+14155550112' }, { textId })).body).toMatchObject({ code: 'already-exists' });
  });

  it('tells what the provider reports of it, in any order', async () => {
    const textId = uuid();
    await send({}, { textId });
    expect((await report(textId, 'delivered')).statusCode).toBe(200);
    expect((await report(textId, 'sent')).statusCode).toBe(200);
    expect(await see(textId)).toMatchObject({ state: 'delivered', errorCode: null, advice: null });
  });

  it('says what to do where the carriers do not know the number (30034)', async () => {
    const textId = uuid();
    await send({}, { textId });
    await report(textId, 'undelivered', { ErrorCode: '30034' });
    expect(await see(textId)).toMatchObject({
      state: 'undelivered',
      reason: 'registration',
      errorCode: '30034',
      advice: expect.stringContaining('not registered'),
    });
  });

  it.each([
    ['refuses it', { kind: 'refuse', code: 21608 }, { state: 'failed', errorCode: '21608' }, 'verified numbers'],
    ['has too much to do', { kind: 'refuse', code: 20429 }, { state: 'failed', reason: 'busy' }, ''],
    ['does not answer', { kind: 'hang', ms: 60_000 }, { state: 'unknown', reason: 'no-answer' }, 'did not answer'],
  ] as const)('says when the provider %s', async (_, fault, found, advice) => {
    simulator.control.fault({ ...fault, door: 'create' });
    const { body } = await send();
    expect(body).toMatchObject({ ...found, advice: expect.stringContaining(advice) });
  });

  it('goes to nobody who opted out', async () => {
    await service.hear(aChannel());
    expect((await keyword('STOP')).status).toBe(200);
    expect(await send()).toMatchObject({ status: 409, body: { code: 'opted-out', errors: [{ field: 'to' }] } });
    expect(simulator.control.messages(sid)).toEqual([]);
    expect((await keyword('START')).status).toBe(200);
    expect((await send()).status).toBe(200);
  });

  it('goes to nobody who is blocked', async () => {
    await service.put(`/api/gateway/blocked-numbers/${encodeURIComponent(mine)}`, { comment: 'Spam' }, { as: 'dana' });
    expect(await send()).toMatchObject({ status: 409, body: { code: 'on-block-list' } });
  });

  it('is asked for by administrators who may have the token used, of numbers that the account has, to telephones', async () => {
    expect((await send({}, { as: 'sofia' })).status).toBe(403);
    expect(await send({ numberId: uuid() })).toMatchObject({ status: 404, body: { code: 'number-not-found' } });
    expect(await send({ to: 'my phone' })).toMatchObject({ status: 400, body: { errors: [{ field: 'to' }] } });
    await service.turn('outbox');
    expect(service.said(gatewaySecretsUsed.type)).toEqual([]);
    await send();
    await service.turn('outbox');
    expect(service.said(gatewaySecretsUsed.type)).toMatchObject([
      { data: { uses: [{ subject: id, by: { subject: 'dana' } }] } },
    ]);
    const granted = { ...usualSecretGrants, read: { roles: [], people: [] } };
    await service.hear(anEvent(secretGrantsChanged, { secret: 'account-auth-token', version: 2, granted }));
    expect((await send()).status).toBe(403);
  });

  it('is forgotten with whom it went to', async () => {
    const { body } = await send();
    await service.hear(
      anEvent(customerErased, {
        erasureId: uuid() as never,
        addresses: [mine as never],
        erasedAt: '2026-01-05T09:00:00.000Z',
      }),
    );
    expect((await service.get(at(body.id), { as: 'dana' })).body).toMatchObject({ code: 'test-text-not-found' });
  });
});
