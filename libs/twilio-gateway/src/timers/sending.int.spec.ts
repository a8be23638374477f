import { deliveryChanged, type EventOf, type MessageId, type Slug, type textWritten } from '#contracts';
import { PublicAddress } from '#platform';
import { Seal } from '#secrets';
import { aChannel, anAccount, aReply, aService, type Service, until } from '#testing';
import { createSimulator, type Simulator } from '#twilio-simulator';
import { GatewaySettings } from '../gateway-settings.ts';
import { gatewaySchema } from '../schema.ts';
import { senders } from '../storage/senders.ts';
import { TwilioGatewayModule } from '../twilio-gateway.module.ts';
import { takeDeliveries } from '../use-cases/take-deliveries.ts';
import { SendDeliveries } from './send-deliveries.ts';

const keys = `test:${Buffer.alloc(32, 7).toString('base64')}`;
const seal = new Seal(keys);
const north = { id: '7b3c1a9e-3f1d-4c6e-8a55-0d2f3b6c9e13', sid: `AC${'0'.repeat(31)}1`, token: 'north-token' };
const south = { id: '7b3c1a9e-3f1d-4c6e-8a55-0d2f3b6c9e23', sid: `AC${'0'.repeat(31)}2`, token: 'south-token' };
const southernChannel = '7b3c1a9e-3f1d-4c6e-8a55-0d2f3b6c9e21';
const northernNumber = '+14252306549';
const southernNumber = '+14252306000';
const sealed = ({ id, token }: typeof north) => seal.seal(token, `account/${id}/auth-token`);

let service: Service;
let simulator: Simulator;

/** The gateway on a port of its own, and Twilio's double on another: callbacks travel as they do in the world. */
async function start(environment: NodeJS.ProcessEnv = {}, answerWithinMs = 2_000) {
  simulator = createSimulator({
    pace: { queuedMs: 1, sendingMs: 1, sentMs: 1 },
    accounts: [
      { sid: north.sid, authToken: north.token, numbers: [{ number: northernNumber }] },
      { sid: south.sid, authToken: south.token, numbers: [{ number: southernNumber }] },
    ],
  });
  const settings = new GatewaySettings({
    SECRETS_KEYS: keys,
    TWILIO_API_BASE_URL: `${await simulator.listen()}/`,
    ...environment,
  });
  const address = new PublicAddress('');
  service = await aService(TwilioGatewayModule, gatewaySchema, [
    [GatewaySettings, Object.assign(settings, { answerWithinMs })],
    [PublicAddress, address],
  ]);
  await service.app.listen(0, '127.0.0.1');
  Object.assign(address, { base: await service.app.getUrl() });
}
const hearConfiguration = () =>
  service.hear(
    anAccount({ accountSid: north.sid, sealedAuthToken: sealed(north) }),
    anAccount({ accountId: south.id, key: 'south-key', accountSid: south.sid, sealedAuthToken: sealed(south) }),
    aChannel(),
    aChannel({ channelId: southernChannel, accountId: south.id, number: southernNumber }),
  );
afterEach(async () => {
  await service.stop();
  await simulator.stop();
});

interface Row {
  readonly state: string;
  readonly version: number;
  readonly provider_sid: string | null;
  readonly error_code: string | null;
  readonly reason: string | null;
  readonly attempts: number;
}
const query = <T>(sql: string, parameters: unknown[] = []): Promise<T[]> =>
  service.database.read((db) => db.query(sql, parameters));
const delivery = async (id: string): Promise<Row | undefined> =>
  (await query<Row>(`SELECT * FROM delivery WHERE message_id = $1`, [id]))[0];
const turn = () => service.turn('send-deliveries');
const settled = () => service.app.get(SendDeliveries, { strict: false }).settled();
/** Turns the loop until the text is in this state, and no callback is under way. */
const reaches = async (id: string, state: string): Promise<Row> => {
  await until(`the text is ${state}`, async () => {
    await turn();
    return (await delivery(id))?.state === state;
  });
  await settled();
  await simulator.control.idle();
  return (await delivery(id))!;
};
/** Turns the look-up until Twilio's list has told so. */
const lookedUp = (id: string, state: string) =>
  until(`the list says ${state}`, async () => {
    await service.turn('look-up-doubtful');
    return (await delivery(id))!.state === state;
  });
