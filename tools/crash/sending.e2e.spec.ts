import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { connect } from 'amqplib';
import { Client } from 'pg';
import { v7 as uuid } from 'uuid';
import { textWritten } from '#contracts';
import { departing, RabbitBroker } from '#event-bus';
import { anEvent, until } from '#testing';
import { createSimulator, type Simulator } from '#twilio-simulator';
import { temporaryFolder } from '../infrastructure/child.ts';
import { startPostgres } from '../infrastructure/postgres.ts';
import { startRabbit } from '../infrastructure/rabbit.ts';
import type { OwnServer } from '../infrastructure/server.ts';
import { type Product, startProduct } from '../product/product.ts';
import { type Call, setUp, type SetUp } from '../product/set-up.ts';

const minutes = 60_000;
const customers = 250;
const textsEach = 4;
const folder = temporaryFolder('sending');
let postgres: OwnServer;
let rabbit: OwnServer;
let simulator: Simulator;
let product: Product;
let dana: Call;
let wired: SetUp;
let database: Client;

beforeAll(async () => {
  mkdirSync(join(folder.path, 'logs'));
  [postgres, rabbit] = await Promise.all([
    startPostgres({ dataFolder: join(folder.path, 'postgres') }),
    startRabbit({ folder: join(folder.path, 'rabbit') }),
  ]);
  simulator = createSimulator({
    pace: { queuedMs: 5, sendingMs: 5, sentMs: 20 },
  });
  product = await startProduct({
    databaseUrl: postgres.url,
    amqpUrl: rabbit.url,
    folder: join(folder.path, 'logs'),
    replicas: { 'twilio-gateway': 2 },
    environment: {
      TWILIO_API_BASE_URL: await simulator.listen(),
      LOOK_UP_PATIENCE_SECONDS: '20',
      RECONCILE_EVERY_MINUTES: '1',
    },
  });
  dana = await product.as('dana', 'administrator');
  wired = await setUp(dana, { memberIds: [] });
  simulator.control.addAccount({
    sid: wired.accountSid,
    authToken: wired.authToken,
    numbers: [{ number: wired.number, smsUrl: wired.webhook }],
  });
  await dana('PUT', '/api/gateway/sender-groups/campaign', {
    name: 'Campaign',
    senders: [wired.number],
    segmentsPerSecond: 40,
  });
  database = new Client(postgres.url);
  await database.connect();
}, 4 * minutes);

afterAll(async () => {
  await database?.end();
  await product?.stop();
  await simulator?.stop();
  await Promise.all([postgres?.stop(), rabbit?.stop()]);
  folder.remove();
}, minutes);

const customerOf = (n: number) => `+1628${2_000_000 + n}`;
const bodyOf = (customer: number, n: number) => `Text ${n + 1} to customer ${customer}`;

/** Says the texts as conversations does, everybody's next one when the ones before are planned. */
async function writeTexts(): Promise<void> {
  const broker = await RabbitBroker.connect(connect, { url: rabbit.url });
  const conversations = Array.from({ length: customers }, () => uuid());
  for (let n = 0; n < textsEach; n += 1) {
    const events = conversations.map((conversationId, customer) =>
      anEvent(textWritten, {
        messageId: uuid(),
        conversationId,
        channelId: wired.channelId,
        provider: 'twilio',
        to: customerOf(customer),
        body: bodyOf(customer, n),
        mediaIds: [],
        author: 'agent',
        priority: 10,
        validUntil: null,
        writtenAt: new Date().toISOString(),
      }),
    );
    await broker.publish(events.map(departing));
    await until('they are planned', async () => (await planned()) === (n + 1) * customers, { withinMs: minutes });
  }
  await broker.close();
}

const planned = async (): Promise<number> => {
  const { rows } = await database.query<{ count: string }>(`SELECT count(*) FROM gateway.delivery`);
  return Number(rows[0]!.count);
};
const states = async (): Promise<Record<string, number>> => {
  const { rows } = await database.query<{ state: string; count: string }>(
    `SELECT CASE WHEN state = 'unknown' AND look_at IS NOT NULL THEN 'in doubt' ELSE state END AS state, count(*)
     FROM gateway.delivery GROUP BY 1`,
  );
  return Object.fromEntries(rows.map(({ state, count }) => [state, Number(count)]));
};
const arrived = (customer: number) =>
  simulator.control
    .phone(customerOf(customer))
    .thread()
    .filter(({ direction }) => direction === 'received')
    .map(({ body }) => body);

describe('1,000 texts to Twilio, of which one in ten is answered with 500, cut off or never', () => {
  it(
    'each reach the phone once, in order, or end as unknown and are counted, although all gateways are killed twice meanwhile',
    async () => {
      const faults = [
        { kind: 'server-error', chance: 0.03 },
        { kind: 'reset', accepts: true, chance: 0.03 },
        { kind: 'reset', chance: 0.03 },
        { kind: 'hang', ms: 11_000, chance: 0.01 },
        { kind: 'callback-missing', chance: 0.1 },
      ] as const;
      for (const fault of faults) simulator.control.fault(fault);
      await writeTexts();
      const total = customers * textsEach;
      const taken = () => simulator.control.messages(wired.accountSid).length;
      for (const share of [0.3, 0.6]) {
        await until(`${share * 100} % are at Twilio`, () => taken() >= share * total, { withinMs: 3 * minutes });
        await Promise.all(product.of('twilio-gateway').map((gateway) => gateway.kill()));
        await Promise.all(product.of('twilio-gateway').map((gateway) => gateway.start()));
      }
      await until(
        'every text has ended',
        async () => {
          const { delivered = 0, unknown = 0, undelivered = 0, failed = 0 } = await states();
          return delivered + unknown + undelivered + failed === total;
        },
        { withinMs: 6 * minutes },
      ).catch(() => {});
      const ended = await states();
      const { unknown = 0, ...others } = ended;
      process.stdout.write(`Of ${total} texts: ${JSON.stringify(ended)}.\n`);
      expect(others).toEqual({ delivered: total - unknown });

      const { rows } = await database.query<{ body: string }>(
        `SELECT body FROM gateway.delivery WHERE state = 'unknown'`,
      );
      const doubtful = new Set(rows.map(({ body }) => body));
      for (let customer = 0; customer < customers; customer += 1) {
        const wrote = Array.from({ length: textsEach }, (_, n) => bodyOf(customer, n));
        const there = arrived(customer);
        expect(new Set(there).size).toBe(there.length);
        expect(there.filter((body) => !doubtful.has(body)).toSorted()).toEqual(
          wrote.filter((body) => !doubtful.has(body)),
        );
      }
      const inOrder = simulator.control.messages(wired.accountSid);
      for (let customer = 0; customer < customers; customer += 1) {
        const bodies = inOrder.filter(({ to }) => to === customerOf(customer)).map(({ body }) => body);
        expect([bodies, bodies.toReversed()]).toContainEqual(bodies.toSorted());
      }
    },
    12 * minutes,
  );
});
