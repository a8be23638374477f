import { type AccountCheckView, accountValidated, type NumberCandidatesView, numberChecked } from '#contracts';
import { PublicAddress } from '#platform';
import { Seal } from '#secrets';
import { anAccount, aService, type Service } from '#testing';
import { createSimulator, type Simulator } from '#twilio-simulator';
import { GatewaySettings } from '../gateway-settings.ts';
import { gatewaySchema } from '../schema.ts';
import { TwilioGatewayModule } from '../twilio-gateway.module.ts';

const keys = `test:${Buffer.alloc(32, 7).toString('base64')}`;
const seal = new Seal(keys);
const id = '7b3c1a9e-3f1d-4c6e-8a55-0d2f3b6c9e13';
const sid = `AC${'0'.repeat(31)}1`;
const token = 'a-token-that-nobody-may-see';
const line = '+14252306549';
const other = '+18005550199';
const shortCode = '78787';
const [lineId, otherId, codeId] = ['14', '15', '16'].map((end) => `7b3c1a9e-3f1d-4c6e-8a55-0d2f3b6c9e${end}`);
const base = 'https://parley.example/desk';
const messages = `${base}/webhooks/twilio/north-key/messages`;
const fallback = `${base}/webhooks/twilio/north-key/fallback`;
const patience = '#ct=2000&rt=4500&tt=15000&rc=2&rp=ct,rt,5xx';
const pool = `MG${'1'.repeat(32)}`;

let service: Service;
let simulator: Simulator;
beforeEach(async () => {
  simulator = createSimulator({
    accounts: [
      {
        sid,
        authToken: token,
        numbers: [
          { number: line, name: 'Main line' },
          { number: other, type: 'toll-free', name: 'Free line' },
          { number: shortCode, type: 'short-code', name: 'Alerts' },
          { number: '+14255550100', sms: false },
          { number: '+14255550101', name: 'Spare' },
        ],
        services: [{ sid: pool, numbers: [line, other] }],
      },
    ],
  });
  const settings = new GatewaySettings({ SECRETS_KEYS: keys, TWILIO_API_BASE_URL: await simulator.listen() });
  service = await aService(TwilioGatewayModule, gatewaySchema, [
    [GatewaySettings, Object.assign(settings, { answerWithinMs: 1_000 })],
    [PublicAddress, new PublicAddress(base)],
  ]);
});
afterEach(async () => {
  await service.stop();
  await simulator.stop();
});

const number = (numberId: string | undefined, address: string, type = 'long-code') => ({ numberId, address, type });
const three = [number(lineId, line), number(otherId, other, 'toll-free'), number(codeId, shortCode, 'short-code')];
const hearAccount = ({ version = 1, numbers = three, authToken = token } = {}) =>
  service.hear(
    anAccount({
      version,
      accountSid: sid,
      sealedAuthToken: seal.seal(authToken, `account/${id}/auth-token`),
      numbers: numbers as never,
    }),
  );
const ask = async (action: string, as = 'dana') => {
  const { status, body } = await service.post(`/api/gateway/accounts/${id}/${action}`, { as });
  return { status, body: body as AccountCheckView };
};
const outcomes = ({ numbers }: AccountCheckView) =>
  Object.fromEntries(numbers.map(({ number: address, outcome, fault }) => [address, fault ?? outcome]));
const said = async () => {
  await service.turn('outbox');
  return {
    accounts: service.said(accountValidated.type).map((event) => accountValidated.parse(event).data),
    numbers: service.said(numberChecked.type).map((event) => numberChecked.parse(event).data),
  };
};
const requests = (does: string) =>
  simulator.control.log.filter(({ kind, sentence }) => kind === 'request' && sentence.startsWith(does)).length;
const writes = () => requests('The webhook of');

