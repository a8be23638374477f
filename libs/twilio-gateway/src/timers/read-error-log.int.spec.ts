import { v7 as uuid } from 'uuid';
import { type AccountCheckView, messageIncomplete, messageReceived, type SendingAlertsView } from '#contracts';
import { PublicAddress } from '#platform';
import { Seal } from '#secrets';
import { aChannel, anAccount, aService, type Service } from '#testing';
import { createSimulator, type Simulator } from '#twilio-simulator';
import { GatewaySettings } from '../gateway-settings.ts';
import { gatewaySchema } from '../schema.ts';
import { TwilioGatewayModule } from '../twilio-gateway.module.ts';

const keys = `test:${Buffer.alloc(32, 7).toString('base64')}`;
const sid = `AC${'0'.repeat(31)}1`;
const { accountId, number } = aChannel().data;
const sealedAuthToken = new Seal(keys).seal('north-token', `account/${accountId}/auth-token`);
const customer = '+14155550111';

let service: Service;
let simulator: Simulator;

async function start(environment: Record<string, string> = {}): Promise<void> {
  const settings = new GatewaySettings({
    SECRETS_KEYS: keys,
    TWILIO_API_BASE_URL: simulator.control.url,
    ...environment,
  });
  const reconciliation = { ...settings.reconciliation, onItsWayMs: 0 };
  const address = new PublicAddress('');
  service = await aService(TwilioGatewayModule, gatewaySchema, [
    [GatewaySettings, Object.assign(settings, { reconciliation, betweenListsMs: 0 })],
    [PublicAddress, address],
  ]);
  await service.app.listen(0, '127.0.0.1');
  Object.assign(address, { base: await service.app.getUrl() });
  simulator.control.configureNumber(number, {
    smsUrl: `${address.base}/webhooks/twilio/north-key/messages#rc=0`,
    smsFallbackUrl: '',
  });
  await service.hear(anAccount({ accountSid: sid, sealedAuthToken }), aChannel());
  await query(`UPDATE reconciliation SET since = since - interval '1 hour', mark = mark - interval '1 hour'`);
  // the round after the start is done, and the next is minutes away
  await service.turn('reconcile');
  await query(`UPDATE reconciliation SET hurried = false, next_at = now() + interval '5 minutes'`);
}
beforeEach(async () => {
  simulator = createSimulator({ accounts: [{ sid, authToken: 'north-token', numbers: [{ number }] }] });
  await simulator.listen();
  await start();
});
afterEach(async () => {
  await service.stop();
  await simulator.stop();
});

const query = <T>(sql: string, parameters: unknown[] = []): Promise<T[]> =>
  service.database.read((db) => db.query(sql, parameters));
const due = () => query(`UPDATE error_log_mark SET next_at = now() - interval '1 second'`);
const read = () => service.turn('read-error-log');
/** A text whose webhook is answered 403. */
const lost = async (body: string) => {
  simulator.control.fault({ kind: 'bad-signature', next: 1 });
  const { isTaken } = await simulator.control.text({ from: customer, to: number, body });
  expect(isTaken).toBe(false);
};
const alerts = async () => ((await service.get('/api/gateway/alerts', { as: 'dana' })).body as SendingAlertsView).items;
const health = async () =>
  ((await service.post(`/api/gateway/accounts/${accountId}/health`, { as: 'dana' })).body as AccountCheckView)
    .undelivered;
const received = async () => {
  await service.turn('outbox');
  return service.said(messageReceived.type).map((event) => messageReceived.parse(event).data);
};
const asked = () => simulator.control.log.filter(({ sentence }) => sentence.includes('reads the error log')).length;

describe('what Twilio could not bring', () => {
  it('is shown to administrators, with its code, what to do and a link, of the number that it was for', async () => {
    await lost('one');
    await lost('two');
    await read();
    const shown = {
      errorCode: '11217',
      title: 'HTTP error status',
      advice: expect.stringContaining('public address'),
      link: 'https://www.twilio.com/docs/errors/11217',
      count: 2,
    };
    expect(await alerts()).toMatchObject([{ ...shown, sender: number, isPausing: false }]);
    expect(await health()).toMatchObject([{ ...shown, number }]);
  });

  it('is looked for in the list at once, and taken in', async () => {
    await lost('one');
    await service.turn('reconcile');
    expect(await received()).toEqual([]);
    await read();
    await service.turn('reconcile');
    expect(await received()).toMatchObject([{ body: 'one', recovered: true }]);
  });

  it('is counted once, however often its log is read', async () => {
    await lost('one');
    await read();
    await due();
    await lost('two');
    await read();
    await due();
    await read();
    expect(await alerts()).toMatchObject([{ count: 2 }]);
    expect(asked()).toBe(3);
  });

  it('alerts until nothing was added to it for a day, and again when there is more', async () => {
    const past = (hours: number) =>
      query(`UPDATE sending_alert SET last_at = last_at - $1::interval`, [`${hours} hours`]);
    await lost('one');
    await read();
    await past(23);
    await due();
    await read();
    expect(await alerts()).toMatchObject([{ errorCode: '11217', count: 1 }]);
    await past(1.1);
    await due();
    await read();
    expect(await alerts()).toEqual([]);
    await lost('two');
    await due();
    await read();
    expect(await alerts()).toMatchObject([{ errorCode: '11217', count: 1 }]);
  });

  it('is read again after some minutes only', async () => {
    await read();
    await read();
    expect(asked()).toBe(1);
    const [{ minutes }] = (await query(
      `SELECT extract(epoch FROM next_at - mark)::float / 60 AS minutes FROM error_log_mark`,
    )) as [{ minutes: number }];
    expect(minutes).toBeGreaterThanOrEqual(4);
    expect(minutes).toBeLessThanOrEqual(6);
  });

  it('is nothing of ours where others at Twilio fail', async () => {
    simulator.control.configureNumber(number, { smsUrl: 'http://127.0.0.1:9/voice#rc=0' });
    await simulator.control.text({ from: customer, to: number, body: 'elsewhere' });
    await read();
    expect([await alerts(), await health()]).toEqual([[], []]);
  });
});

