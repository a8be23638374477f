import {
  type DeliveryState,
  deliveryChanged,
  type EventOf,
  type MessageId,
  type Slug,
  type textWritten,
} from '#contracts';
import { PublicAddress } from '#platform';
import { Seal } from '#secrets';
import { aChannel, anAccount, aReply, aService, type Service, until } from '#testing';
import { createSimulator, type Simulator } from '#twilio-simulator';
import { GatewaySettings } from '../gateway-settings.ts';
import { LookUpCount } from '../look-up-count.ts';
import { gatewaySchema } from '../schema.ts';
import { senders } from '../storage/senders.ts';
import { TwilioGatewayModule } from '../twilio-gateway.module.ts';
import { SendDeliveries } from './send-deliveries.ts';

const keys = `test:${Buffer.alloc(32, 7).toString('base64')}`;
const account = { id: '7b3c1a9e-3f1d-4c6e-8a55-0d2f3b6c9e13', sid: `AC${'0'.repeat(31)}1`, token: 'north-token' };
const number = '+14252306549';
const customer = '+14155550111';
const pool = `MG${'0'.repeat(31)}1`;
const sealed = new Seal(keys).seal(account.token, `account/${account.id}/auth-token`);
const anAccountOf = (version: number) => anAccount({ accountSid: account.sid, sealedAuthToken: sealed, version });

let service: Service;
let simulator: Simulator;

/** Twilio has as long for its answers as in production, unless a test says otherwise: on a busy machine it may need it. */
async function start(more: { readonly answerWithinMs?: number } = {}): Promise<void> {
  const settings = new GatewaySettings({ SECRETS_KEYS: keys, TWILIO_API_BASE_URL: simulator.control.url });
  const address = new PublicAddress('');
  service = await aService(TwilioGatewayModule, gatewaySchema, [
    [GatewaySettings, Object.assign(settings, more)],
    [PublicAddress, address],
  ]);
  await service.app.listen(0, '127.0.0.1');
  Object.assign(address, { base: await service.app.getUrl() });
  await service.hear(anAccountOf(1), aChannel());
}

beforeEach(async () => {
  simulator = createSimulator({
    pace: { queuedMs: 1, sendingMs: 1, sentMs: 1 },
    accounts: [
      {
        sid: account.sid,
        authToken: account.token,
        numbers: [{ number }],
        services: [{ sid: pool, name: 'Pool', numbers: [number] }],
      },
    ],
  });
  await simulator.listen();
  await start();
});
afterEach(async () => {
  await service.stop();
  await simulator.stop();
});

interface Row {
  readonly state: DeliveryState;
  readonly attempts: number;
  readonly round: number;
  readonly part: number;
  readonly due_at: Date;
  readonly provider_sid: string | null;
  readonly error_code: string | null;
  readonly reason: string | null;
  readonly look_at: Date | null;
}
const query = <T = Row>(sql: string, parameters: unknown[] = []): Promise<T[]> =>
  service.database.read((db) => db.query(sql, parameters));
const rows = (id: string) => query(`SELECT * FROM delivery WHERE whole_id = $1 ORDER BY part, round`, [id]);
const row = async (id: string) => (await rows(id)).at(-1)!;
const sendingSettled = () => service.app.get(SendDeliveries, { strict: false }).settled();
const turn = async () => {
  await service.turn('send-deliveries');
  await sendingSettled();
};
const lookUp = () => service.turn('look-up-doubtful');
/** Turns everything until the text is in this state. */
const reaches = (id: string, state: DeliveryState) =>
  until(`the text is ${state}`, async () => {
    await service.turn('send-deliveries');
    return (await row(id)).state === state && row(id);
  });
/** As if it had been asked for so many seconds before. */
const older = (id: string, seconds: number) =>
  query(
    `UPDATE delivery SET submitted_at = submitted_at - $2::interval, changed_at = changed_at - $2::interval, look_at = now() - interval '1 s'
     WHERE message_id = $1`,
    [id, `${seconds} seconds`],
  );
const write = async (changes: Parameters<typeof aReply>[0] = {}): Promise<MessageId> => {
  const text: EventOf<typeof textWritten> = aReply(changes);
  await service.hear(text);
  return text.data.messageId;
};
const said = async (id: string) => {
  await service.turn('outbox');
  return service
    .said('gateway.delivery-changed')
    .map((event) => deliveryChanged.parse(event).data)
    .filter(({ messageId }) => messageId === id);
};
const atTwilio = () => simulator.control.messages(account.sid).filter(({ direction }) => direction !== 'inbound');
const onThePhone = () =>
  simulator.control
    .phone(customer)
    .thread()
    .filter(({ direction }) => direction === 'received');