describe('validating an account', () => {
  it('says that credentials and numbers are good, though nothing is connected yet', async () => {
    await hearAccount();
    const { status, body } = await ask('validate');
    expect([status, body]).toEqual([
      200,
      {
        accountId: id,
        ofVersion: 1,
        checkedAt: expect.any(String),
        outcome: 'ok',
        errorCode: null,
        advice: null,
        numbers: three.map(({ numberId, address }) => ({
          numberId,
          number: address,
          outcome: 'webhook-mismatch',
          fault: 'not-set',
          errorCode: null,
          found: null,
          overriddenBy: null,
          advice: expect.stringContaining('No webhook is set'),
        })),
        undelivered: [],
      },
    ]);
    const { accounts, numbers } = await said();
    const looked = { accountId: id, ofVersion: 1, checkedAt: body.checkedAt, errorCode: null };
    expect(accounts).toEqual([{ ...looked, outcome: 'ok' }]);
    expect(numbers).toEqual(
      three.map(({ numberId }) => ({ ...looked, numberId, outcome: 'webhook-mismatch', fault: 'not-set' })),
    );
    expect(writes()).toBe(0);
  });

  it('names each number that is missing or cannot text', async () => {
    await hearAccount({
      numbers: [number(lineId, line), number(otherId, '+14255550177'), number(codeId, '+14255550100')],
    });
    const { body } = await ask('validate');
    expect(body.outcome).toBe('number-missing');
    expect(outcomes(body)).toEqual({
      [line]: 'not-set',
      '+14255550177': 'number-missing',
      '+14255550100': 'number-not-sms-capable',
    });
    expect((await said()).accounts).toMatchObject([{ outcome: 'number-missing' }]);
  });

  it('finds many numbers in the pages of a list', async () => {
    const many = Array.from({ length: 30 }, (_, index) => `+142523070${String(index).padStart(2, '0')}`);
    for (const address of many) simulator.control.addNumber({ number: address });
    const ids = many.map((address, index) =>
      number(`7b3c1a9e-3f1d-4c6e-8a55-0d2f3b6d00${String(index).padStart(2, '0')}`, address),
    );
    await hearAccount({ numbers: [...ids, number(lineId, '+14255550177')] });
    const { body } = await ask('validate');
    expect(body.numbers.filter(({ outcome }) => outcome === 'number-missing')).toHaveLength(1);
    expect(requests('Parley reads the numbers')).toBe(1);
  });

  it.each([
    ['the token is wrong', () => hearAccount({ authToken: 'another' }), 'bad-credentials', '20003'],
    ['the account is suspended', async () => simulator.control.suspend(), 'account-suspended', null],
    ['Twilio is down', () => simulator.control.refuseConnections(), 'provider-unreachable', null],
    [
      'Twilio is broken',
      async () => void simulator.control.fault({ kind: 'refuse', code: 20503, door: 'other' }),
      'provider-unreachable',
      '20503',
    ],
    [
      'Twilio is slow',
      async () => void simulator.control.fault({ kind: 'hang', ms: 60_000, door: 'other' }),
      'provider-unreachable',
      null,
    ],
    [
      'Twilio refuses',
      async () => void simulator.control.fault({ kind: 'refuse', code: 20001, door: 'other' }),
      'provider-refused',
      '20001',
    ],
  ])(
    'reports when %s, and nothing is lost',
    async (_when, make, outcome, errorCode) => {
      if (outcome !== 'bad-credentials') await hearAccount();
      await make();
      for (const action of ['validate', 'health', 'connect']) {
        const { status, body } = await ask(action);
        expect([status, body]).toMatchObject([200, { outcome, errorCode, numbers: [], advice: expect.any(String) }]);
      }
      const { accounts, numbers } = await said();
      expect(accounts).toMatchObject(Array.from({ length: 3 }, () => ({ outcome, errorCode, ofVersion: 1 })));
      expect(numbers).toEqual([]);
      expect(simulator.control.number(line).smsUrl).toBe('');
      expect(await ask('import')).toMatchObject({ status: 409, body: { code: outcome } });
    },
    20_000,
  );

  it('waits a moment for Twilio when it is asked too much', async () => {
    await hearAccount();
    simulator.control.fault({ kind: 'refuse', code: 20429, door: 'other', next: 2 });
    expect((await ask('validate')).body.outcome).toBe('ok');
  });

  it('looks at the version that the administrator has seen, or says that it has not arrived', async () => {
    await hearAccount({ authToken: 'mistyped' });
    const later = ask('validate?ofVersion=2');
    await hearAccount({ version: 2 });
    expect((await later).body).toMatchObject({ ofVersion: 2, outcome: 'ok' });
    expect(await ask('validate?ofVersion=3')).toMatchObject({ status: 409, body: { code: 'configuration-behind' } });
  });

  it('says whether credentials are good before the account has any number, and lists those that it may have', async () => {
    await hearAccount({ numbers: [] });
    expect((await ask('validate')).body).toMatchObject({ outcome: 'ok', numbers: [] });
    expect(await ask('import')).toMatchObject({ status: 200 });
    await hearAccount({ version: 2, numbers: [], authToken: 'mistyped' });
    expect((await ask('validate')).body).toMatchObject({ outcome: 'bad-credentials' });
  });

  it('shows the token to nobody', async () => {
    await hearAccount();
    const answers = [await ask('validate'), await ask('connect'), await ask('health'), await ask('import')];
    await service.turn('outbox');
    expect(JSON.stringify([answers, service.said()])).not.toContain(token);
  });
});

