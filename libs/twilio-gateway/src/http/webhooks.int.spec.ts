import { Client } from 'pg';
import { type DataOf, messageReceived } from '#contracts';
import { PublicAddress } from '#platform';
import { Seal } from '#secrets';
import { aChannel, anAccount, aService, type Service, until } from '#testing';
import { type Parameters, sign } from '#twilio-simulator';
import { GatewaySettings } from '../gateway-settings.ts';
import { gatewaySchema } from '../schema.ts';
import { TwilioGatewayModule } from '../twilio-gateway.module.ts';

const keys = `test:${Buffer.alloc(32, 7).toString('base64')}`;
const seal = new Seal(keys);
const base = 'https://parley.example/desk';
const accountSid = `AC${'0'.repeat(31)}1`;
const otherSid = `AC${'0'.repeat(31)}2`;
const north = '7b3c1a9e-3f1d-4c6e-8a55-0d2f3b6c9e13';
const south = '7b3c1a9e-3f1d-4c6e-8a55-0d2f3b6c9e23';
const token = 'north-token';
const sealed = (id: string, plain: string) => seal.seal(plain, `account/${id}/auth-token`);
const messages = '/webhooks/twilio/north-key/messages';
const fallback = '/webhooks/twilio/north-key/fallback';

let service: Service;
const start = (publicBase = base) =>
  aService(TwilioGatewayModule, gatewaySchema, [
    [GatewaySettings, new GatewaySettings({ SECRETS_KEYS: keys })],
    [PublicAddress, new PublicAddress(publicBase)],
  ]);
beforeEach(async () => {
  service = await start();
  await service.hear(anAccount({ sealedAuthToken: sealed(north, token) }), aChannel());
});
afterEach(() => service.stop());

let last = 0;
const aSid = () => `SM${(++last).toString(16).padStart(32, '0')}`;
/** What Twilio posts for a customer's text; most of its geography is blank. */
const fields = (changes: Record<string, string | undefined> = {}): [string, string][] =>
  Object.entries({
    ToCountry: 'US',
    ToCity: '',
    FromCity: '',
    FromZip: '',
    MessageSid: aSid(),
    SmsStatus: 'received',
    NumMedia: '0',
    NumSegments: '1',
    ApiVersion: '2010-04-01',
    AccountSid: accountSid,
    From: '+14155550111',
    To: '+14252306549',
    Body: 'Hello',
    ...changes,
  }).filter((entry): entry is [string, string] => entry[1] !== undefined);

interface Sent {
  readonly path?: string;
  readonly signedUrl?: string;
  readonly signedFields?: Parameters;
  readonly signer?: string;
  readonly signature?: string | null;
  readonly contentType?: string;
  readonly headers?: Record<string, string>;
}
const post = (form: [string, string][], how: Sent = {}) => {
  const { path = messages, signedUrl = base + path, signedFields = form, signer = token } = how;
  const signature = how.signature === undefined ? sign(signer, signedUrl, signedFields) : how.signature;
  return service.app.inject({
    method: 'POST',
    url: path,
    headers: {
      'content-type': how.contentType ?? 'application/x-www-form-urlencoded; charset=UTF-8',
      ...(signature !== null && { 'x-twilio-signature': signature }),
      ...how.headers,
    },
    payload: new URLSearchParams(form).toString(),
  });
};
const rows = async (table: string, of = ''): Promise<number> => {
  const [row]: { count: string }[] = await service.database.read((db) =>
    db.query(`SELECT count(*) FROM ${table} ${of}`),
  );
  return Number(row!.count);
};
/** What was said in one transaction lies in one row. */
const facts = `outbox, json_array_elements(CASE json_typeof(event) WHEN 'array' THEN event ELSE json_build_array(event) END) AS fact`;
const stored = async () => ({
  texts: await rows('incoming_message'),
  forms: await rows('raw_form'),
  events: await rows(facts, `WHERE fact ->> 'type' = 'gateway.message-received.v1'`),
});
const nothing = { texts: 0, forms: 0, events: 0 };
const received = async () => {
  await service.turn('outbox');
  return service.said('gateway.message-received').map((event) => messageReceived.parse(event));
};