const setPace = (segmentsPerSecond: number, changes = {}) =>
  service.database.transact((tx) =>
    senders(tx).saveGroup({
      slug: 'line' as Slug,
      version: 1,
      name: 'Line',
      senders: [number],
      segmentsPerSecond,
      segmentsPerDay: null,
      timeZone: 'UTC',
      messagingServiceSid: null,
      chosenBy: 'conversation',
      ...changes,
    }),
  );

/** What looking for texts in doubt came to, as `/metrics` tells. */
const lookedFor = async () => {
  const { values } = await service.app.get(LookUpCount, { strict: false })['looked'].get();
  return Object.fromEntries(values.map(({ labels, value }) => [labels.found, value]));
};

describe('a text that Twilio may have', () => {
  beforeEach(() => simulator.control.fault({ kind: 'callback-missing' }));

  it.each([
    ['took it and answered 500', { kind: 'server-error', next: 1 }],
    ['took it and cut the connection', { kind: 'reset', accepts: true, next: 1 }],
    ['took it and never answered', { kind: 'hang', ms: 3_000, next: 1 }],
  ] as const)('is found in its list and not sent again, where it %s', async (_what, fault) => {
    if (fault.kind === 'hang') {
      await service.stop();
      await start({ answerWithinMs: 500 });
    }
    simulator.control.fault(fault);
    const id = await write();
    await turn();
    expect(await row(id)).toMatchObject({ state: 'unknown', reason: 'no-answer' });
    await older(id, 3);
    await until('the list tells', async () => (await lookUp(), (await row(id)).state === 'delivered'));
    expect(await row(id)).toMatchObject({ provider_sid: atTwilio()[0]!.sid, look_at: null, attempts: 1 });
    expect(onThePhone()).toHaveLength(1);
    expect(await lookedFor()).toMatchObject({ found: 1 });
  });

  it('is sent again when its list does not have it, and not before that can be believed', async () => {
    simulator.control.fault({ kind: 'reset', next: 1 });
    const id = await write();
    await turn();
    await older(id, 80);
    await lookUp();
    await turn();
    expect(await row(id)).toMatchObject({ state: 'unknown', attempts: 1 });
    expect(atTwilio()).toEqual([]);
    await older(id, 11);
    await lookUp();
    await turn();
    expect(await row(id)).toMatchObject({ state: 'accepted', attempts: 2 });
    expect(onThePhone()).toHaveLength(1);
    expect(await lookedFor()).toEqual({ later: 1, absent: 1 });
  });

  it('is found where the list shows it late', async () => {
    simulator.control.fault({ kind: 'list-late', ms: 800 });
    simulator.control.fault({ kind: 'server-error', next: 1 });
    const id = await write();
    await turn();
    await older(id, 3);
    await lookUp();
    expect(await row(id)).toMatchObject({ state: 'unknown' });
    await until('the list shows it', async () => {
      await query(`UPDATE delivery SET look_at = now() WHERE look_at IS NOT NULL`);
      await lookUp();
      return (await row(id)).state === 'delivered';
    });
    expect(onThePhone()).toHaveLength(1);
  });

  it('stays unknown and is not sent again while Twilio lists nothing', async () => {
    simulator.control.fault({ kind: 'server-error', door: 'any' });
    const id = await write();
    await turn();
    await older(id, 600);
    await lookUp();
    await turn();
    expect(await row(id)).toMatchObject({ state: 'unknown', attempts: 1, look_at: expect.any(Date) });
    simulator.control.liftFaults();
    await older(id, 1);
    await lookUp();
    expect(await row(id)).toMatchObject({ state: 'delivered' });
    expect(onThePhone()).toHaveLength(1);
  });

  it('and one that it does not have, of the same words to the same customer, are told apart by their number', async () => {
    simulator.control.fault({ kind: 'server-error', next: 1 });
    simulator.control.fault({ kind: 'reset', next: 1 });
    const ids = [await write(), await write()];
    await turn();
    for (const id of ids) await older(id, 100);
    await lookUp();
    await turn();
    for (const id of ids) expect((await row(id)).state).toMatch(/accepted|delivered/);
    expect(atTwilio()).toHaveLength(2);
    expect(new Set(await Promise.all(ids.map(async (id) => (await row(id)).provider_sid))).size).toBe(2);
  });

  it('holds up its own conversation until it is known, and no other', async () => {
    simulator.control.fault({ kind: 'server-error', next: 1 });
    const conversationId = '0195c1a9-3f1d-7c6e-8a55-0d2f3b6c9e02';
    const first = await write({ conversationId, body: 'first' });
    await turn();
    const [second, other] = [await write({ conversationId, body: 'second' }), await write({ body: 'other' })];
    await turn();
    expect([(await row(second)).state, (await row(other)).state]).toEqual(['queued', 'accepted']);
    await older(first, 3);
    await lookUp();
    await turn();
    expect((await row(second)).state).toBe('accepted');
  });

  it('whose process died is looked for as soon as that is noticed', async () => {
    const id = await write();
    await turn();
    await query(
      `UPDATE delivery SET state = 'submitting', provider_sid = NULL, submitted_at = now() - interval '61 s'`,
    );
    await service.turn('doubt-abandoned');
    await query(
      `UPDATE delivery SET look_at = now() - interval '1 s', changed_at = now() - interval '1 s' WHERE message_id = $1`,
      [id],
    );
    await lookUp();
    expect(await row(id)).toMatchObject({ state: 'delivered', attempts: 1 });
    expect(onThePhone()).toHaveLength(1);
  });
});

