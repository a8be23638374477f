import { channelChanged, type DataOf, deliveryChanged, messageReceived } from '#contracts';
import { DatabaseAddress } from '#event-bus';
import { PublicAddress } from '#platform';
import { Seal } from '#secrets';
import {
  aCable,
  aChannel,
  aDatabase,
  anAccount,
  anEvent,
  aReply,
  aService,
  type Cable,
  type Service,
  until,
} from '#testing';
import { createSimulator, HandClock, type Simulator } from '#twilio-simulator';
import { GatewaySettings } from '../gateway-settings.ts';
import { gatewaySchema } from '../schema.ts';
import { TwilioGatewayModule } from '../twilio-gateway.module.ts';
import { TwilioTexts } from '../twilio-texts.ts';
import { SendDeliveries } from './send-deliveries.ts';

const keys = `test:${Buffer.alloc(32, 7).toString('base64')}`;
const accountSid = `AC${'0'.repeat(31)}1`;
const { accountId, number } = aChannel().data;
const sealedAuthToken = new Seal(keys).seal('north-token', `account/${accountId}/auth-token`);
const minute = 60_000;

let service: Service;
/** To its database. */
let cable: Cable;
let simulator: Simulator;
let clock: HandClock;
/** When this test began; the simulated Twilio's clock starts two hours earlier. */
let began: Date;
const ago = (ms: number) => new Date(began.getTime() - ms);

/** The gateway on a port of its own. Twilio knows no webhook: texts are in its list alone, as after an outage. */
async function start() {
  const settings = new GatewaySettings({ SECRETS_KEYS: keys, TWILIO_API_BASE_URL: simulator.control.url });
  const reconciliation = { everyMs: 5 * minute, onItsWayMs: 0, overlapMs: 30 * minute };
  const address = new PublicAddress('');
  cable = await aCable(await aDatabase(gatewaySchema));
  service = await aService(TwilioGatewayModule, gatewaySchema, [
    [DatabaseAddress, new DatabaseAddress(() => cable.url)],
    [GatewaySettings, Object.assign(settings, { reconciliation, betweenListsMs: 0, answerWithinMs: 2000 })],
    [PublicAddress, address],
  ]);
  await service.app.listen(0, '127.0.0.1');
  Object.assign(address, { base: await service.app.getUrl() });
}
const finished = (since = ago(180 * minute), changes: Parameters<typeof aChannel>[0] = {}) =>
  service.hear(anAccount({ accountSid, sealedAuthToken }), aChannel({ since: since.toISOString(), ...changes }));
beforeEach(async () => {
  began = new Date();
  clock = new HandClock(ago(120 * minute));
  simulator = createSimulator({
    clock,
    pace: { queuedMs: 0, sendingMs: 0, sentMs: 0 },
    accounts: [{ sid: accountSid, authToken: 'north-token', numbers: [{ number }] }],
  });
  await simulator.listen();
  await start();
});
afterEach(async () => {
  await service.stop();
  await cable.stop();
  await simulator.stop();
});

const query = <T>(sql: string, parameters: unknown[] = []): Promise<T[]> =>
  service.database.read((db) => db.query(sql, parameters));
const text = (body: string, from = '+14155550111') => simulator.control.text({ from, to: number, body });
/** A customer for each of these, one text after the other, so many in a second. */
async function texts(howMany: number, inOneSecond: number, customers = 20): Promise<void> {
  for (let n = 0; n < howMany; n += 1) {
    await text(`Text ${n}`, `+1415555${1000 + (n % customers)}`);
    clock.pass(n % inOneSecond === inOneSecond - 1 ? 1000 : 0);
  }
}
const turn = () => service.turn('reconcile');
const later = () => query(`UPDATE reconciliation SET next_at = now() - interval '1 second' WHERE next_at IS NOT NULL`);
/** What was said of customers' texts, as a thread has it: by receipt time, then by position. */
async function thread(): Promise<DataOf<typeof messageReceived>[]> {
  await service.turn('outbox');
  return service
    .said(messageReceived.type)
    .map((event) => messageReceived.parse(event).data)
    .sort((a, b) => a.receivedAt.localeCompare(b.receivedAt) || a.position - b.position);
}
const bodies = async () => (await thread()).map(({ body }) => body);
interface Row {
  readonly mark: Date;
  readonly failures: number;
  readonly problem: string | null;
  readonly next_at: Date | null;
}
const row = async (direction = 'in'): Promise<Row> =>
  (await query<Row>(`SELECT * FROM reconciliation WHERE direction = $1`, [direction]))[0]!;
