import { amara, aSimulator, authToken, jonas, line, sid } from './testing/a-simulator.ts';
import { aReceiver } from './testing/receiver.ts';
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

const client = (options: { timeout?: number } = {}) => sdkFor(simulator.url, sid, authToken, options);
const send = (to = amara, options: { timeout?: number } = {}) =>
  client(options).messages.create({ from: line, to, body: 'Hi', statusCallback: `${receiver.url}/report` });
/** What came of it: the state, Twilio's code, or the error of the connection. */
const outcome = (work: Promise<{ status: string }>) =>
  work.then(
    ({ status }) => status,
    ({ status, code }: { status?: number; code: number | string }) => (status ? `${status} ${code}` : String(code)),
  );
const bodies = () => simulator.control.messages().map(({ body }) => body);
const states = () => receiver.at('/report').map(({ form }) => form['MessageStatus']);

describe('a request to send', () => {
  it('is refused as often as asked, and not executed', async () => {
    simulator.control.fault({ kind: 'refuse', code: 20429, next: 2 });
    const outcomes = [await outcome(send()), await outcome(send()), await outcome(send())];
    expect(outcomes).toEqual(['429 20429', '429 20429', 'queued']);
    expect(bodies()).toHaveLength(1);
  });

  it('is refused for one recipient only', async () => {
    simulator.control.fault({ kind: 'refuse', code: 21614, customer: jonas });
    expect([await outcome(send(jonas)), await outcome(send(amara))]).toEqual(['400 21614', 'queued']);
  });

  it('is accepted and answered with 500', async () => {
    simulator.control.fault({ kind: 'server-error', next: 1 });
    expect(await outcome(send())).toBe('500 20500');
    await simulator.control.phone(amara).received('Hi');
    expect(bodies()).toEqual(['Hi']);
  });

  it('is accepted and not answered for longer than the caller waits', async () => {
    simulator.control.fault({ kind: 'hang', ms: 60_000, next: 1 });
    expect(await outcome(send(amara, { timeout: 1_500 }))).toBe('ECONNABORTED');
    await simulator.control.phone(amara).received('Hi');
  });

  it('is accepted and answered late', async () => {
    simulator.control.fault({ kind: 'hang', ms: 20, next: 1 });
    expect(await outcome(send())).toBe('queued');
  });

  it('is cut off before it was accepted, or afterwards', async () => {
    simulator.control.fault({ kind: 'reset', next: 1 });
    expect(await outcome(send())).toBe('ECONNRESET');
    expect(bodies()).toEqual([]);
    simulator.control.fault({ kind: 'reset', accepts: true, next: 1 });
    expect(await outcome(send())).toBe('ECONNRESET');
    expect(bodies()).toEqual(['Hi']);
  });

  it('finds nobody while connections are refused, and somebody again afterwards', async () => {
    await simulator.control.refuseConnections();
    expect(await outcome(send())).toBe('ECONNREFUSED');
    await simulator.control.acceptConnections();
    expect(await outcome(send())).toBe('queued');
  });
});

describe('a request to read', () => {
  it('is spared by a fault of sending, and hit by one of everything', async () => {
    simulator.control.fault({ kind: 'refuse', code: 20503, next: 1 });
    await expect(client().messages.list()).resolves.toEqual([]);
    simulator.control.liftFaults();
    simulator.control.fault({ kind: 'refuse', code: 20503, door: 'any', next: 1 });
    await expect(client().messages.list()).rejects.toMatchObject({ status: 503, code: 20503 });
  });
});

describe('the reports on a text', () => {
  it('are all there before the request to send is answered', async () => {
    simulator.control.fault({ kind: 'callback-first' });
    expect(await outcome(send())).toBe('queued');
    expect(states()).toEqual(['sending', 'sent', 'delivered']);
  });

  it('come twice, out of order, or not at all', async () => {
    simulator.control.fault({ kind: 'callback-twice', next: 1 });
    simulator.control.fault({ kind: 'callback-out-of-order', next: 1 });
    await send();
    await simulator.control.idle();
    expect(states()).toEqual(['delivered', 'delivered', 'sent', 'sent', 'sending', 'sending']);
    simulator.control.fault({ kind: 'callback-missing' });
    await send(jonas);
    await simulator.control.phone(jonas).received('Hi');
    await simulator.control.idle();
    expect(states()).toHaveLength(6);
  });

  it('carry parameters nobody knows, under a good signature', async () => {
    simulator.control.fault({ kind: 'extra-parameters' });
    await send();
    await simulator.control.idle();
    const [report] = receiver.at('/report');
    expect(report!.form).toMatchObject({ ChannelPrefix: '', Tag: ['two', 'one', 'two'] });
    const signature = String(report!.headers['x-twilio-signature']);
    expect(validateRequest(authToken, signature, report!.url, report!.form)).toBe(true);
  });

  it('carry a bad signature', async () => {
    simulator.control.fault({ kind: 'bad-signature', next: 1 });
    await send();
    await simulator.control.idle();
    const [report] = receiver.at('/report');
    expect(validateRequest(authToken, String(report!.headers['x-twilio-signature']), report!.url, report!.form)).toBe(
      false,
    );
  });
});

