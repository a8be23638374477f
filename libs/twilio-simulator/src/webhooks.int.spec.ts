import { type AddressInfo, createServer } from 'node:net';
import { amara, aSimulator, authToken, line, sid } from './testing/a-simulator.ts';
import { aReceiver, type Got } from './testing/receiver.ts';
import { sdkFor, validateRequest } from './testing/sdk.ts';

let simulator: Awaited<ReturnType<typeof aSimulator>>;
let receiver: Awaited<ReturnType<typeof aReceiver>>;

beforeEach(async () => {
  receiver = await aReceiver();
  simulator = await aSimulator({ smsUrl: `${receiver.url}/in` });
});
afterEach(async () => {
  await simulator.stop();
  await receiver.stop();
});

const hello = { from: amara, to: line, body: 'Hello' };
const isGenuine = (got: Got, token = authToken, url = got.url) =>
  validateRequest(token, String(got.headers['x-twilio-signature']), url, got.method === 'POST' ? got.form : {});
const codes = (kind: string) => simulator.control.log.filter((entry) => entry.kind === kind).map(({ code }) => code);

/** An address at which nobody listens. */
async function nobody(): Promise<string> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return `http://127.0.0.1:${port}/in`;
}

describe('a customer’s text', () => {
  it('is posted with everything Twilio says, blanks too', async () => {
    const { sid: messageSid, ...taken } = await simulator.control.text({ ...hello, body: 'Größe + ✓' });
    expect(taken).toEqual({ isTaken: true, status: 200, via: 'webhook', code: null });
    const [got] = receiver.got;
    expect(got!.form).toMatchObject({
      MessageSid: messageSid,
      SmsSid: messageSid,
      SmsMessageSid: messageSid,
      AccountSid: sid,
      From: amara,
      To: line,
      Body: 'Größe + ✓',
      NumMedia: '0',
      NumSegments: '1',
      SmsStatus: 'received',
      ApiVersion: '2010-04-01',
      FromCity: '',
      FromState: '',
      FromZip: '',
      ToCity: '',
      ToState: '',
      ToZip: '',
    });
    expect(got!.headers).toMatchObject({ 'x-home-region': 'us1', 'user-agent': expect.stringMatching(/^TwilioProxy/) });
    expect(got!.headers['i-twilio-idempotency-token']).toMatch(/^[0-9a-f-]{36}$/);
  });

  it.each(['/in', '/in?tenant=a%20b&empty=&plus=a+b', '/prefix/in?name=O%27Hara', '/in?bodySHA=1#rc=3&rp=5xx,rt'])(
    'is signed for %s so that the SDK accepts it, and nothing else',
    async (path) => {
      simulator.control.configureNumber(line, { smsUrl: receiver.url + path });
      await simulator.control.text(hello);
      const [got] = receiver.got;
      expect(isGenuine(got!)).toBe(true);
      expect(isGenuine(got!, 'another token')).toBe(false);
      expect(isGenuine(got!, authToken, `${got!.url}x`)).toBe(false);
    },
  );

  it('is signed over unknown, blank and repeated parameters', async () => {
    simulator.control.fault({ kind: 'extra-parameters' });
    await simulator.control.text(hello);
    expect(receiver.got[0]!.form).toMatchObject({
      Tag: ['two', 'one', 'two'],
      ChannelPrefix: '',
      padded: '  kept as it is  ',
    });
    expect(isGenuine(receiver.got[0]!)).toBe(true);
  });

  it('comes by GET where the number says so, with everything in the signed address', async () => {
    simulator.control.configureNumber(line, { smsMethod: 'GET', smsUrl: `${receiver.url}/in?a=1` });
    await simulator.control.text(hello);
    const [got] = receiver.got;
    expect(got).toMatchObject({ method: 'GET', body: '' });
    expect(new URL(got!.url).searchParams.get('Body')).toBe('Hello');
    expect(isGenuine(got!)).toBe(true);
  });

  it('carries the credentials of its address, which stay in what is signed', async () => {
    const address = `${receiver.url.replace('http://', 'http://user:pass@')}/in`;
    simulator.control.configureNumber(line, { smsUrl: address });
    await simulator.control.text(hello);
    expect(receiver.got[0]!.headers.authorization).toBe(`Basic ${Buffer.from('user:pass').toString('base64')}`);
    expect(isGenuine(receiver.got[0]!, authToken, address)).toBe(true);
    expect(JSON.stringify(simulator.control.log)).not.toContain('user:pass');
  });

  it('is signed with the new token as soon as the token is rotated', async () => {
    const token = simulator.control.rotateToken();
    await simulator.control.text(hello);
    expect([isGenuine(receiver.got[0]!, token), isGenuine(receiver.got[0]!)]).toEqual([true, false]);
  });

  it('gets the reply that stands in the answer', async () => {
    receiver.answerWith(() => ({ body: '<Response><Message>We are closed.</Message></Response>' }));
    await simulator.control.text(hello);
    await simulator.control.phone(amara).received('We are closed.');
    expect(simulator.control.messages().map(({ direction }) => direction)).toEqual(['inbound', 'outbound-reply']);
  });
});