/** Lets this number send as fast as a test likes. */
const hurry = (...numbers: string[]) =>
  service.database.transact((tx) =>
    senders(tx).saveGroup({
      slug: 'fast' as Slug,
      version: 1,
      name: 'Fast',
      senders: numbers,
      segmentsPerSecond: 1000,
      segmentsPerDay: null,
      timeZone: 'UTC',
      messagingServiceSid: null,
      chosenBy: 'conversation',
    }),
  );
const said = async (id: string) => {
  await service.turn('outbox');
  return service
    .said('gateway.delivery-changed')
    .map((event) => deliveryChanged.parse(event).data)
    .filter(({ messageId }) => messageId === id);
};
const write = async (changes: Parameters<typeof aReply>[0] = {}): Promise<MessageId> => {
  const text: EventOf<typeof textWritten> = aReply(changes);
  await service.hear(text);
  return text.data.messageId;
};
const sentBodies = (account = north) => simulator.control.messages(account.sid).map(({ body }) => body);

describe("an agent's text", () => {
  beforeEach(async () => {
    await start();
    await hearConfiguration();
  });

  it('reaches the customer from the number of its channel, and every step is said once', async () => {
    const id = await write({ body: 'We are on it 👍' });
    const row = await reaches(id, 'delivered');
    const [atTwilio] = simulator.control.messages(north.sid);
    expect(atTwilio).toMatchObject({ from: northernNumber, to: '+14155550111', body: 'We are on it 👍' });
    expect(atTwilio!.statusCallback).toMatch(new RegExp(`^http://.*/webhooks/twilio/north-key/deliveries/${id}$`));
    expect(row).toMatchObject({ provider_sid: atTwilio!.sid, error_code: null, reason: null, attempts: 1 });
    const changes = await said(id);
    expect(changes.map(({ version }) => version)).toEqual(changes.map((_, n) => n + 2));
    expect(changes[0]!.state).toBe('submitting');
    expect(changes.at(-1)).toMatchObject({ state: 'delivered', providerSid: atTwilio!.sid });
  });

  it('is sent once, however often it is heard', async () => {
    const text = aReply();
    await service.hear(text, { ...text, id: '0195c1a9-3f1d-7c6e-8a55-0d2f3b6c9e55' });
    await reaches(text.data.messageId, 'delivered');
    await turn();
    expect(sentBodies()).toHaveLength(1);
  });

  it('of another provider is left to its gateway', async () => {
    const id = await write({ provider: 'carrier-pigeon' });
    await turn();
    expect(await delivery(id)).toBeUndefined();
  });

  it("never takes another account's number or credentials", async () => {
    const ids = [];
    for (let n = 0; n < 6; n += 1) {
      ids.push(await write({ body: `north ${n}` }), await write({ body: `south ${n}`, channelId: southernChannel }));
    }
    for (const id of ids) await reaches(id, 'delivered');
    expect(sentBodies(north).toSorted()).toEqual([0, 1, 2, 3, 4, 5].map((n) => `north ${n}`));
    expect(sentBodies(south).toSorted()).toEqual([0, 1, 2, 3, 4, 5].map((n) => `south ${n}`));
    expect(new Set(simulator.control.messages(south.sid).map(({ from }) => from))).toEqual(new Set([southernNumber]));
  });

  it('is refused with a reason that a person understands', async () => {
    simulator.control.fault({ kind: 'refuse', code: 21610 });
    const row = await reaches(await write(), 'failed');
    expect(row).toMatchObject({ error_code: '21610', reason: 'opted-out', attempts: 1 });
  });

  it('is tried again, later, when Twilio says that it is too busy', async () => {
    simulator.control.fault({ kind: 'refuse', code: 20429, next: 1 });
    const id = await write();
    const row = await reaches(id, 'delivered');
    expect(row.attempts).toBe(2);
    expect((await said(id)).slice(0, 3)).toMatchObject([
      { state: 'submitting' },
      { state: 'queued', errorCode: '20429', reason: 'busy' },
      { state: 'submitting', errorCode: null, reason: null },
    ]);
    expect(sentBodies()).toHaveLength(1);
  });

  it('is tried again when nobody was there to take it', async () => {
    await simulator.control.refuseConnections();
    const id = await write();
    await turn();
    await settled();
    expect(await delivery(id)).toMatchObject({ state: 'queued', reason: 'busy', attempts: 1 });
    await simulator.control.acceptConnections();
    await reaches(id, 'delivered');
    expect(sentBodies()).toHaveLength(1);
  });

  it.each([
    ['answers 500 after it took the text', { kind: 'server-error' }],
    ['cuts the connection after it took the text', { kind: 'reset', accepts: true }],
  ] as const)('is in doubt when Twilio %s, and never sent twice', async (_, fault) => {
    simulator.control.fault({ ...fault, next: 1 });
    simulator.control.fault({ kind: 'callback-missing', next: 1 });
    const id = await write();
    expect(await reaches(id, 'unknown')).toMatchObject({ reason: 'no-answer' });
    await turn();
    await settled();
    expect(sentBodies()).toHaveLength(1);
    await lookedUp(id, 'delivered');
    expect(sentBodies()).toHaveLength(1);
  });

  it('is out of doubt as soon as anything is seen of it', async () => {
    simulator.control.fault({ kind: 'server-error', next: 1 });
    const row = await reaches(await write(), 'delivered');
    expect(row).toMatchObject({ reason: null, provider_sid: simulator.control.messages(north.sid)[0]!.sid });
  });

  it('that the carrier cannot deliver says why', async () => {
    simulator.control.fault({ kind: 'outcome', status: 'undelivered', code: 30003 });
    const row = await reaches(await write(), 'undelivered');
    expect(row).toMatchObject({ error_code: '30003', reason: 'unreachable' });
  });

  it.each(['callback-first', 'callback-twice', 'callback-out-of-order', 'extra-parameters'] as const)(
    'only moves forward under %s',
    async (kind) => {
      simulator.control.fault({ kind });
      const id = await write();
      await reaches(id, 'delivered');
      const states = (await said(id)).map(({ state }) => state);
      const rank = ['submitting', 'accepted', 'sent', 'delivered'];
      expect(states).toEqual(states.toSorted((a, b) => rank.indexOf(a) - rank.indexOf(b)));
      expect(new Set(states).size).toBe(states.length);
      expect((await delivery(id))!.state).toBe('delivered');
    },
  );

  it('is not moved by callbacks that somebody else signed', async () => {
    simulator.control.fault({ kind: 'bad-signature' });
    const id = await write();
    await reaches(id, 'accepted');
    expect((await delivery(id))!.state).toBe('accepted');
  });

  it("is written down as Twilio's as soon as the database takes it, when it did not at first", async () => {
    simulator.control.fault({ kind: 'callback-missing' });
    await query(`ALTER TABLE delivery ADD CONSTRAINT away CHECK (state <> 'accepted')`);
    const id = await write();
    await turn();
    await until('Twilio has it', () => sentBodies().length === 1);
    expect(await delivery(id)).toMatchObject({ state: 'submitting' });
    await query(`ALTER TABLE delivery DROP CONSTRAINT away`);
    await settled();
    expect(await delivery(id)).toMatchObject({ state: 'accepted', attempts: 1 });
    expect(sentBodies()).toHaveLength(1);
  });

  it('leaves every observation behind', async () => {
    simulator.control.fault({ kind: 'callback-twice' });
    const id = await write();
    await reaches(id, 'delivered');
    const seen = await query<{ source: string; word: string; effect: string }>(
      `SELECT source, word, effect FROM delivery_observation WHERE message_id = $1 ORDER BY observed_at, id`,
      [id],
    );
    expect(
      seen
        .filter(({ source }) => source === 'callback')
        .map(({ word }) => word)
        .toSorted(),
    ).toEqual(['delivered', 'delivered', 'sending', 'sending', 'sent', 'sent']);
    expect(seen.filter(({ source }) => source === 'answer')).toHaveLength(1);
    expect(seen.filter(({ word, effect }) => word === 'delivered' && effect === 'moved')).toHaveLength(1);
  });

  it('is given up when its time is over', async () => {
    const id = await write({ validUntil: new Date(Date.now() - 1000).toISOString() });
    expect(await reaches(id, 'failed')).toMatchObject({ reason: 'busy', attempts: 0 });
    expect(sentBodies()).toEqual([]);
  });
});

