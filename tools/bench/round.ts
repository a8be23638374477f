import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pass } from 'node:timers/promises';
import { connect } from 'amqplib';
import { Client } from 'pg';
import { type Product, startProduct } from '../product/product.ts';
import { services } from '../product/processes.ts';
import { type Call, setUp } from '../product/set-up.ts';
import { postText } from '../product/twilio-text.ts';
import { cpuOfServers } from './cpu.ts';
import { percentile, rounded } from './figures.ts';
import { type Answered, otherCustomers, sender, type Target, theCustomers } from './load.ts';
import { crowdOf } from './people.ts';
import { forgetStatements, writeStatements } from './statements.ts';
import { count, watchOffers, watchTexts } from './watch.ts';

export interface Servers {
  readonly databaseUrl: string;
  readonly amqpUrl: string;
}

export interface RoundSettings {
  readonly texts: number;
  /** Texts before those that are measured: a service runs for weeks, and what it runs is compiled meanwhile. */
  readonly warmUp: number;
  readonly customers: number;
  readonly connections: number;
  readonly agents: number;
  /** Texts a second and for how long, where the rate is fixed. */
  readonly rate: number;
  readonly seconds: number;
  /** A folder for a CPU profile of each process and the dearest statements. */
  readonly profile?: string | undefined;
}

export const spread = (figures: readonly number[]) => ({
  p50: rounded(percentile(figures, 0.5), 1),
  p95: rounded(percentile(figures, 0.95), 1),
  p99: rounded(percentile(figures, 0.99), 1),
});

/** As docker-compose.yml shares the processor: a burst is taken in durably and at once, and worked off after it. */
const theDoorFirst = { 'channel-config': 10, conversations: 10, routing: 10 };