describe('a webhook that fails', () => {
  const withFallback = () => simulator.control.configureNumber(line, { smsFallbackUrl: `${receiver.url}/fallback` });

  it.each([400, 404, 429, 500, 503, 302])(
    'with %i is not repeated but goes to the fallback address, once',
    async (status) => {
      withFallback();
      receiver.answerWith(({ path }) => (path === '/in' ? { status } : {}));
      const taken = await simulator.control.text(hello);
      expect(taken).toMatchObject({
        isTaken: true,
        via: 'fallback',
        status: 200,
        code: status === 302 ? 11215 : 11217,
      });
      expect([receiver.at('/in').length, receiver.at('/fallback').length]).toEqual([1, 1]);
      const [fallback] = receiver.at('/fallback');
      expect(fallback!.form).toMatchObject({
        Body: 'Hello',
        ErrorCode: String(taken.code),
        ErrorUrl: `${receiver.url}/in`,
      });
      expect(isGenuine(fallback!)).toBe(true);
    },
  );

  it('and whose fallback fails too is lost, except for the message list', async () => {
    withFallback();
    receiver.answerWith(() => ({ status: 503 }));
    await expect(simulator.control.text(hello)).resolves.toMatchObject({
      isTaken: false,
      status: 503,
      via: null,
      code: 11217,
    });
    expect(receiver.got).toHaveLength(2);
    expect(simulator.control.messages()).toMatchObject([{ body: 'Hello', status: 'received' }]);
    expect(simulator.control.phone(amara).thread()).toMatchObject([{ state: 'lost', status: 503 }]);
  });

  it('because nobody listens is tried twice, then goes to the fallback address', async () => {
    withFallback();
    simulator.control.configureNumber(line, { smsUrl: await nobody() });
    await expect(simulator.control.text(hello)).resolves.toMatchObject({ isTaken: true, via: 'fallback', code: 11205 });
    expect(codes('webhook')).toEqual([11205, 11205]);
    expect(receiver.at('/fallback')).toHaveLength(1);
  });

  it('because the answer does not come in time is not repeated', async () => {
    receiver.answerWith(() => 'silence');
    simulator.control.configureNumber(line, { smsUrl: `${receiver.url}/in#rt=1000` });
    await expect(simulator.control.text(hello)).resolves.toMatchObject({ isTaken: false, status: null, code: 11205 });
    expect(receiver.got).toHaveLength(1);
  });

  it('because the connection breaks is not repeated', async () => {
    receiver.answerWith(() => 'reset');
    await expect(simulator.control.text(hello)).resolves.toMatchObject({ isTaken: false, status: null });
    expect(receiver.got).toHaveLength(1);
  });

  it('is repeated as the fragment of its address asks', async () => {
    receiver.answerWith(() => (receiver.got.length < 3 ? { status: 503 } : {}));
    simulator.control.configureNumber(line, { smsUrl: `${receiver.url}/in#rc=3&rp=5xx` });
    await expect(simulator.control.text(hello)).resolves.toMatchObject({ isTaken: true, via: 'webhook' });
    expect(receiver.got).toHaveLength(3);
    expect(new Set(receiver.got.map(({ headers }) => headers['i-twilio-idempotency-token'])).size).toBe(1);
  });

  it.each([
    ['plain text', { type: 'text/plain', body: 'ok' }, 12300],
    ['broken XML', { body: '<Response>' }, 12100],
    ['nothing', { type: '', body: '' }, 11200],
  ])('because it answers %s goes to the fallback address', async (_what, reply, code) => {
    withFallback();
    receiver.answerWith(({ path }) => (path === '/in' ? reply : {}));
    await expect(simulator.control.text(hello)).resolves.toMatchObject({ via: 'fallback', code });
  });
});