describe('a code of Twilio', () => {
  it.each([
    [20003, 'bad-credentials'],
    [20005, 'account-suspended'],
  ])('%i pauses the account, loses nothing, and is seen at once', async (code, outcome) => {
    simulator.control.fault({ kind: 'refuse', code });
    const ids = [await write(), await write()];
    await turn();
    await turn();
    for (const id of ids) expect(await row(id)).toMatchObject({ state: 'queued', attempts: expect.any(Number) });
    const asked = (await rows(ids[0]!))[0]!.attempts + (await rows(ids[1]!))[0]!.attempts;
    expect(asked).toBeLessThanOrEqual(2);
    expect((await said(ids[0]!)).at(-1)).toMatchObject({ state: 'queued', reason: 'account' });
    expect(service.said('gateway.account-validated')).toMatchObject([{ data: { outcome, errorCode: String(code) } }]);
    const { body: alerts } = await service.get('/api/gateway/alerts', { as: 'dana' });
    expect(alerts.items).toMatchObject([
      { errorCode: String(code), isPausing: true, link: `https://www.twilio.com/docs/errors/${code}` },
    ]);

    simulator.control.liftFaults();
    const { body } = await service.post(`/api/gateway/accounts/${account.id}/validate`, { as: 'dana' });
    expect(body.outcome).toBe('ok');
    for (const id of ids) await reaches(id, 'delivered');
    expect((await service.get('/api/gateway/alerts', { as: 'dana' })).body.items).toEqual([]);
  });

  it('that paused the account is asked after, and its texts leave by themselves when Twilio lets it in again', async () => {
    simulator.control.suspend();
    const id = await write();
    await turn();
    await turn();
    expect((await said(id)).at(-1)).toMatchObject({ state: 'queued', reason: 'account' });
    simulator.control.activate();
    await service.turn('probe-paused');
    await reaches(id, 'delivered');
    expect((await service.get('/api/gateway/alerts', { as: 'dana' })).body.items).toEqual([]);
    await service.turn('outbox');
    expect(service.said('gateway.account-validated')).toMatchObject([
      { data: { outcome: 'account-suspended' } },
      { data: { outcome: 'ok' } },
    ]);
  });

  it('that paused the account goes on doing so while Twilio does not let it in', async () => {
    simulator.control.suspend();
    const id = await write();
    await turn();
    await turn();
    await service.turn('probe-paused');
    await turn();
    expect(await row(id)).toMatchObject({ state: 'queued', attempts: 1 });
    expect((await service.get('/api/gateway/alerts', { as: 'dana' })).body.items).toMatchObject([{ isPausing: true }]);
  });

  it('for the credentials is forgotten as soon as there are others', async () => {
    simulator.control.fault({ kind: 'refuse', code: 20003, next: 1 });
    const id = await write();
    await turn();
    await turn();
    expect(await row(id)).toMatchObject({ state: 'queued', attempts: 1 });
    await service.hear(anAccountOf(2));
    await reaches(id, 'delivered');
  });

  it('for what carriers filter alerts administrators from the fifth of the last 200 texts on, and not before', async () => {
    const handedOver = (texts: number, errorCode: string | null) =>
      query(
        `INSERT INTO delivery SELECT (jsonb_populate_record(one, jsonb_build_object('message_id', id, 'whole_id', id, 'error_code', $2::text,
             'submitted_at', now() - n * interval '1 minute', 'provider_sid', NULL))).*
         FROM (SELECT delivery AS one FROM delivery LIMIT 1) AS known, (SELECT n, gen_random_uuid() AS id FROM generate_series(1, $1::int) AS n) AS new`,
        [texts, errorCode],
      );
    const alerts = async () => (await service.get('/api/gateway/alerts', { as: 'dana' })).body.items;
    const filtered = async () => {
      simulator.control.fault({ kind: 'outcome', status: 'undelivered', code: 30007, next: 1 });
      await reaches(await write(), 'undelivered');
    };
    await filtered();
    await handedOver(198, null);
    await query(`UPDATE delivery SET submitted_at = now() - interval '1 day' WHERE error_code IS NOT NULL`);
    await handedOver(3, '30007');
    // the first is the 201st before the last one now: four of the last 200
    await filtered();
    expect(await alerts()).toEqual([]);
    await filtered();
    expect(await alerts()).toMatchObject([{ sender: number, errorCode: '30007', count: 5 }]);
    await filtered();
    expect(await alerts()).toMatchObject([{ sender: number, errorCode: '30007', count: 6 }]);
  });

  it('that says the phone is off has the text sent anew, as the same text, until it arrives', async () => {
    simulator.control.fault({ kind: 'outcome', status: 'undelivered', code: 30003, next: 1 });
    const id = await write();
    await until(
      'it is to be sent anew',
      async () => (await service.turn('send-deliveries'), (await rows(id)).length === 2),
    );
    const [first, second] = await rows(id);
    expect([first!.state, second!.state, second!.round]).toEqual(['undelivered', 'queued', 2]);
    const wait = second!.due_at.getTime() - Date.now();
    expect(wait).toBeGreaterThan(600_000);
    expect((await said(id)).at(-1)).toMatchObject({ state: 'queued', reason: 'unreachable', errorCode: '30003' });
    const { expectedAt, triedUntil } = (await said(id)).at(-1)!;
    expect(new Date(expectedAt!)).toEqual(second!.due_at);
    // half an hour after that one for the last time
    expect(new Date(triedUntil!).getTime() - second!.due_at.getTime()).toBe(1_800_000);
    await query(`UPDATE delivery SET due_at = now() WHERE round = 2`);
    await reaches(id, 'delivered');
    const states = await said(id);
    expect(states.at(-1)).toMatchObject({ messageId: id, state: 'delivered' });
    expect([states.at(-1)!.expectedAt, states.at(-1)!.triedUntil]).toEqual([undefined, undefined]);
    expect(states.map(({ version }) => version)).toEqual(
      states.map(({ version }) => version).toSorted((a, b) => a - b),
    );
    expect(onThePhone()).toHaveLength(1);
  });

  it('marks a number that is a landline, until a text arrives there', async () => {
    simulator.control.fault({ kind: 'outcome', status: 'undelivered', code: 30006, next: 1 });
    await reaches(await write(), 'undelivered');
    const mark = async () => (await service.get(`/api/gateway/recipients/${customer}`, { as: 'lena' })).body;
    expect(await mark()).toMatchObject({ recipient: customer, mark: 'landline', errorCode: '30006' });
    await reaches(await write(), 'delivered');
    expect(await mark()).toMatchObject({ recipient: customer, mark: null });
  });
});