describe("a customer's text, signed by Twilio", () => {
  it('is on disk before it is answered with TwiML that sends nothing', async () => {
    const form = fields();
    const answer = await post(form);
    expect(answer.statusCode).toBe(200);
    expect(answer.headers['content-type']).toBe('text/xml; charset=utf-8');
    expect(answer.body).toBe('<?xml version="1.0" encoding="UTF-8"?><Response/>');
    expect(await stored()).toEqual({ texts: 1, forms: 1, events: 1 });
    const [kept]: { form: Buffer }[] = await service.database.read((db) => db.query(`SELECT form FROM raw_form`));
    expect(kept!.form.toString()).toBe(new URLSearchParams(form).toString());
  });

  it('is said to the others, as an effect of this request', async () => {
    const correlationId = '0195c1a9-3f1d-7c6e-8a55-0d2f3b6c9e77';
    const form = fields();
    await post(form, { headers: { 'x-correlation-id': correlationId } });
    const [event] = await received();
    expect(event).toMatchObject({ correlationId, causationId: null });
    expect(event!.data).toEqual<DataOf<typeof messageReceived>>({
      messageId: expect.any(String),
      provider: 'twilio',
      providerSid: new Map(form).get('MessageSid')!,
      channelId: expect.stringMatching(/9e11$/),
      from: '+14155550111' as never,
      to: '+14252306549' as never,
      body: 'Hello',
      segments: 1,
      mediaIds: [],
      receivedAt: event!.occurredAt,
      position: expect.any(Number),
      recovered: false,
    });
  });

  it.each<[string, [string, string][], Sent]>([
    ['with fields nobody knows', [...fields(), ['Novelty', 'yes'], ['AddOns', '{"a":"b"}']], {}],
    ['with a repeated field', [...fields(), ['X', '2'], ['X', '1'], ['X', '2']], {}],
    ['with spaces around', fields({ Body: '  Hello \n' }), {}],
    ['with plus signs and ampersands', fields({ Body: '1+1=2 & 50%' }), {}],
    ['in many scripts', fields({ Body: 'Zoë 你好 مرحبا 👩‍👩‍👧' }), {}],
    ['without a body', fields({ Body: undefined }), {}],
    ['at an address with a query', fields(), { path: `${messages}?a=1&b=%20x` }],
    ['over the address with the port of https', fields(), { signedUrl: `https://parley.example:443/desk${messages}` }],
    [
      'whatever Host a proxy names',
      fields(),
      { headers: { host: 'gateway:3000', 'x-forwarded-host': 'elsewhere.example' } },
    ],
    ['at the fallback address', fields({ ErrorCode: '11200' }), { path: fallback }],
  ])('is taken in %s', async (_, form, how) => {
    expect((await post(form, how)).statusCode).toBe(200);
    expect(await stored()).toEqual({ texts: 1, forms: 1, events: 1 });
    const [event] = await received();
    expect(event!.data.body).toBe(new Map(form).get('Body') ?? '');
  });

  it('is read where Twilio brings its words as base64, and its form is kept as it came', async () => {
    const words = 'My parcel “4711” has not come, and nobody answers the telephone.';
    const form = fields({ Body: `${Buffer.from(words).toString('base64')}\r` });
    expect((await post(form)).statusCode).toBe(200);
    expect((await received())[0]!.data.body).toBe(words);
    const [kept]: { form: Buffer }[] = await service.database.read((db) => db.query(`SELECT form FROM raw_form`));
    expect(kept!.form.toString()).toBe(new URLSearchParams(form).toString());
  });

  it('is taken in where the public address has a port of its own', async () => {
    await service.stop();
    service = await start('http://parley.example:8080/a/b');
    const form = fields();
    await service.hear(anAccount({ sealedAuthToken: sealed(north, token) }), aChannel());
    const answer = await post(form, { signedUrl: `http://parley.example:8080/a/b${messages}` });
    expect(answer.statusCode).toBe(200);
  });

  it('may hold what no database takes: that becomes the replacement character, and the bytes are kept', async () => {
    await post(fields({ Body: 'a\u0000b' }));
    const [event] = await received();
    expect(event!.data.body).toBe('a\ufffdb');
    const [kept]: { form: Buffer }[] = await service.database.read((db) => db.query(`SELECT form FROM raw_form`));
    expect(kept!.form.toString()).toContain('Body=a%00b');
  });
});

