import { amara, aSimulator, authToken, line, sid } from './testing/a-simulator.ts';
import { aReceiver } from './testing/receiver.ts';
import { sdkFor } from './testing/sdk.ts';

const service = `MG${'1'.repeat(32)}`;
const other = `MG${'2'.repeat(32)}`;
const shortCode = '78787';

let simulator: Awaited<ReturnType<typeof aSimulator>>;
let receiver: Awaited<ReturnType<typeof aReceiver>>;
let sdk: ReturnType<typeof sdkFor>;
beforeEach(async () => {
  receiver = await aReceiver();
  simulator = await aSimulator({
    account: {
      numbers: [
        { number: line, smsUrl: `${receiver.url}/number` },
        { number: shortCode, type: 'short-code', name: 'Alerts' },
      ],
      services: [
        { sid: service, name: 'Pool', numbers: [line, shortCode] },
        { sid: other, numbers: ['+14155550100'] },
      ],
    },
  });
  sdk = sdkFor(simulator.url, sid, authToken);
});
afterEach(async () => {
  await simulator.stop();
  await receiver.stop();
});

const refused = (work: Promise<unknown>) =>
  work.then(
    () => null,
    ({ code, status }: { code: number; status: number }) => ({ code, status }),
  );
const text = () => simulator.control.text({ from: amara, to: line, body: 'Hi' });

describe('a Messaging Service', () => {
  it('is listed with its senders, page by page', async () => {
    const services = await sdk.messaging.v1.services.list({ pageSize: 1 });
    expect(services.map((one) => one.sid)).toEqual([service, other]);
    expect(services[0]).toMatchObject({
      friendlyName: 'Pool',
      inboundRequestUrl: null,
      useInboundWebhookOnNumber: true,
    });
    const { phoneNumbers, shortCodes } = sdk.messaging.v1.services(service);
    expect((await phoneNumbers.list()).map(({ phoneNumber }) => phoneNumber)).toEqual([line]);
    expect((await shortCodes.list()).map((one) => one.shortCode)).toEqual([shortCode]);
  });

  it('leaves texts to the addresses of its numbers until it says otherwise', async () => {
    await expect(text()).resolves.toMatchObject({ isTaken: true });
    expect(receiver.at('/number')).toHaveLength(1);
  });

  it('overrides the addresses of its numbers with its own, an application too', async () => {
    const changed = await sdk.messaging.v1.services(service).update({
      inboundRequestUrl: `${receiver.url}/service`,
      fallbackUrl: `${receiver.url}/fallback`,
      useInboundWebhookOnNumber: false,
    });
    expect(changed).toMatchObject({ inboundMethod: 'POST', fallbackUrl: `${receiver.url}/fallback` });
    simulator.control.configureNumber(line, { smsApplicationSid: `AP${'1'.repeat(32)}` });
    receiver.answerWith(({ path }) => ({ status: path === '/service' ? 500 : 200 }));
    await expect(text()).resolves.toMatchObject({ isTaken: true, via: 'fallback' });
    expect(receiver.got.map(({ path }) => path)).toEqual(['/service', '/fallback']);
  });

  it('without an address drops texts, and not even the list has them', async () => {
    simulator.control.configureService(service, { useInboundWebhookOnNumber: false });
    await expect(text()).resolves.toMatchObject({ isTaken: false });
    expect(receiver.got).toEqual([]);
    await expect(sdk.messages.list()).resolves.toEqual([]);
  });

  it('is for its own account and its token', async () => {
    const stranger = simulator.control.addAccount({ authToken: 'the other token' });
    const others = sdkFor(simulator.url, stranger.sid, 'the other token');
    await expect(others.messaging.v1.services.list()).resolves.toEqual([]);
    await expect(refused(others.messaging.v1.services(service).fetch())).resolves.toMatchObject({ code: 20404 });
    const wrong = sdkFor(simulator.url, sid, 'wrong');
    await expect(refused(wrong.messaging.v1.services.list())).resolves.toEqual({ code: 20003, status: 401 });
    const bad = sdk.messaging.v1.services(service).update({ inboundRequestUrl: 'javascript:alert(1)' });
    await expect(refused(bad)).resolves.toMatchObject({ code: 21402 });
  });
});

describe('a short code', () => {
  it('is in a list of its own, and its webhook is set there', async () => {
    const numbers = await sdk.incomingPhoneNumbers.list();
    expect(numbers.map(({ phoneNumber }) => phoneNumber)).toEqual([line]);
    const [found] = await sdk.shortCodes.list({ shortCode });
    expect(found).toMatchObject({ shortCode, friendlyName: 'Alerts', smsUrl: '' });
    await sdk.shortCodes(found!.sid).update({ smsUrl: `${receiver.url}/code`, smsMethod: 'POST' });
    await simulator.control.text({ from: amara, to: shortCode, body: 'Hi' });
    expect(receiver.at('/code')).toHaveLength(1);
    await expect(refused(sdk.incomingPhoneNumbers(found!.sid).fetch())).resolves.toMatchObject({ code: 20404 });
  });
});

describe('a request to read or configure', () => {
  const update = async () => {
    const { sid: numberSid } = simulator.control.number(line);
    return refused(
      sdkFor(simulator.url, sid, authToken, { timeout: 1_000 })
        .incomingPhoneNumbers(numberSid)
        .update({ smsMethod: 'GET' }),
    );
  };

  it('is done and answered with 500', async () => {
    simulator.control.fault({ kind: 'server-error', door: 'other', next: 1 });
    await expect(update()).resolves.toEqual({ code: 20500, status: 500 });
    expect(simulator.control.number(line).smsMethod).toBe('GET');
  });

  it('is done and not answered for longer than the caller waits', async () => {
    simulator.control.fault({ kind: 'hang', ms: 60_000, door: 'other', next: 1 });
    await expect(update()).resolves.toMatchObject({ code: 'ECONNABORTED' });
    expect(simulator.control.number(line).smsMethod).toBe('GET');
  });
});