describe('a text whose process died while Twilio was asked', () => {
  it('is in doubt after a minute, not before, and seen by the agent', async () => {
    await start();
    await hearConfiguration();
    const [old, fresh] = [await write(), await write()];
    const submitted = (id: string, ago: string) =>
      query(`UPDATE delivery SET state = 'submitting', submitted_at = now() - $2::interval WHERE message_id = $1`, [
        id,
        ago,
      ]);
    await submitted(old, '61 seconds');
    await submitted(fresh, '30 seconds');
    await service.turn('doubt-abandoned');
    expect(await delivery(old)).toMatchObject({ state: 'unknown', reason: 'no-answer' });
    expect(await delivery(fresh)).toMatchObject({ state: 'submitting' });
    expect(await said(old)).toMatchObject([{ state: 'unknown', reason: 'no-answer' }]);
    expect(sentBodies()).toEqual([]);
  });
});

describe('a text through a channel that this service has not heard of yet', () => {
  it('waits, and leaves when channel and account are known', async () => {
    await start();
    const id = await write();
    await turn();
    expect(await delivery(id)).toMatchObject({ state: 'queued', attempts: 0 });
    await service.hear(aChannel());
    await turn();
    expect(await delivery(id)).toMatchObject({ state: 'queued', attempts: 0 });
    await hearConfiguration();
    await reaches(id, 'delivered');
  });

  it('is given up when its time is over', async () => {
    await start();
    const id = await write({ validUntil: new Date(Date.now() - 1000).toISOString() });
    expect(await reaches(id, 'failed')).toMatchObject({ attempts: 0 });
  });
});