describe('the same text again', () => {
  it('is answered the same and changes nothing', async () => {
    const form = fields();
    const first = await post(form);
    const second = await post(form);
    expect([second.statusCode, second.body]).toEqual([first.statusCode, first.body]);
    expect(await stored()).toEqual({ texts: 1, forms: 1, events: 1 });
  });

  it('may come twenty times at once, by both addresses', async () => {
    const form = fields();
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, n) => post(form, { path: n % 2 === 0 ? messages : fallback })),
    );
    expect(new Set(answers.map(({ statusCode }) => statusCode))).toEqual(new Set([200]));
    expect(await stored()).toEqual({ texts: 1, forms: 1, events: 1 });
  });

  it('may come to two processes at once', async () => {
    const here = service;
    const forms = Array.from({ length: 40 }, () => fields());
    const { app } = await start();
    const payloads = forms.map((form) => ({
      method: 'POST' as const,
      url: messages,
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        'x-twilio-signature': sign(token, base + messages, form),
      },
      payload: new URLSearchParams(form).toString(),
    }));
    await here.hear(anAccount({ sealedAuthToken: sealed(north, token) }), aChannel());
    const answers = await Promise.all([
      ...payloads.map((one) => here.app.inject(one)),
      ...payloads.toReversed().map((one) => app.inject(one)),
    ]);
    await app.close();
    expect(new Set(answers.map(({ statusCode }) => statusCode))).toEqual(new Set([200]));
    expect(await stored()).toEqual({ texts: 40, forms: 40, events: 40 });
  });
});