const asked = (what: string) => simulator.control.log.filter(({ sentence }) => sentence.includes(what)).length;

describe('texts that nobody brought us', () => {
  it('are taken in once, marked as recovered, in the order and with the seconds that Twilio has', async () => {
    await finished();
    await texts(500, 7);
    await turn();
    const found = await thread();
    expect(found.map(({ body }) => body)).toEqual(Array.from({ length: 500 }, (_, n) => `Text ${n}`));
    expect(found.every(({ recovered }) => recovered)).toBe(true);
    const start = Math.floor(ago(120 * minute).getTime() / 1000) * 1000;
    expect(found.map(({ receivedAt }) => receivedAt)).toEqual(
      found.map((_, n) => new Date(start + Math.floor(n / 7) * 1000).toISOString()),
    );
    await later();
    await turn();
    expect(await thread()).toHaveLength(500);
  });

  it('are kept with what Twilio listed, and count as known from then on', async () => {
    await finished();
    const { sid } = await text('Hello');
    await turn();
    const [kept] = await query<{ sid: string; form: Buffer }>(
      `SELECT sid, form FROM incoming_message JOIN raw_form USING (message_id)`,
    );
    expect([kept!.sid, JSON.parse(kept!.form.toString())]).toMatchObject([
      sid,
      { sid, body: 'Hello', direction: 'inbound' },
    ]);
  });

  it('may be more than a page of the list holds, and more than a page in one second', async () => {
    await finished();
    await texts(1100, 100);
    await texts(1050, 5000);
    await turn();
    expect((await bodies()).length).toBe(2150);
    expect((await bodies()).slice(0, 1100)).toEqual(Array.from({ length: 1100 }, (_, n) => `Text ${n}`));
    expect((await bodies()).slice(1100)).toEqual(Array.from({ length: 1050 }, (_, n) => `Text ${n}`));
  }, 60_000);

  it('are found where the list knows days only', async () => {
    await finished();
    simulator.control.fault({ kind: 'list-by-day' });
    await texts(1100, 100);
    await turn();
    expect(await bodies()).toEqual(Array.from({ length: 1100 }, (_, n) => `Text ${n}`));
  }, 60_000);

  it('are found when the list shows them late', async () => {
    await finished();
    clock.pass(110 * minute);
    simulator.control.fault({ kind: 'list-late', ms: 12 * minute, next: 1 });
    await text('Late');
    clock.pass(1000);
    await text('At once');
    await turn();
    expect(await bodies()).toEqual(['At once']);
    clock.pass(12 * minute);
    await later();
    await turn();
    expect(await bodies()).toEqual(['Late', 'At once']);
  });

  it('join those that were brought: in one second the order is that of the list', async () => {
    await finished();
    clock.pass(120 * minute);
    const webhook = `${await service.app.getUrl()}/webhooks/twilio/north-key/messages`;
    simulator.control.configureNumber(number, { smsUrl: webhook });
    expect(await text('Brought')).toMatchObject({ isTaken: true });
    simulator.control.configureNumber(number, { smsUrl: '' });
    await text('Lost');
    await until('the second is over', async () => {
      await later();
      await turn();
      return (await bodies()).length === 2;
    });
    expect(await bodies()).toEqual(['Brought', 'Lost']);
    expect((await thread()).map(({ recovered }) => recovered)).toEqual([false, true]);
  });

  it('come from whoever networks show, in words that may be base64', async () => {
    await finished();
    const words = 'Your parcel waits at the counter until Friday evening at seven.';
    simulator.control.fault({ kind: 'body-encoded' });
    for (const from of ['PARCEL', '40404', '4915112345678']) await text(words, from);
    await turn();
    expect((await thread()).map(({ from, body }) => [from, body])).toEqual([
      ['PARCEL', words],
      ['40404', words],
      ['4915112345678', words],
    ]);
  });

  it('say what their keywords say', async () => {
    await finished();
    await text('STOP');
    await turn();
    expect(await query(`SELECT status FROM consent_entry`)).toEqual([{ status: 'opted-out' }]);
    expect(await thread()).toMatchObject([{ keyword: 'stop' }]);
  });

  it('are looked for at once after an outage, whenever the next round was to be', async () => {
    await finished();
    clock.pass(110 * minute);
    await turn();
    await text('Lost in the outage');
    cable.cut();
    await expect(turn()).rejects.toThrow();
    cable.mend();
    await until('the database answers', () =>
      turn().then(
        () => true,
        () => false,
      ),
    );
    expect(await bodies()).toEqual(['Lost in the outage']);
  });

  it('are not looked for where another replica is at it', async () => {
    await finished();
    await text('Hello');
    await service.database.alone('reconcile', turn);
    expect(await bodies()).toEqual([]);
    await turn();
    expect(await bodies()).toEqual(['Hello']);
  });
});