describe('a text to a number without a webhook', () => {
  it('is only in the message list', async () => {
    simulator.control.configureNumber(line, { smsUrl: '' });
    await expect(simulator.control.text(hello)).resolves.toMatchObject({ isTaken: false, status: null });
    expect(simulator.control.messages()).toHaveLength(1);
  });

  it('is nobody’s when nobody has the number', () => {
    expect(() => simulator.control.text({ ...hello, to: '+18005550100' })).toThrow(
      'Nobody has the number +18005550100.',
    );
  });
});

describe('STOP, START and HELP', () => {
  const keyword = (body: string, to = line) => simulator.control.text({ from: amara, to, body });
  const send = () =>
    sdkFor(simulator.url, sid, authToken)
      .messages.create({ from: line, to: amara, body: 'Hi' })
      .then(
        () => 'sent',
        ({ code }: { code: number }) => code,
      );

  it('block and restore a customer, with the provider’s own replies, and still reach the webhook', async () => {
    await keyword('stop');
    expect(await send()).toBe(21610);
    await keyword('START');
    expect(await send()).toBe('sent');
    await keyword('help');
    expect(receiver.got.map(({ form }) => form['Body'])).toEqual(['stop', 'START', 'help']);
    expect(receiver.got[0]!.form['OptOutType']).toBeUndefined();
    await simulator.control.idle();
    const texts = simulator.control
      .phone(amara)
      .texts()
      .map(({ body }) => body);
    const wanted = ['have successfully been unsubscribed', 're-subscribed', 'Reply STOP to unsubscribe', 'Hi'];
    expect(wanted.filter((words) => texts.some((text) => text.includes(words)))).toEqual(wanted);
    expect(texts).toHaveLength(4);
  });

  it('leave a short code to the application', async () => {
    simulator.control.addNumber({ number: '84433', type: 'short-code', smsUrl: `${receiver.url}/short` });
    await keyword('STOP', '84433');
    expect(simulator.control.phone(amara).texts()).toEqual([]);
    expect(receiver.at('/short')).toHaveLength(1);
  });

  it('name themselves and hold for all numbers of a Messaging Service with Advanced Opt-Out', async () => {
    await simulator.stop();
    const service = { sid: `MG${'1'.repeat(32)}`, numbers: [line, '+18005550100'], advancedOptOut: true };
    const numbers = [{ number: line, smsUrl: `${receiver.url}/in` }, { number: '+18005550100' }];
    simulator = await aSimulator({ account: { services: [service], numbers } });
    await keyword('STOP');
    expect(receiver.got[0]!.form).toMatchObject({ OptOutType: 'STOP', MessagingServiceSid: service.sid });
    const sdk = sdkFor(simulator.url, sid, authToken);
    const other = sdk.messages.create({ from: '+18005550100', to: amara, body: 'Hi' });
    await expect(other).rejects.toMatchObject({ code: 21610 });
  });

  it('drop what the application answers in TwiML to somebody who has just left', async () => {
    receiver.answerWith(() => ({ body: '<Response><Message>Sorry to see you go</Message></Response>' }));
    await keyword('STOP');
    expect(codes('delivery')).toContain(21610);
  });
});

describe('a status callback', () => {
  const sendWith = (path: string) =>
    sdkFor(simulator.url, sid, authToken).messages.create({
      from: line,
      to: amara,
      body: 'Hi',
      statusCallback: receiver.url + path,
    });

  it('comes for every state but the first, signed, without a time', async () => {
    const sent = await sendWith('/report?message=0197&x=a%20b');
    await simulator.control.idle();
    const reports = receiver.at('/report');
    expect(reports.map(({ form }) => form['MessageStatus'])).toEqual(['sending', 'sent', 'delivered']);
    expect(reports.every((got) => isGenuine(got))).toBe(true);
    expect(reports[0]!.form).toEqual({
      MessageSid: sent.sid,
      SmsSid: sent.sid,
      MessageStatus: 'sending',
      SmsStatus: 'sending',
      To: amara,
      From: line,
      AccountSid: sid,
      ApiVersion: '2010-04-01',
    });
  });

  it('carries the code of a text that was not delivered', async () => {
    simulator.control.fault({ kind: 'outcome', status: 'undelivered', code: 30003 });
    await sendWith('/report');
    await simulator.control.idle();
    expect(receiver.at('/report').at(-1)!.form).toMatchObject({ MessageStatus: 'undelivered', ErrorCode: '30003' });
    expect(simulator.control.phone(amara).texts()).toEqual([]);
  });

  it('that fails does not stop the text', async () => {
    receiver.answerWith(() => ({ status: 500 }));
    await sendWith('/report');
    await simulator.control.phone(amara).received('Hi');
    await simulator.control.idle();
    expect(receiver.at('/report')).toHaveLength(3);
  });
});