describe('many texts at once', () => {
  it('are all taken in, each as an effect of its own request and in the order in which they came', async () => {
    const forms = Array.from({ length: 100 }, (_, n) => fields({ Body: `Text ${n}` }));
    const ids = forms.map((_, n) => `0195c1a9-3f1d-7c6e-8a55-${n.toString().padStart(12, '0')}`);
    await Promise.all(forms.map((form, n) => post(form, { headers: { 'x-correlation-id': ids[n]! } })));
    await until('all are handed on', async () => (await received()).length === 100);
    const events = await received();
    const inOrder = events.toSorted((a, b) => a.data.position - b.data.position);
    expect(inOrder.map(({ data }) => data.body)).toEqual(forms.map((_, n) => `Text ${n}`));
    expect(inOrder.map(({ correlationId }) => correlationId)).toEqual(ids);
  });

  it('go before what was taken in earlier: only some of it is handed on meanwhile, and all of it afterwards', async () => {
    await service.turn('outbox');
    for (let n = 0; n < 30; n += 1) await post(fields());
    let letGo = () => {};
    const gone = new Promise<void>((resolve) => (letGo = resolve));
    const held = service.database.transact(async ({ manager }) => {
      await manager.query('LOCK TABLE incoming_message IN EXCLUSIVE MODE');
      await gone;
    });
    const crowd = Array.from({ length: 40 }, () => post(fields()));
    await until('the first of them waits for the table', async () => {
      const waiting = `SELECT FROM pg_locks WHERE relation = 'incoming_message'::regclass AND NOT granted`;
      return (await service.database.read((db) => db.query(waiting))).length > 0;
    });
    expect((await received()).length).toBeLessThan(3); // rows, and one may say something else
    letGo();
    await Promise.all([held, ...crowd]);
    await until('all are handed on', async () => (await received()).length === 70);
  });

  it('are all taken in, though one customer writes three hundred of them', async () => {
    const answers = await Promise.all(Array.from({ length: 300 }, () => post(fields())));
    expect(new Set(answers.map(({ statusCode }) => statusCode))).toEqual(new Set([200]));
    expect(await rows('incoming_message')).toBe(300);
  });

  it('are not harmed by one that cannot be stored', async () => {
    const bad = aSid();
    const change = (sql: string) => service.database.read((db) => db.query(`ALTER TABLE incoming_message ${sql}`));
    await change(`ADD CONSTRAINT no_bad_one CHECK (sid <> '${bad}')`);
    try {
      const forms = [fields(), fields(), fields({ MessageSid: bad }), fields(), fields()];
      const answers = await Promise.all(forms.map((form) => post(form)));
      expect(answers.map(({ statusCode }) => statusCode)).toEqual([200, 200, 500, 200, 200]);
      expect(await stored()).toEqual({ texts: 4, forms: 4, events: 4 });
    } finally {
      await change(`DROP CONSTRAINT no_bad_one`);
    }
  });

  it('that nobody could store never become words for the customer, which TwiML would be', async () => {
    const change = (sql: string) => service.database.read((db) => db.query(`ALTER TABLE incoming_message ${sql}`));
    await change(`ADD CONSTRAINT none CHECK (false)`);
    try {
      const { statusCode, headers, body } = await post(fields());
      expect([statusCode, headers['content-type']]).toEqual([500, 'application/problem+json; charset=utf-8']);
      expect(body).not.toMatch(/<|constraint|incoming_message/);
    } finally {
      await change(`DROP CONSTRAINT none`);
    }
  });

  it('need no look at the accounts and channels, which are in memory', async () => {
    await post(fields());
    const { url } = service.database.dataSource.options as { url: string };
    const other = new Client(url);
    await other.connect();
    await other.query('BEGIN; LOCK TABLE gateway.account, gateway.channel IN ACCESS EXCLUSIVE MODE');
    expect((await post(fields())).statusCode).toBe(200);
    await other.end();
  });
});

describe('a request that is not genuine', () => {
  const genuine = fields();
  it.each<[string, number, [string, string][], Sent]>([
    ['has no signature', 403, genuine, { signature: null }],
    ['has an empty signature', 403, genuine, { signature: '' }],
    ['has a signature that is none', 403, genuine, { signature: 'AAAAAAAAAAAAAAAAAAAAAAAAAAA=' }],
    ['is signed with another token', 403, genuine, { signer: 'another-token' }],
    ['is signed for the other address', 403, genuine, { signedUrl: base + fallback }],
    ['is signed without the path prefix', 403, genuine, { signedUrl: `https://parley.example${messages}` }],
    ['is signed for another host', 403, genuine, { signedUrl: `https://elsewhere.example/desk${messages}` }],
    [
      'is signed for the host that it names itself',
      403,
      genuine,
      {
        signedUrl: `https://elsewhere.example/desk${messages}`,
        headers: { host: 'elsewhere.example', 'x-forwarded-host': 'elsewhere.example', 'x-forwarded-proto': 'https' },
      },
    ],
    ['has a query that was not signed', 403, genuine, { path: `${messages}?x=1`, signedUrl: base + messages }],
    ['was changed on the way', 403, fields({ Body: 'Pay me' }), { signedFields: fields() }],
    [
      'was signed without its blank fields',
      403,
      genuine,
      { signedFields: genuine.filter(([, value]) => value !== '') },
    ],
    ['got a field more', 403, [...genuine, ['Extra', '1']], { signedFields: genuine }],
    ['names another account', 403, fields({ AccountSid: otherSid }), {}],
    ['names no account', 403, fields({ AccountSid: undefined }), {}],
    ['is for an account that nobody has', 404, genuine, { path: '/webhooks/twilio/other-key/messages' }],
    ['is for a number without a channel', 404, fields({ To: '+14252300000' }), {}],
    ['is no form', 415, genuine, { contentType: 'text/plain' }],
    ['has no SID', 400, fields({ MessageSid: '' }), {}],
    ['has no sender', 400, fields({ From: undefined }), {}],
    ['has a sender of another channel', 400, fields({ From: 'whatsapp:+14155550111' }), {}],
    ['is too large', 413, fields({ Body: 'x'.repeat(66_000) }), {}],
  ])('is refused when it %s', async (_, status, form, how) => {
    const answer = await post(form, how);
    expect(answer.statusCode).toBe(status);
    expect(answer.headers['content-type']).toContain('application/problem+json');
    expect(answer.body).not.toContain(token);
    expect(await stored()).toEqual(nothing);
  });

  it('is refused with the name of the field that is wrong', async () => {
    const answer = await post(fields({ From: undefined }));
    expect(answer.json()).toMatchObject({ code: 'unreadable', errors: [{ field: 'From' }] });
  });

  it('cannot choose the token by naming the account whose token it has', async () => {
    const southern = anAccount({
      accountId: south,
      key: 'south-key',
      accountSid: otherSid,
      sealedAuthToken: sealed(south, 'south-token'),
    });
    await service.hear(southern);
    expect((await post(fields({ AccountSid: otherSid }), { signer: 'south-token' })).statusCode).toBe(403);
    expect((await post(fields(), { signer: 'south-token' })).statusCode).toBe(403);
    const path = '/webhooks/twilio/south-key/messages';
    // its own door opens, but the number is the other account's
    expect((await post(fields({ AccountSid: otherSid }), { path, signer: 'south-token' })).statusCode).toBe(404);
    expect(await stored()).toEqual(nothing);
  });

  it('tells a stranger nothing', async () => {
    const answer = await post(fields(), { path: '/webhooks/twilio/other-key/messages' });
    expect(answer.json()).toMatchObject({ code: 'webhook-not-found', detail: 'There is nothing here.' });
  });
});