describe('a text that is not ours', () => {
  it('is one from before the channel was finished', async () => {
    await text('Before');
    clock.pass(10 * minute);
    await finished(ago(110 * minute));
    clock.pass(1000);
    await text('After');
    await turn();
    expect(await bodies()).toEqual(['After']);
  });

  it('is one from after it was retired, also when it is in use again', async () => {
    await finished();
    const change = (version: number, state: string, occurredAt: Date) =>
      service.hear({
        ...anEvent(channelChanged, { ...aChannel({ version, state }).data }),
        occurredAt: occurredAt.toISOString(),
      });
    await text('In use');
    clock.pass(30 * minute);
    await text('Retired');
    clock.pass(30 * minute);
    await text('In use again');
    await change(2, 'retiring', ago(100 * minute));
    await turn();
    expect(await bodies()).toEqual(['In use']);
    expect((await row()).next_at).toBeNull();
    await change(3, 'active', ago(70 * minute));
    await turn();
    expect(await bodies()).toEqual(['In use', 'In use again']);
  });

  it('is one that was erased: its SID is remembered', async () => {
    await finished();
    await text('Forget me');
    await turn();
    await query('DELETE FROM raw_form');
    await later();
    await query(`UPDATE reconciliation SET mark = since`);
    await turn();
    expect(await bodies()).toEqual(['Forget me']);
    expect(await query('SELECT FROM raw_form')).toEqual([]);
  });

  it('is one to another number of the account', async () => {
    simulator.control.addAccount({
      sid: `AC${'0'.repeat(31)}2`,
      authToken: 'south-token',
      numbers: [{ number: '+14252306000' }],
    });
    await finished();
    await simulator.control.text({ from: '+14155550111', to: '+14252306000', body: 'Elsewhere' });
    await turn();
    expect(await bodies()).toEqual([]);
  });
});

describe('while Twilio does not list', () => {
  it.each([
    ['the account is suspended', () => simulator.control.suspend(), () => simulator.control.activate(), '20005'],
    [
      'it is asked too often',
      () => simulator.control.fault({ kind: 'refuse', code: 20429, door: 'other' }),
      () => simulator.control.liftFaults(),
      '20429',
    ],
    [
      'the connection breaks',
      () => simulator.control.fault({ kind: 'reset', door: 'other' }),
      () => simulator.control.liftFaults(),
      'no-answer',
    ],
    [
      'it is away',
      () => simulator.control.refuseConnections(),
      () => simulator.control.acceptConnections(),
      'no-answer',
    ],
  ])('because %s, nothing is lost: the mark waits, and it is asked again', async (_, begin, end, problem) => {
    await finished();
    await text('Hello');
    await begin();
    await turn();
    const failed = await row();
    expect(failed).toMatchObject({ problem, failures: 1, mark: ago(180 * minute) });
    expect(failed.next_at!.getTime()).toBeGreaterThan(Date.now());
    await end();
    await later();
    await turn();
    expect(await bodies()).toEqual(['Hello']);
    expect(await row()).toMatchObject({ problem: null, failures: 0 });
  });

  it('because nobody can open the token, it is said so', async () => {
    const closed = new Seal(`other:${Buffer.alloc(32, 8).toString('base64')}`).seal(
      'x',
      `account/${accountId}/auth-token`,
    );
    await service.hear(anAccount({ accountSid, sealedAuthToken: closed }), aChannel());
    await turn();
    expect(await row()).toMatchObject({ problem: 'no-account' });
  });

  it('all of it, what it listed stays, and the rest follows from there', async () => {
    await finished();
    await texts(1100, 10);
    // the first list is too long, of the shorter ones one is given
    await query(`UPDATE reconciliation SET span = 60, cursor = $1 WHERE direction = 'in'`, [
      new Date(Math.floor(ago(120 * minute).getTime() / 1000) * 1000),
    ]);
    await query(`UPDATE reconciliation SET next_at = NULL WHERE direction = 'out'`);
    const step = service.app.get(TwilioTexts, { strict: false });
    let lists = 0;
    const list = step.list.bind(step);
    step.list = async (...query) => ((lists += 1) === 2 ? { kind: 'no-answer', errorCode: null } : list(...query));
    await turn();
    const first = await bodies();
    expect(first.length).toBeGreaterThan(500);
    expect(first.length).toBeLessThan(1100);
    const { mark } = await row();
    expect(mark.getTime()).toBeGreaterThan(ago(120 * minute).getTime());
    await later();
    await turn();
    expect(await bodies()).toEqual(Array.from({ length: 1100 }, (_, n) => `Text ${n}`));
  }, 60_000);
});

