import { deliveryChanged, type MessageId } from '#contracts';
import { PublicAddress } from '#platform';
import { Seal } from '#secrets';
import { aChannel, anAccount, aReply, aService, type Service } from '#testing';
import { sign } from '#twilio-simulator';
import { GatewaySettings } from '../gateway-settings.ts';
import { gatewaySchema } from '../schema.ts';
import { TwilioGatewayModule } from '../twilio-gateway.module.ts';
import { recordAnswer } from '../use-cases/record-answer.ts';
import { takeDeliveries } from '../use-cases/take-deliveries.ts';

const keys = `test:${Buffer.alloc(32, 7).toString('base64')}`;
const seal = new Seal(keys);
const base = 'https://parley.example/desk';
const north = { id: '7b3c1a9e-3f1d-4c6e-8a55-0d2f3b6c9e13', key: 'north-key', sid: `AC${'0'.repeat(31)}1` };
const south = { id: '7b3c1a9e-3f1d-4c6e-8a55-0d2f3b6c9e23', key: 'south-key', sid: `AC${'0'.repeat(31)}2` };
const sid = `SM${'0'.repeat(31)}1`;
const anAccountOf = ({ id, key, sid: accountSid }: typeof north) =>
  anAccount({ accountId: id, key, accountSid, sealedAuthToken: seal.seal(key, `account/${id}/auth-token`) });

let service: Service;
let id: MessageId;
beforeEach(async () => {
  service = await aService(TwilioGatewayModule, gatewaySchema, [
    [GatewaySettings, new GatewaySettings({ SECRETS_KEYS: keys })],
    [PublicAddress, new PublicAddress(base)],
  ]);
  const text = aReply();
  id = text.data.messageId;
  await service.hear(anAccountOf(north), anAccountOf(south), aChannel(), text);
  // Twilio is being asked; its answer is not there yet
  await service.database.transact((tx) => takeDeliveries(tx, 1));
});
afterEach(() => service.stop());

interface Report {
  readonly account?: typeof north;
  readonly signer?: string;
  readonly to?: string;
  readonly fields?: Record<string, string>;
}
const report = (word: string, { account = north, signer = account.key, to = id, fields = {} }: Report = {}) => {
  const url = `/webhooks/twilio/${account.key}/deliveries/${to}`;
  const form = Object.entries({
    MessageSid: sid,
    SmsSid: sid,
    MessageStatus: word,
    SmsStatus: word,
    AccountSid: account.sid,
    From: '+14252306549',
    To: '+14155550111',
    ApiVersion: '2010-04-01',
    ...fields,
  });
  return service.app.inject({
    method: 'POST',
    url,
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'x-twilio-signature': sign(signer, base + url, form),
    },
    payload: new URLSearchParams(form).toString(),
  });
};
const query = <T>(sql: string): Promise<T[]> => service.database.read((db) => db.query(sql));
const state = async () =>
  (await query<object>(`SELECT state, version, provider_sid AS sid, error_code AS code, reason FROM delivery`))[0];
const effects = async () =>
  (await query<{ effect: string }>(`SELECT effect FROM delivery_observation ORDER BY id`)).map(({ effect }) => effect);
const said = async () => {
  await service.turn('outbox');
  return service.said('gateway.delivery-changed').map((event) => deliveryChanged.parse(event).data);
};