describe('connecting an account', () => {
  it('sets every number with one call each, and brings texts here', async () => {
    await hearAccount();
    const { body } = await ask('connect');
    expect([body.outcome, outcomes(body)]).toEqual(['ok', { [line]: 'ok', [other]: 'ok', [shortCode]: 'ok' }]);
    for (const { address } of three) {
      expect(simulator.control.number(address)).toMatchObject({
        smsUrl: messages + patience,
        smsMethod: 'POST',
        smsFallbackUrl: fallback + patience,
        smsFallbackMethod: 'POST',
      });
    }
    expect(writes()).toBe(3);
    expect(simulator.control.number('+14255550101').smsUrl).toBe('');
    expect((await said()).numbers).toMatchObject(three.map(() => ({ outcome: 'ok', fault: null })));
  });

  it('writes nothing the second time, and only what is wrong the third', async () => {
    await hearAccount();
    await ask('connect');
    await ask('connect');
    expect(writes()).toBe(3);
    simulator.control.configureNumber(other, { smsMethod: 'GET' });
    expect((await ask('connect')).body.outcome).toBe('ok');
    expect(writes()).toBe(4);
  });

  it('takes off an application that overrides a number', async () => {
    await hearAccount();
    simulator.control.configureNumber(line, { smsApplicationSid: `AP${'1'.repeat(32)}` });
    expect((await ask('connect')).body.outcome).toBe('ok');
    expect(simulator.control.number(line).smsApplicationSid).toBe('');
  });

  it('sets a Messaging Service that carries our numbers alone', async () => {
    await hearAccount();
    simulator.control.configureService(pool, { useInboundWebhookOnNumber: false });
    expect((await ask('connect')).body.outcome).toBe('ok');
    expect(simulator.control.account().services[0]).toMatchObject({
      inboundUrl: messages + patience,
      fallbackUrl: fallback + patience,
    });
    expect((await ask('health')).body.outcome).toBe('ok');
  });

  it('leaves a Messaging Service alone that carries others too, and says so', async () => {
    await hearAccount({ numbers: [three[0]!] });
    simulator.control.configureService(pool, {
      useInboundWebhookOnNumber: false,
      inboundUrl: 'https://user:secret@elsewhere.example/sms?key=secret',
    });
    const { body } = await ask('connect');
    expect(body.numbers).toMatchObject([
      {
        outcome: 'webhook-mismatch',
        fault: 'messaging-service',
        found: 'https://elsewhere.example/sms',
        overriddenBy: pool,
        advice: expect.stringContaining(pool),
      },
    ]);
    expect(JSON.stringify(body)).not.toContain('secret');
    expect(simulator.control.account().services[0]!.inboundUrl).toContain('elsewhere');
  });

  it('connects the rest when Twilio refuses one', async () => {
    await hearAccount();
    simulator.control.fault({ kind: 'refuse', code: 21402, door: 'other', number: other });
    const { body } = await ask('connect');
    expect(outcomes(body)).toEqual({ [line]: 'ok', [other]: 'provider-refused', [shortCode]: 'ok' });
    expect(body).toMatchObject({ outcome: 'provider-refused', errorCode: '21402' });
    expect(body.advice).toContain('https://www.twilio.com/docs/errors/21402');
    expect((await said()).accounts.at(-1)).toMatchObject({ outcome: 'ok' });
  });

  it('goes on where it was interrupted', async () => {
    await hearAccount();
    simulator.control.fault({ kind: 'server-error', door: 'other', number: other });
    const { body } = await ask('connect');
    expect([body.outcome, outcomes(body)[other]]).toEqual(['provider-unreachable', 'provider-unreachable']);
    const before = writes();
    simulator.control.liftFaults();
    expect((await ask('connect')).body.outcome).toBe('ok');
    // it was written, although the answer was lost
    expect(simulator.control.number(other).smsUrl).toBe(messages + patience);
    expect(writes() - before).toBeLessThan(3);
  });
});