describe('several texts', () => {
  const conversationId = '0195c1a9-3f1d-7c6e-8a55-0d2f3b6c9e02';
  const at = (second: number) => new Date(Date.now() - 60_000 + second * 1000).toISOString();

  it('of one conversation leave one after the other, in the order in which they were written', async () => {
    await start();
    await hearConfiguration();
    const ids = [];
    // whichever is asked for first is refused: none passes another meanwhile
    for (const n of [2, 3, 1]) ids.push(await write({ conversationId, body: `Text ${n}`, writtenAt: at(n) }));
    simulator.control.fault({ kind: 'refuse', code: 20429, next: 1 });
    for (const id of ids) await reaches(id, 'delivered');
    expect(sentBodies()).toEqual(['Text 1', 'Text 2', 'Text 3']);
  });

  it('of other conversations pass one that must wait, and a slow one keeps its own lane only', async () => {
    await start({ DELIVERIES_AT_ONCE: '2' }, 1_500);
    await hearConfiguration();
    simulator.control.fault({ kind: 'hang', ms: 2_000, customer: '+14155550199', next: 1 });
    simulator.control.fault({ kind: 'callback-missing', customer: '+14155550199', next: 1 });
    const slow = await write({ conversationId, to: '+14155550199', body: 'slow', writtenAt: at(1) });
    const behind = await write({ conversationId, to: '+14155550199', body: 'behind', writtenAt: at(2) });
    const others = [];
    for (let n = 3; n < 8; n += 1) others.push(await write({ body: `other ${n}`, writtenAt: at(n) }));
    for (const id of others) {
      await until('another conversation passes', async () => {
        await turn();
        return (await delivery(id))!.state === 'delivered';
      });
    }
    expect(await delivery(slow)).toMatchObject({ state: 'submitting' });
    expect(await delivery(behind)).toMatchObject({ state: 'queued', attempts: 0 });
    expect(await reaches(slow, 'unknown')).toMatchObject({ attempts: 1 });
    await turn();
    expect(await delivery(behind)).toMatchObject({ state: 'queued', attempts: 0 });
    await lookedUp(slow, 'delivered');
    await reaches(behind, 'delivered');
    expect(sentBodies().filter((body) => body === 'slow')).toHaveLength(1);
  });

  it('leave by urgency first', async () => {
    await start({ DELIVERIES_AT_ONCE: '1' });
    await hearConfiguration();
    const ids = [
      await write({ body: 'campaign', priority: 9, writtenAt: at(1) }),
      await write({ body: 'agent', priority: 0, writtenAt: at(2) }),
    ];
    for (const id of ids) await reaches(id, 'delivered');
    expect(sentBodies()).toEqual(['agent', 'campaign']);
  });

  it('are each taken by one of two processes only', async () => {
    await start();
    await hearConfiguration();
    await hurry(northernNumber);
    const first = service;
    const ids: MessageId[] = [];
    for (let n = 0; n < 30; n += 1) ids.push(await write({ body: `Text ${n}` }));
    const taken: MessageId[] = [];
    const aProcess = async () => {
      while (taken.length < ids.length) {
        const some = await first.database.transact((tx) => takeDeliveries(tx, 5));
        taken.push(...some.map(({ delivery: { messageId } }) => messageId));
      }
    };
    await Promise.all([aProcess(), aProcess(), aProcess()]);
    expect(taken.length).toBe(new Set(taken).size);
    expect(taken.toSorted()).toEqual(ids.toSorted());
  });
});