describe('what became of our own texts', () => {
  const state = async (id: string) =>
    (
      await query<{ state: string; error_code: string | null }>(
        `SELECT state, error_code FROM delivery WHERE message_id = $1`,
        [id],
      )
    )[0];
  const send = async () => {
    const reply = aReply();
    await service.hear(reply);
    await until('Twilio has it', async () => {
      await service.turn('send-deliveries');
      clock.pass(10);
      return (await state(reply.data.messageId))?.state === 'accepted';
    });
    await service.app.get(SendDeliveries, { strict: false }).settled();
    clock.pass(10);
    await simulator.control.idle();
    return reply.data.messageId;
  };
  beforeEach(async () => {
    clock.pass(120 * minute);
    await finished();
    simulator.control.fault({ kind: 'callback-missing' });
  });

  it('is learnt from the list when its callbacks were lost, and is said', async () => {
    simulator.control.fault({ kind: 'outcome', status: 'undelivered', code: 30003, next: 1 });
    const [undelivered, delivered] = [await send(), await send()];
    await until('both are listed', async () => {
      await later();
      await turn();
      return (await state(delivered))?.state === 'delivered' && (await state(undelivered))?.state === 'undelivered';
    });
    expect(await state(undelivered)).toEqual({ state: 'undelivered', error_code: '30003' });
    await service.turn('outbox');
    const said = service.said(deliveryChanged.type).map((event) => deliveryChanged.parse(event).data);
    expect(said.filter(({ messageId }) => messageId === undelivered).at(-1)).toMatchObject({ reason: 'unreachable' });
    const seen = await query(
      `SELECT source, word, effect FROM delivery_observation WHERE source = 'list' ORDER BY word`,
    );
    expect(seen).toEqual([
      { source: 'list', word: 'delivered', effect: 'moved' },
      { source: 'list', word: 'undelivered', effect: 'moved' },
    ]);
    expect(await bodies()).toEqual([]);
  });

  it('is not asked for where nothing is open', async () => {
    const before = asked('reads the message list');
    await turn();
    expect(asked('reads the message list')).toBe(before + 1);
  });

  it('is asked for one by one when the list says nothing for long', async () => {
    const id = await send();
    await query(`UPDATE delivery SET submitted_at = now() - interval '11 minutes'`);
    await service.turn('ask-after-silent');
    expect((await state(id))?.state).toBe('delivered');
    expect(asked('looks up a text')).toBe(1);
  });

  it('is asked for at most four times', async () => {
    simulator.control.fault({ kind: 'outcome', status: 'sent' });
    const id = await send();
    for (const age of ['5 min', '11 min', '13 min', '61 min', '63 min', '361 min', '400 min', '2881 min', '9 days']) {
      await query(`UPDATE delivery SET submitted_at = now() - interval '${age}'`);
      // the last look was two minutes ago
      await query(`DELETE FROM silence_mark`);
      await query(`INSERT INTO silence_mark SELECT after, now() - make_interval(secs => after + 120)
                   FROM unnest(ARRAY[600, 3600, 21600, 172800]) AS after`);
      await service.turn('ask-after-silent');
    }
    expect((await state(id))?.state).toBe('sent');
    expect(asked('looks up a text')).toBe(4);
  });

  it('waits where Twilio does not answer', async () => {
    const id = await send();
    await query(`UPDATE delivery SET submitted_at = now() - interval '11 minutes'`);
    await simulator.control.refuseConnections();
    await service.turn('ask-after-silent');
    expect((await state(id))?.state).toBe('accepted');
    await simulator.control.acceptConnections();
    await service.turn('ask-after-silent');
    expect((await state(id))?.state).toBe('delivered');
  });
});