describe('a status callback', () => {
  it('is answered with nothing and moves the text forward', async () => {
    const answer = await report('sent');
    expect([answer.statusCode, answer.body]).toEqual([200, '']);
    expect(await state()).toEqual({ state: 'sent', version: 3, sid, code: null, reason: null });
    expect((await said()).at(-1)).toMatchObject({ messageId: id, state: 'sent', version: 3, providerSid: sid });
  });

  it("may come before Twilio's answer, which then moves nothing back", async () => {
    await report('delivered');
    await service.database.transact((tx) => recordAnswer(tx, id, 1, { kind: 'accepted', providerSid: sid }, 0));
    expect(await state()).toMatchObject({ state: 'delivered', version: 3 });
    expect(await effects()).toEqual(['moved', 'nothing']);
  });

  it('changes nothing when it comes again or too late', async () => {
    for (const word of ['delivered', 'delivered', 'sent', 'queued', 'read']) await report(word);
    expect(await state()).toMatchObject({ state: 'delivered', version: 3 });
    expect(await effects()).toEqual(['moved', 'nothing', 'nothing', 'nothing', 'nothing']);
    expect(await said()).toHaveLength(2);
  });

  it('with a second, different end is written down and not believed', async () => {
    await report('undelivered', { fields: { ErrorCode: '30003' } });
    await report('delivered');
    expect(await state()).toMatchObject({ state: 'undelivered', code: '30003', reason: 'unreachable' });
    expect(await effects()).toEqual(['moved', 'contradicted']);
  });

  it('with a word that nobody knows is kept and tells the SID at least', async () => {
    expect((await report('teleported')).statusCode).toBe(200);
    expect(await state()).toMatchObject({ state: 'submitting', sid });
    expect(await effects()).toEqual(['told']);
  });

  it('may come with all others at once', async () => {
    const words = ['queued', 'sending', 'sent', 'delivered', 'delivered', 'sent', 'sending', 'queued'];
    const answers = await Promise.all(words.map((word) => report(word)));
    expect(new Set(answers.map(({ statusCode }) => statusCode))).toEqual(new Set([200]));
    expect(await state()).toMatchObject({ state: 'delivered', sid });
    const changes = await said();
    expect(changes.map(({ version }) => version).toSorted()).toEqual(changes.map((_, n) => n + 2));
    expect(changes.toSorted((a, b) => a.version - b.version).at(-1)!.state).toBe('delivered');
    expect(await effects()).toHaveLength(words.length);
  });

  it('shares a commit with those that come at the same time', async () => {
    await Promise.all(Array.from({ length: 20 }, () => report('sent')));
    const [row] = await query<{ commits: number; seen: number }>(
      'SELECT count(DISTINCT xmin::text)::int AS commits, count(*)::int AS seen FROM delivery_observation',
    );
    expect(row!.seen).toBe(20);
    expect(row!.commits).toBeLessThan(20);
  });

  it('has its own answer among others that come at the same time', async () => {
    const nobodys = '0195c1a9-3f1d-7c6e-8a55-0d2f3b6c9e99';
    const answers = await Promise.all([
      report('sending'),
      report('sent', { to: nobodys }),
      report('delivered', { account: south }),
      report('sent', { signer: 'another-token' }),
      report('sent', { to: id.toUpperCase() }),
    ]);
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([200, 404, 404, 403, 200]);
    expect(await state()).toMatchObject({ state: 'sent', version: 4 });
    expect(await effects()).toEqual(['moved', 'moved']);
  });

  it.each<[string, number, string, Report]>([
    ['is signed by somebody else', 403, 'delivered', { signer: 'another-token' }],
    ['names another account', 403, 'delivered', { fields: { AccountSid: south.sid } }],
    ["is about another account's text", 404, 'delivered', { account: south }],
    ['is for an account that nobody has', 404, 'delivered', { account: { ...south, key: 'nobody' } }],
    ['is about no text of ours', 404, 'delivered', { to: '0195c1a9-3f1d-7c6e-8a55-0d2f3b6c9e99' }],
    ['is about nothing that could be a text', 404, 'delivered', { to: 'nothing' }],
    ['names no status', 400, '', {}],
  ])('is refused when it %s', async (_, status, word, how) => {
    const answer = await report(word, how);
    expect(answer.statusCode).toBe(status);
    expect(answer.headers['content-type']).toContain('application/problem+json');
    expect(await state()).toMatchObject({ state: 'submitting', version: 2 });
    expect(await effects()).toEqual([]);
  });
});