describe('a text that is longer than Twilio takes', () => {
  const body = Array.from({ length: 140 }, (_, n) => `This is sentence ${n} of a long text.`).join(' ');

  it('arrives in parts, in order, and is one text to everybody else', async () => {
    await setPace(1000);
    const id = await write({ body });
    await until('all parts are there', async () => {
      await service.turn('send-deliveries');
      return (await rows(id)).every(({ state }) => state === 'delivered');
    });
    const parts = onThePhone().map((text) => text.body);
    expect(parts.length).toBe(4);
    expect(parts.join(' ')).toBe(body);
    expect(parts.every((part) => part.length <= 1600)).toBe(true);
    const states = await said(id);
    expect(states.at(-1)).toMatchObject({ state: 'delivered', messageId: id });
    expect(states.filter(({ state }) => state === 'delivered')).toHaveLength(1);
    expect(new Set(states.map(({ version }) => version)).size).toBe(states.length);
  });

  it('is as far as the part that came least far', async () => {
    await setPace(1000);
    simulator.control.fault({ kind: 'outcome', status: 'undelivered', code: 30004, next: 1 });
    const id = await write({ body });
    await until('all parts have ended', async () => {
      await service.turn('send-deliveries');
      return (await rows(id)).every(({ state }) => ['delivered', 'undelivered', 'failed'].includes(state));
    });
    expect((await said(id)).at(-1)).toMatchObject({ state: 'undelivered', errorCode: '30004' });
  });

  it('leaves no further where Twilio refuses a part of it: nobody gets the middle of a text', async () => {
    await setPace(1000);
    simulator.control.fault({ kind: 'refuse', code: 21612, next: 1 });
    const id = await write({ body });
    await until('all parts have ended', async () => {
      await service.turn('send-deliveries');
      return (await rows(id)).every(({ state }) => state === 'failed');
    });
    expect(onThePhone()).toEqual([]);
    expect((await said(id)).at(-1)).toMatchObject({ state: 'failed', errorCode: '21612', reason: 'bad-number' });
    const next = await write({ body: 'Short' });
    await reaches(next, 'delivered');
    expect(onThePhone().map((text) => text.body)).toEqual(['Short']);
  });

  it('waits with its further parts while one of them is sent anew, and then leaves whole', async () => {
    await setPace(1000);
    simulator.control.fault({ kind: 'refuse', code: 20429, next: 2 });
    const id = await write({ body });
    await until('all parts are there', async () => {
      await service.turn('send-deliveries');
      return (await rows(id)).every(({ state }) => state === 'delivered');
    });
    expect(
      onThePhone()
        .map((text) => text.body)
        .join(' '),
    ).toBe(body);
  });
});