describe('a text to a phone', () => {
  it.each([30003, 30005, 30006, 30007, 30008])('ends as undelivered with %i', async (code) => {
    simulator.control.fault({ kind: 'outcome', status: 'undelivered', code });
    const { sid: message } = await send();
    await simulator.control.idle();
    await expect(client().messages(message).fetch()).resolves.toMatchObject({ status: 'undelivered', errorCode: code });
  });

  it('fails before it was sent', async () => {
    simulator.control.fault({ kind: 'outcome', status: 'failed', code: 30001 });
    await send();
    await simulator.control.idle();
    expect(states()).toEqual(['sending', 'failed']);
  });

  it('arrives although the carrier never says so', async () => {
    simulator.control.fault({ kind: 'outcome', status: 'sent' });
    await send();
    await simulator.control.phone(amara).received('Hi');
    await simulator.control.idle();
    expect(states()).toEqual(['sending', 'sent']);
  });

  it('is slow', async () => {
    simulator.control.fault({ kind: 'slow', ms: 60_000 });
    const { sid: message } = await send();
    for (let tries = 0; (await client().messages(message).fetch()).status !== 'sent'; tries += 1)
      expect(tries).toBeLessThan(1_000);
    expect(simulator.control.phone(amara).texts()).toEqual([]);
  });
});

describe('a text from a phone', () => {
  const hello = { from: amara, to: line, body: 'Hello' };

  it('knocks on several connections at once', async () => {
    let waiting: (() => void)[] = [];
    receiver.answerWith(
      () =>
        new Promise((resolve) => {
          waiting.push(() => resolve({}));
          // Nobody is answered before all are there.
          if (waiting.length === 4) waiting = waiting.filter((go) => go());
        }),
    );
    simulator.control.fault({ kind: 'webhook-at-once', times: 4, next: 1 });
    await expect(simulator.control.text(hello)).resolves.toMatchObject({ isTaken: true });
    expect(new Set(receiver.got.map(({ connection }) => connection)).size).toBe(4);
    expect(new Set(receiver.got.map(({ body }) => body)).size).toBe(1);
  });

  it('comes once more later', async () => {
    simulator.control.fault({ kind: 'webhook-again', ms: 10, next: 1 });
    const { sid: message } = await simulator.control.text(hello);
    await simulator.control.idle();
    expect(receiver.got.map(({ form }) => form['MessageSid'])).toEqual([message, message]);
  });

  it('has no webhook, or a forged one', async () => {
    simulator.control.fault({ kind: 'webhook-missing', next: 1 });
    await expect(simulator.control.text(hello)).resolves.toMatchObject({ isTaken: false });
    simulator.control.fault({ kind: 'bad-signature', next: 1 });
    await simulator.control.text(hello);
    expect(receiver.got).toHaveLength(1);
    const { headers, url, form } = receiver.got[0]!;
    expect(validateRequest(authToken, String(headers['x-twilio-signature']), url, form)).toBe(false);
    expect(bodies()).toEqual(['Hello', 'Hello']);
  });

  it('is doubled by chance, the same way for the same seed', async () => {
    const doubled = async () => {
      const seeded = await aSimulator({ seed: 7, smsUrl: `${receiver.url}/seeded` });
      seeded.control.fault({ kind: 'webhook-again', ms: 0, chance: 0.5 });
      const counts: number[] = [];
      for (let count = 0; count < 12; count += 1) {
        const { sid: message } = await seeded.control.text(hello);
        await seeded.control.idle();
        counts.push(receiver.at('/seeded').filter(({ form }) => form['MessageSid'] === message).length);
      }
      await seeded.stop();
      receiver.got.length = 0;
      return counts;
    };
    const first = await doubled();
    expect(await doubled()).toEqual(first);
    expect(new Set(first)).toEqual(new Set([1, 2]));
  });
});