describe('the health of an account', () => {
  beforeEach(async () => {
    await hearAccount();
    await ask('connect');
  });

  it.each([
    ['no webhook is set', () => simulator.control.configureNumber(line, { smsUrl: '' }), 'not-set'],
    [
      'it is another one',
      () => simulator.control.configureNumber(line, { smsUrl: 'https://elsewhere.example/sms' }),
      'other-url',
    ],
    ['it is not by POST', () => simulator.control.configureNumber(line, { smsMethod: 'GET' }), 'wrong-method'],
    ['there is no fallback', () => simulator.control.configureNumber(line, { smsFallbackUrl: '' }), 'no-fallback'],
    [
      'an application overrides it',
      () => simulator.control.configureNumber(line, { smsApplicationSid: `AP${'1'.repeat(32)}` }),
      'application',
    ],
  ])('names the fault when %s', async (_when, make, fault) => {
    make();
    const { body } = await ask('health');
    expect(body.outcome).toBe('webhook-mismatch');
    expect(body.advice).toEqual(expect.any(String));
    expect(outcomes(body)).toEqual({ [line]: fault, [other]: 'ok', [shortCode]: 'ok' });
    expect((await said()).numbers.slice(-3)).toMatchObject([{ outcome: 'webhook-mismatch', fault }, {}, {}]);
    expect((await ask('validate')).body.outcome).toBe('ok');
  });

  it('names a Messaging Service that drops texts, or leads them elsewhere', async () => {
    simulator.control.configureService(pool, { useInboundWebhookOnNumber: false });
    expect(outcomes((await ask('health')).body)).toEqual({
      [line]: 'messaging-service-drops',
      [other]: 'messaging-service-drops',
      [shortCode]: 'ok',
    });
    simulator.control.configureService(pool, { inboundUrl: 'https://elsewhere.example/sms' });
    expect(outcomes((await ask('health')).body)).toMatchObject({ [line]: 'messaging-service' });
    simulator.control.configureService(pool, { inboundUrl: messages, inboundMethod: 'POST', fallbackUrl: fallback });
    expect((await ask('health')).body.outcome).toBe('ok');
  });

  it.each([
    ['without connection settings', messages, fallback],
    ['with others than ours', `${messages}#rc=5&rp=all`, `${fallback}#rc=1`],
    ['with those that Twilio cannot read', `${messages}#what`, `${fallback}#`],
  ])('is well where the addresses are ours, %s in their fragments', async (_how, smsUrl, smsFallbackUrl) => {
    simulator.control.configureNumber(line, { smsUrl, smsFallbackUrl });
    expect((await ask('health')).body.outcome).toBe('ok');
  });

  it('is not well where the address is ours in its fragment only', async () => {
    simulator.control.configureNumber(line, { smsUrl: `https://elsewhere.example/sms#${messages}` });
    expect(outcomes((await ask('health')).body)).toMatchObject({ [line]: 'other-url' });
  });

  it('is that of the account where Twilio lets nobody in', async () => {
    simulator.control.rotateToken();
    expect((await ask('health')).body).toMatchObject({ outcome: 'bad-credentials', errorCode: '20003', numbers: [] });
  });
});

describe('importing numbers', () => {
  it('lists those that can text, and whether we have them', async () => {
    await hearAccount({ numbers: [three[0]!] });
    const items: NumberCandidatesView['items'] = [];
    let cursor = '';
    do {
      const { status, body } = await service.post(`/api/gateway/accounts/${id}/import?limit=2${cursor}`, {
        as: 'dana',
      });
      expect(status).toBe(200);
      items.push(...body.items);
      cursor = body.next ? `&cursor=${body.next}` : '';
    } while (cursor);
    expect(items).toEqual([
      { number: line, type: 'long-code', friendlyName: 'Main line', isKnown: true, accountId: id },
      { number: other, type: 'toll-free', friendlyName: 'Free line', isKnown: false, accountId: null },
      { number: '+14255550101', type: 'long-code', friendlyName: 'Spare', isKnown: false, accountId: null },
      { number: shortCode, type: 'short-code', friendlyName: 'Alerts', isKnown: false, accountId: null },
    ]);
  });

  it.each([['limit=many'], ['cursor=nonsense'], ['limit=0']])('cannot be read from %s', async (query) => {
    const { status, body } = await service.post(`/api/gateway/accounts/${id}/import?${query}`, { as: 'dana' });
    expect([status, body.errors?.[0].field]).toEqual([400, query.split('=')[0]]);
  });
});

describe('who may ask', () => {
  it.each(['validate', 'connect', 'health', 'import'])(
    '%s is for administrators and known accounts',
    async (action) => {
      await hearAccount();
      for (const as of ['sofia', 'lena']) expect((await ask(action, as)).status).toBe(403);
      const unknown = `/api/gateway/accounts/7b3c1a9e-3f1d-4c6e-8a55-0d2f3b6c9e99/${action}`;
      expect(await service.post(unknown, { as: 'dana' })).toMatchObject({
        status: 404,
        body: { code: 'account-not-found' },
      });
      expect(await service.post(`/api/gateway/accounts/north/${action}`, { as: 'dana' })).toMatchObject({
        status: 400,
        body: { errors: [{ field: 'id' }] },
      });
      expect((await service.post(`/api/gateway/accounts/${id}/${action}`, {})).status).toBe(401);
    },
  );
});