describe('the pace of a sender', () => {
  it('is kept by all replicas together, and who waits is told for how long', async () => {
    await setPace(1);
    const ids = [];
    for (let n = 0; n < 12; n += 1)
      ids.push(await write({ body: `Text ${n}`, writtenAt: new Date(Date.now() + n).toISOString() }));
    await Promise.all([turn(), turn(), turn()]);
    const left = atTwilio().length;
    expect(left).toBeGreaterThanOrEqual(5);
    expect(left).toBeLessThan(12);
    const [waits] = await said(ids.at(-1)!);
    expect(waits).toMatchObject({ state: 'queued', version: 1 });
    const seconds = (new Date(waits!.expectedAt!).getTime() - new Date(waits!.changedAt).getTime()) / 1000;
    expect(seconds).toBeGreaterThan(4);
    expect(seconds).toBeLessThanOrEqual(7.1);
    expect((await said(ids[0]!))[0]).toMatchObject({ state: 'submitting' });
  });

  it("lets an agent's reply pass what is less urgent", async () => {
    await setPace(1);
    for (let n = 0; n < 10; n += 1) await write({ body: `bulk ${n}`, priority: 90 });
    await turn();
    const before = atTwilio().length;
    const urgent = await write({ body: 'agent', priority: 10 });
    await until('it leaves next', async () => {
      await turn();
      return (await row(urgent)).state !== 'queued';
    });
    expect(
      atTwilio()
        .map(({ body }) => body)
        .indexOf('agent'),
    ).toBeLessThanOrEqual(before + 1);
  });

  it('makes what was written before in the same conversation as urgent as what comes after', async () => {
    await setPace(1);
    const conversationId = '0195c1a9-3f1d-7c6e-8a55-0d2f3b6c9e02';
    const slow = await write({ conversationId, body: 'survey', priority: 90 });
    await write({ conversationId, body: 'agent', priority: 10 });
    const [kept] = await query<{ priority: number }>(`SELECT priority FROM delivery WHERE message_id = $1`, [slow]);
    expect(kept!.priority).toBe(10);
  });
});

describe('a text through a Messaging Service', () => {
  it.each([
    ['conversation', number],
    ['service', null],
  ] as const)('leaves from the number that the %s chose', async (chosenBy, from) => {
    await setPace(10, { messagingServiceSid: pool, chosenBy });
    const id = await write();
    await reaches(id, 'delivered');
    expect(atTwilio()[0]).toMatchObject({ serviceSid: pool, from: from ?? number });
  });
});