describe('what this service remembers of the configuration', () => {
  const account = (version: number, authToken: string) =>
    anAccount({ version, sealedAuthToken: sealed(north, authToken) });

  it('is in force for the next text: a new token is known at once, the old one is dead', async () => {
    await post(fields());
    await service.hear(account(2, 'new-token'));
    expect((await post(fields(), { signer: 'new-token' })).statusCode).toBe(200);
    expect((await post(fields(), { signer: token })).statusCode).toBe(403);
  });

  it('is the newest, in whatever order it was heard', async () => {
    await service.hear(account(3, 'newest-token'), account(2, 'newer-token'));
    await service.hear(
      aChannel({ version: 3, number: '+14252300003' }),
      aChannel({ version: 2, number: '+14252300002' }),
    );
    const to = (number: string) => post(fields({ To: number }), { signer: 'newest-token' });
    expect((await to('+14252300003')).statusCode).toBe(200);
    expect((await to('+14252300002')).statusCode).toBe(404);
    expect((await to('+14252306549')).statusCode).toBe(404);
  });

  it('does not include the accounts and channels of other providers', async () => {
    const elsewhere = { provider: 'carrier-pigeon', accountId: south };
    await service.hear(
      anAccount({ ...elsewhere, key: 'south-key', sealedAuthToken: sealed(south, token) }),
      aChannel({ ...elsewhere, channelId: '7b3c1a9e-3f1d-4c6e-8a55-0d2f3b6c9e21', number: '+14252300002' }),
    );
    expect(await rows('account')).toBe(1);
    expect(await rows('channel')).toBe(1);
  });

  it('does without an account whose token nobody can open', async () => {
    const other = new Seal(`other:${Buffer.alloc(32, 8).toString('base64')}`);
    const closed = other.seal('south-token', `account/${south}/auth-token`);
    await service.hear(anAccount({ accountId: south, key: 'south-key', sealedAuthToken: closed }));
    expect((await post(fields(), { path: '/webhooks/twilio/south-key/messages' })).statusCode).toBe(404);
    expect((await post(fields())).statusCode).toBe(200);
  });
});
