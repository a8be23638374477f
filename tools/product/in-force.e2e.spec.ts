import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import type { AccountView, ChannelView, ConversationView } from '#contracts';
import { until } from '#testing';
import { temporaryFolder } from '../infrastructure/child.ts';
import { startPostgres } from '../infrastructure/postgres.ts';
import { startRabbit } from '../infrastructure/rabbit.ts';
import type { OwnServer } from '../infrastructure/server.ts';
import type { Replica } from './processes.ts';
import { type Product, startProduct } from './product.ts';
import { type Call, setUp, type SetUp } from './set-up.ts';
import { postText } from './twilio-text.ts';

const minutes = 60_000;
const changes = 100;
const folder = temporaryFolder('in-force');
const aToken = () => randomUUID().replaceAll('-', '');

let postgres: OwnServer;
let rabbit: OwnServer;
let product: Product;
let dana: Call;
let wired: SetUp;
/** What is configured, as the administrator knows it. */
let token: string;
let isRetired = false;
/** How long each replica took to obey each change, in milliseconds after the answer to the administrator. */
const took: number[] = [];

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
    replicas: { 'twilio-gateway': 3 },
  });
  dana = await product.as('dana', 'administrator', 'supervisor');
  token = aToken();
  wired = await setUp(dana, { memberIds: [], authToken: token });
  await obeyed(gateways());
  // somebody is talking on the channel: retiring it does not end it
  await until('the conversation is there', async () => {
    const { items } = await dana<{ items: ConversationView[] }>('GET', '/api/conversations?view=ongoing');
    return items.length > 0;
  });
}, 4 * minutes);

afterAll(async () => {
  await product?.stop();
  await Promise.all([postgres?.stop(), rabbit?.stop()]);
  folder.remove();
}, minutes);

const gateways = () => product.of('twilio-gateway');
let texts = 0;
/** How this replica answers a text that is signed with this token. */
function text({ port }: Replica, signedWith: string): Promise<number> {
  const url = wired.webhook.replace(product.baseUrl, `http://127.0.0.1:${port}`);
  const sid = `SM${(texts += 1).toString(16).padStart(32, '0')}`;
  const { number: to, accountSid } = wired;
  return postText(url, { sid, from: '+14255550100', to, body: `Text ${texts}`, accountSid }, signedWith, wired.webhook);
}
/** Resolves when the next text at each of these replicas is answered as what is configured wants it. */
const obeyed = (replicas: readonly Replica[]) =>
  Promise.all(
    replicas.map((replica) =>
      until(
        `the gateway at ${replica.port} obeys`,
        async () => (await text(replica, token)) === (isRetired ? 410 : 200),
        {
          withinMs: 30_000,
        },
      ),
    ),
  );

const account = () => `/api/channel-config/accounts/${wired.accountId}`;
const channel = () => `/api/channel-config/channels/${wired.channelId}`;
async function change(path: string, door: string, body?: object): Promise<void> {
  const { version } = await dana<AccountView | ChannelView>('GET', path);
  await dana('POST', `${path}/${door}`, body, { 'if-match': `"${version}"` });
}
const turns = [
  async () => {
    const next = aToken();
    await change(account(), 'auth-token', { authToken: next, graceHours: 0 });
    token = next;
  },
  async () => {
    await change(channel(), 'retire', { how: 'wait' });
    isRetired = true;
  },
  async () => {
    await change(channel(), 'restore');
    isRetired = false;
  },
];

describe('a change of the configuration, with three gateways and RabbitMQ', () => {
  it(
    `is obeyed by the next text at each of them, ${changes} times`,
    async () => {
      for (let count = 0; count < changes; count += 1) {
        const before = token;
        await turns[count % turns.length]!();
        const answeredAt = performance.now();
        await Promise.all(
          gateways().map(async (gateway) => {
            await obeyed([gateway]);
            took.push(performance.now() - answeredAt);
          }),
        );
        if (before !== token) for (const gateway of gateways()) expect(await text(gateway, before)).toBe(403);
      }
      const sorted = took.toSorted((a, b) => a - b);
      const at = (share: number) => `${sorted[Math.ceil(sorted.length * share) - 1]!.toFixed(0)} ms`;
      process.stdout.write(
        `In force on a replica: half after ${at(0.5)}, 95 of 100 after ${at(0.95)}, all after ${at(1)}.\n`,
      );
      expect(took).toHaveLength(3 * changes);
    },
    8 * minutes,
  );

  it(
    'is obeyed by one that is started later, from its first text on',
    async () => {
      if (isRetired) await turns[2]!();
      await turns[1]!();
      const later = await product.add('twilio-gateway');
      expect(await text(later, token)).toBe(410);
      await turns[2]!();
      await obeyed(gateways());
    },
    2 * minutes,
  );

  it('is shown with the version that each service goes by', async () => {
    await until('each goes by the newest', async () => {
      const { version, inForce } = await dana<ChannelView>('GET', channel());
      const services = inForce.filter((one) => one.version === version).map(({ service }) => service);
      return services.join() === 'conversations,gateway';
    });
    const { version, inForce } = await dana<AccountView>('GET', account());
    expect(inForce).toMatchObject([{ service: 'gateway', version }]);
  });
});