/** A fresh product with agents signed in, and where texts go. */
export async function fresh(servers: Servers, { agents, profile }: Pick<RoundSettings, 'agents' | 'profile'>) {
  const name = `bench_${Date.now()}`;
  const owner = new Client(servers.databaseUrl);
  await owner.connect();
  await owner.query(`CREATE DATABASE ${name}`);
  await owner.end();
  const databaseUrl = Object.assign(new URL(servers.databaseUrl), { pathname: `/${name}` }).href;
  const folder = mkdtempSync(join(tmpdir(), 'parley-bench-'));
  const product = await startProduct({
    databaseUrl,
    amqpUrl: servers.amqpUrl,
    folder,
    niceness: theDoorFirst,
    environment: profile ? { NODE_OPTIONS: `--cpu-prof --cpu-prof-dir=${profile}` } : {},
  });
  const watch = await watchOffers(servers.amqpUrl);
  const crowd = await crowdOf(product, agents, watch.showing);
  const administer = await product.as('dana', 'administrator');
  const wired = await setUp(administer, { memberIds: crowd.ids });
  await offerEverything(administer, wired.workstreamId);
  await crowd.signIn();
  const target = { ...wired, port: product.of('twilio-gateway')[0]!.port } satisfies Target;
  await inForce(target);
  return {
    product,
    databaseUrl,
    target,
    watch,
    async stop() {
      await crowd.stop();
      await watch.stop();
      await product.stop();
      await emptyQueues({ databaseUrl, amqpUrl: servers.amqpUrl });
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Nobody answers here, so conversations must use no capacity: each one is offered, whatever is standing already. */
async function offerEverything(administer: Call, workstreamId: string): Promise<void> {
  const path = `/api/routing/workstreams/${workstreamId}/distribution`;
  for (let attempt = 0; attempt < 200; attempt += 1) {
    const known = await administer<{ version: number }>('GET', path).catch(() => null);
    if (known) {
      const settings = { capacityUnits: 0, offerSeconds: 3600, allowedPresences: ['available', 'busy'] };
      await administer('PUT', path, settings, { 'if-match': `"${known.version}"` });
      return;
    }
    await pass(50);
  }
  throw new Error('Routing did not hear of the workstream.');
}

export type Bench = Awaited<ReturnType<typeof fresh>>;

/** The channel is in force when a signed text is refused for its sender no more: 404 until then. */
async function inForce({ webhook, port, ...text }: Target): Promise<void> {
  const url = Object.assign(new URL(webhook), { host: `127.0.0.1:${port}` }).href;
  const probe = {
    sid: `SM${'0'.repeat(32)}`,
    from: '+12065550100',
    to: text.number,
    body: 'probe',
    accountSid: text.accountSid,
  };
  for (let attempt = 0; attempt < 200; attempt += 1) {
    if ((await postText(url, probe, text.authToken, webhook)) === 200) return;
    await pass(100);
  }
  throw new Error('The channel did not come into force within 20 s.');
}

/** The next product begins with nothing of this one's. Which subscriptions there are, their inboxes know. */
async function emptyQueues({ databaseUrl, amqpUrl }: Servers): Promise<void> {
  const client = new Client(databaseUrl);
  await client.connect();
  const { rows } = await client.query<{ subscription: string }>(
    ['gateway', 'conversations', 'routing']
      .map((schema) => `SELECT DISTINCT subscription FROM ${schema}.inbox`)
      .join(' UNION '),
  );
  await client.end();
  const connection = await connect(amqpUrl);
  const channel = await connection.createChannel();
  for (const { subscription } of rows) await channel.purgeQueue(subscription);
  await connection.close();
}

export const cpuOf = (product: Product) =>
  Object.fromEntries(services.map((service) => [service, product.of(service)[0]!.cpu()]));
/** Of everything that works for a text: the services, the servers and the sender itself. */
const cpuOfAll = (product: Product): Record<string, number> => ({
  ...cpuOf(product),
  ...cpuOfServers(),
  'the load': process.cpuUsage().user / 1e6 + process.cpuUsage().system / 1e6,
});
export const memoryOf = (product: Product) =>
  Object.fromEntries(services.map((service) => [service, product.of(service)[0]!.memory()]));

/** Sends the first texts. Answers what lies there once they and the one that showed the channel to be in force have arrived. */
export async function warmedUp({ target, databaseUrl }: Bench, { warmUp, connections }: RoundSettings) {
  const customers = otherCustomers(Math.min(Math.ceil(warmUp / 2), 2000));
  const load = sender(target, connections, customers);
  await load.closedLoop(warmUp);
  load.stop();
  for (let attempt = 0; attempt < 400; attempt += 1) {
    const counts = await count(databaseUrl);
    if (counts.texts === warmUp + 1 && counts.offers === customers.count + 1) return counts;
    await pass(50);
  }
  throw new Error('The first texts did not arrive.');
}

/** Waits until so much lies there, `seconds` at most; answers what does. */
export async function settled(
  { databaseUrl }: Pick<Bench, 'databaseUrl'>,
  { texts, offers }: { readonly texts: number; readonly offers: number },
  seconds = 120,
) {
  const deadline = performance.now() + seconds * 1000;
  for (;;) {
    const looked = performance.now();
    const there = await count(databaseUrl);
    if ((there.texts >= texts && there.offers >= offers) || performance.now() > deadline) return there;
    // counting a hundred thousand rows takes time from those who bring more of them: a tenth of it at most
    await pass(Math.max(250, 9 * (performance.now() - looked)));
  }
}

/** Everything at once: how many texts a second go all the way, and how long a webhook waits while that happens. */
export async function saturation(servers: Servers, settings: RoundSettings) {
  const { texts, customers, connections } = settings;
  const bench = await fresh(servers, settings);
  const before = await warmedUp(bench, settings);
  if (settings.profile) await forgetStatements(servers.databaseUrl);
  const cpuBefore = cpuOfAll(bench.product);
  const { watch } = bench;
  const known = watch.offered.size;
  const load = sender(bench.target, connections, theCustomers(customers));
  const stored = await watchTexts(bench.databaseUrl);
  const start = performance.now();
  const answers = await load.closedLoop(texts);
  const taken = performance.now() - start;
  const deadline = performance.now() + 120_000;
  while (watch.offered.size < known + customers && performance.now() < deadline) await pass(5);
  const all = (await stored.more(texts, deadline)) - start;
  const there = await count(bench.databaseUrl);
  await stored.stop();
  const firstDue = new Map<string, number>();
  for (const { customer, due } of answers) firstDue.set(customer, Math.min(due, firstDue.get(customer) ?? Infinity));
  const waits = [...watch.offered].flatMap(([customer, at]) =>
    firstDue.has(customer) ? [at - firstDue.get(customer)!] : [],
  );
  const result = {
    webhookPerS: rounded((texts / taken) * 1000),
    endToEndPerS: rounded((texts / all) * 1000),
    webhookMs: spread(answers.map(({ latency }) => latency)),
    toOfferMs: spread(waits),
    refused: answers.filter(({ status }) => status !== 200).length,
    lost: before.texts + texts - there.texts,
    doubled: Math.max(0, there.texts - before.texts - texts),
    conversations: there.conversations - before.conversations,
    offers: watch.offered.size - known,
    memoryMb: memoryOf(bench.product),
    /** CPU seconds of each process for 1,000 texts. */
    cpuPer1000: Object.fromEntries(
      Object.entries(cpuOfAll(bench.product)).map(([service, cpu]) => [
        service,
        rounded(((cpu - cpuBefore[service]!) / texts) * 1000, 2),
      ]),
    ),
  };
  if (settings.profile) await writeStatements(servers.databaseUrl, settings.profile);
  load.stop();
  await bench.stop();
  return result;
}

/** At a fixed rate, as on a busy day. */
export async function steady(servers: Servers, settings: RoundSettings) {
  const { customers, rate, seconds } = settings;
  const bench = await fresh(servers, settings);
  const load = sender(bench.target, 256, theCustomers(customers));
  await load.openLoop(rate, 3); // wakes the processes up; other SIDs of the same customers
  const second = sender(bench.target, 256, theCustomers(customers));
  const answers: Answered[] = await second.openLoop(rate, seconds);
  await pass(1000);
  const result = {
    rate,
    seconds,
    webhookMs: spread(answers.map(({ latency }) => latency)),
    refused: answers.filter(({ status }) => status !== 200).length,
    memoryMb: memoryOf(bench.product),
  };
  load.stop();
  second.stop();
  await bench.stop();
  return result;
}