describe('a text of which Twilio says that a part is missing', () => {
  const incomplete = async () => {
    await service.turn('outbox');
    return service.said(messageIncomplete.type).map((event) => messageIncomplete.parse(event).data);
  };

  it('is said to be incomplete, by its error log', async () => {
    simulator.control.fault({ kind: 'part-missing', next: 1 });
    await simulator.control.text({ from: customer, to: number, body: 'the first half' });
    await simulator.control.text({ from: customer, to: number, body: 'whole' });
    await read();
    const [first] = await received();
    expect(first).toMatchObject({ body: 'the first half' });
    const { messageId, channelId } = first!;
    expect(await incomplete()).toEqual([{ messageId, channelId, errorCode: '30009' }]);
    expect(await alerts()).toEqual([]);
  });

  it('is said to be incomplete, by its list, where it had to be found there', async () => {
    simulator.control.fault({ kind: 'part-missing', next: 1 });
    await lost('the first half');
    await query(`UPDATE reconciliation SET next_at = now() - interval '1 second'`);
    await service.turn('reconcile');
    const [text] = await received();
    expect(text).toMatchObject({ recovered: true });
    expect(await incomplete()).toMatchObject([{ messageId: text!.messageId, errorCode: '30009' }]);
  });

  it('says nothing of a text that is not here', async () => {
    await service.put(`/api/gateway/blocked-numbers/${encodeURIComponent(customer)}`, { comment: '' }, { as: 'dana' });
    simulator.control.fault({ kind: 'part-missing', next: 1 });
    await simulator.control.text({ from: customer, to: number, body: 'the first half' });
    await read();
    expect(await incomplete()).toEqual([]);
  });
});

describe('an error log that cannot be read', () => {
  it.each([
    ['these credentials may not', { kind: 'refuse', code: 20003, door: 'monitor' }, '20003'],
    ['Twilio fails', { kind: 'refuse', code: 20500, door: 'monitor' }, '20500'],
  ] as const)('because %s, is asked for again later and rarer, and loses nothing', async (_, fault, problem) => {
    simulator.control.fault(fault);
    await lost('one');
    const waits: number[] = [];
    for (let times = 0; times < 3; times += 1) {
      await due();
      await read();
      const [row] = await query<{ wait: number; problem: string }>(
        `SELECT extract(epoch FROM next_at - now())::float / 60 AS wait, problem FROM error_log_mark`,
      );
      waits.push(row!.wait);
      expect(row!.problem).toBe(problem);
    }
    expect(waits[2]).toBeGreaterThan(15);
    expect(await alerts()).toEqual([]);
    simulator.control.liftFaults();
    await due();
    await read();
    expect(await alerts()).toMatchObject([{ errorCode: '11217', count: 1 }]);
  });

  it('because nobody can open the token, keeps that of no other account from being read', async () => {
    const closed = anAccount({ accountId: uuid(), key: 'south-key', slug: 'south', sealedAuthToken: 'nonsense' });
    await service.hear(
      closed,
      aChannel({ channelId: uuid(), accountId: closed.data.accountId, number: '+14252306550' }),
    );
    await lost('one');
    await read();
    expect(await query(`SELECT problem FROM error_log_mark ORDER BY problem`)).toEqual([
      { problem: 'no-account' },
      { problem: null },
    ]);
    expect(await alerts()).toMatchObject([{ errorCode: '11217', count: 1 }]);
  });

  it('is never asked for where that is set so', async () => {
    await service.stop();
    await start({ READ_ERROR_LOG_EVERY_MINUTES: '0' });
    await lost('one');
    expect(() => read()).toThrow();
    expect(asked()).toBe(0);
  });
});
