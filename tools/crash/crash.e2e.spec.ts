import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pass } from 'node:timers/promises';
import { channelConfigSubscriptions } from '#channel-config';
import { conversationsSubscriptions } from '#conversations';
import { routingSubscriptions } from '#routing';
import { gatewaySubscriptions } from '#twilio-gateway';
import { until } from '#testing';
import { temporaryFolder } from '../infrastructure/child.ts';
import { startPostgres } from '../infrastructure/postgres.ts';
import { startRabbit } from '../infrastructure/rabbit.ts';
import type { OwnServer } from '../infrastructure/server.ts';
import { type Product, startProduct } from '../product/product.ts';
import { setUp, type SetUp } from '../product/set-up.ts';
import { postText } from '../product/twilio-text.ts';
import { differences, unsent, waitingIn } from './account.ts';
import { writeTexts, type Written } from './texts.ts';

const subscriptions = [
  ...channelConfigSubscriptions,
  ...gatewaySubscriptions,
  ...conversationsSubscriptions,
  ...routingSubscriptions,
].map(({ name }) => name);
const emergencyIntake = 'gateway.emergency-intake';
const minutes = 60_000;

const folder = temporaryFolder('crash');
let postgres: OwnServer;
let rabbit: OwnServer;
let product: Product;
let wired: SetUp;

beforeAll(async () => {
  mkdirSync(join(folder.path, 'logs'));
  [postgres, rabbit] = await Promise.all([
    startPostgres({ dataFolder: join(folder.path, 'postgres') }),
    startRabbit({ folder: join(folder.path, 'rabbit') }),
  ]);
  product = await startProduct({
    databaseUrl: postgres.url,
    amqpUrl: rabbit.url,
    folder: join(folder.path, 'logs'),
    replicas: { 'twilio-gateway': 2, conversations: 3, routing: 2 },
  });
  wired = await setUp(await product.as('dana', 'administrator'), { memberIds: [] });
  const probe = {
    sid: `SM${'0'.repeat(32)}`,
    from: '+14259999999',
    to: wired.number,
    body: 'first',
    accountSid: wired.accountSid,
  };
  // the channel is in force when each replica of the gateway takes a text for it
  for (const { port } of product.of('twilio-gateway')) {
    const url = wired.webhook.replace(product.baseUrl, `http://127.0.0.1:${port}`);
    await until(
      'the channel is in force',
      async () => (await postText(url, probe, wired.authToken, wired.webhook)) === 200,
      { withinMs: 20_000 },
    );
  }
}, 4 * minutes);

afterAll(async () => {
  await product?.stop();
  await Promise.all([postgres?.stop(), rabbit?.stop()]);
  folder.remove();
}, minutes);

/** Everything that was written has gone all the way: nothing waits anywhere. */
async function settled(): Promise<void> {
  const nothing = (counts: Record<string, number>) => Object.values(counts).every((count) => count === 0);
  await until(
    'nothing waits in an outbox or a queue',
    async () => nothing(await unsent(postgres.url)) && nothing(await waitingIn(rabbit.url, subscriptions)),
    {
      withinMs: 2 * minutes,
    },
  );
}

async function expectEverythingOnce(written: Written, texts: number): Promise<void> {
  expect([...written.byCustomer.values()].flat()).toHaveLength(texts);
  await settled();
  await until('every text is in its thread', async () => (await differences(postgres.url, written)).length === 0, {
    withinMs: minutes,
  }).catch(() => {});
  expect(await differences(postgres.url, written)).toEqual([]);
  const dead = subscriptions.map((name) => `${name}.dead`);
  expect(await waitingIn(rabbit.url, dead)).toEqual(Object.fromEntries(dead.map((name) => [name, 0])));
}

describe('while texts arrive', () => {
  it(
    'killing every process in turn and restarting the broker and the database loses, doubles and mixes up nothing',
    async () => {
      const texts = writeTexts(wired, {
        areaCode: 206,
        customers: 200,
        textsEach: 10,
        atOnce: 40,
        pauseMs: 60,
        doubled: 0.2,
      });
      const calm = async (more: number) => {
        const from = texts.answered();
        await until(`${more} more texts are taken`, () => texts.answered() >= Math.min(2000, from + more), {
          withinMs: 2 * minutes,
        });
      };
      for (const replica of product.replicas) {
        await calm(80);
        await replica.kill();
        await calm(20);
        await replica.start();
      }
      await calm(80);
      await rabbit.restart();
      await calm(80);
      await postgres.restart();
      const written = await texts.done;
      await expectEverythingOnce(written, 2000);
    },
    6 * minutes,
  );

  it(
    'the database away has RabbitMQ keep them until it is back; what was just being stored may be asked for again',
    async () => {
      const load = { areaCode: 628, customers: 60, textsEach: 10, atOnce: 30, pauseMs: 50, doubled: 0.2 };
      const texts = writeTexts(wired, load);
      await until('texts flow', () => texts.answered() > 30, { withinMs: minutes });
      await postgres.kill();
      const before = texts.answered();
      await until('texts are kept', () => texts.answered() >= before + 300, { withinMs: minutes });
      for (const { port } of product.of('twilio-gateway'))
        expect((await fetch(`http://127.0.0.1:${port}/health/ready`)).status).toBe(200);
      const { [emergencyIntake]: waiting } = await waitingIn(rabbit.url, [emergencyIntake]);
      expect(waiting).toBeGreaterThan(0);
      await postgres.start();
      const written = await texts.done;
      expect(Object.keys(written.refusals).filter((status) => status !== '503')).toEqual([]);
      await expectEverythingOnce(written, 600);
    },
    6 * minutes,
  );

  it(
    'the database away for 90 s loses, doubles and mixes up nothing, and sets nothing aside as failed',
    async () => {
      const texts = writeTexts(wired, {
        areaCode: 415,
        customers: 100,
        textsEach: 6,
        atOnce: 50,
        pauseMs: 100,
        doubled: 0.2,
      });
      await until('texts flow', () => texts.answered() > 50, { withinMs: minutes });
      await postgres.kill();
      await pass(90_000); // the length of this outage is the sentence under test
      await postgres.start();
      const written = await texts.done;
      await expectEverythingOnce(written, 600);
    },
    6 * minutes,
  );
});
