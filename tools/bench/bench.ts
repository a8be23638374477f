import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Client } from 'pg';
import { temporaryFolder } from '../infrastructure/child.ts';
import { startPostgres } from '../infrastructure/postgres.ts';
import { startRabbit } from '../infrastructure/rabbit.ts';
import { callbacks, shownCallbacks } from './callbacks.ts';
import { configuration } from './configuration.ts';
import { desk, shownDesk } from './desk.ts';
import { drain, shownDrain } from './drain.ts';
import { median, rounded, table } from './figures.ts';
import { history } from './history.ts';
import { measureLimit } from './limit.ts';
import { machine, pinThisProcess } from './machine.ts';
import { saturation, steady } from './round.ts';
import { routing, shownRouting } from './routing.ts';
import { shownSoak, soak } from './soak.ts';
import { countStatements } from './statements.ts';

/*
 * Measures the separate processes on real PostgreSQL (fsync on) and RabbitMQ with correctly signed webhooks, in turn with the
 * framework-free limit of the same job in the same run, so that a ratio says more than a machine's mood.
 */
const { values: asked } = parseArgs({
  options: {
    texts: { type: 'string' },
    'warm-up': { type: 'string', default: '4000' },
    customers: { type: 'string', default: '5000' },
    connections: { type: 'string', default: '64' },
    // so that none has more offers than a desk tells of (50): more would be asked again of others, as if the desk were closed
    agents: { type: 'string', default: '160' },
    rounds: { type: 'string', default: '3' },
    rate: { type: 'string', default: '200' },
    'second-rate': { type: 'string', default: '300' },
    seconds: { type: 'string' },
    json: { type: 'string' },
    profile: { type: 'string' },
    callbacks: { type: 'boolean', default: false },
    configuration: { type: 'boolean', default: false },
    desk: { type: 'boolean', default: false },
    history: { type: 'boolean', default: false },
    soak: { type: 'boolean', default: false },
    drain: { type: 'boolean', default: false },
    routing: { type: 'boolean', default: false },
    waiting: { type: 'string', default: '100,1000,5000,10000,50000' },
    backlog: { type: 'string', default: '5000' },
    staff: { type: 'string', default: '500' },
    queues: { type: 'string', default: '20' },
    conversations: { type: 'string', default: '1000000' },
    'pending-timers': { type: 'string', default: '100000' },
    'due-timers': { type: 'string', default: '10000' },
    thread: { type: 'string', default: '5000' },
    live: { type: 'string', default: '500' },
  },
});
type Counted = {
  [Name in keyof typeof asked]-?: (typeof asked)[Name] extends string ? Name : never;
}[keyof typeof asked];
const number = (name: Counted) => Number(asked[name]);
const settings = {
  texts: Number(asked.texts ?? (asked.drain ? 100_000 : 10_000)),
  warmUp: number('warm-up'),
  customers: number('customers'),
  connections: number('connections'),
  agents: number('agents'),
  rate: number('rate'),
  seconds: Number(asked.seconds ?? (asked.soak ? 600 : 20)),
  profile: asked.profile,
};

pinThisProcess();
const folder = temporaryFolder('bench');
const [postgres, rabbit] = await Promise.all([
  startPostgres({ dataFolder: join(folder.path, 'postgres') }),
  startRabbit({ folder: join(folder.path, 'rabbit') }),
]);
if (asked.profile) await countStatements(postgres);
const servers = { databaseUrl: postgres.url, amqpUrl: rabbit.url };
const say = (text: string) => process.stderr.write(`${text}\n`);

async function aDatabase(name: string): Promise<string> {
  const owner = new Client(postgres.url);
  await owner.connect();
  await owner.query(`CREATE DATABASE ${name}`);
  await owner.end();
  return Object.assign(new URL(postgres.url), { pathname: `/${name}` }).href;
}

/** An import of 10,000 numbers and 1,000 workstreams instead of texts. */
async function measureConfiguration(): Promise<void> {
  const result = await configuration(servers, settings);
  const { before, after, changePercent } = result.cpuPer1000;
  console.log(
    table(
      ['', 'seconds'],
      [
        ['import', result.import.seconds],
        ['in force in every service', result.inForceSeconds],
        ['import again', result.again.seconds],
      ],
    ),
  );
  console.log(`CPU s per 1,000 texts: ${before} before, ${after} after (${changePercent} %)`);
  if (asked.json) writeFileSync(asked.json, JSON.stringify({ machine: machine(), settings, ...result }, null, 2));
}

/** What a long past costs. */
async function measureHistory(): Promise<void> {
  const sizes = {
    conversations: number('conversations'),
    thread: number('thread'),
    pendingTimers: number('pending-timers'),
    dueTimers: number('due-timers'),
  };
  const result = await history(servers, { ...settings, ...sizes });
  console.log(`${sizes.conversations} conversations were written in ${result.fillSeconds} s`);
  console.log(
    table(
      ['', 'p50 ms', 'p99 ms'],
      [
        ...Object.entries(result.search).map(([what, { p50, p99 }]) => [`search: ${what}`, p50, p99]),
        [`open a thread of ${sizes.thread} texts`, result.openThread.p50, result.openThread.p99],
      ],
    ),
  );
  const { cpuPer1000, timers } = result;
  console.log(`CPU s per 1,000 texts: ${cpuPer1000.empty} with nothing before, ${cpuPer1000.full} with all of it`);
  for (const [what, one] of [
    ['no timers of the past', timers.none],
    [`${sizes.pendingTimers} pending timers`, timers.pending],
  ] as const)
    console.log(
      `idle with ${what}: ${one.transactionsPerMinute} transactions and ${one.cpuSecondsPerMinute} CPU s a minute`,
    );
  console.log(
    `${timers.due.timers} timers due at once, two replicas: ${timers.due.seconds} s, ${timers.due.closedOnce} of them once`,
  );
  if (asked.json) writeFileSync(asked.json, JSON.stringify({ machine: machine(), ...sizes, ...result }, null, 2));
}

/** What the desk does in a browser instead of what the services do. */
async function measureDesk(): Promise<void> {
  const databaseUrl = await aDatabase('the_desk');
  const sizes = { thread: number('thread'), live: number('live'), textsPerSecond: 10, profile: asked.profile };
  const result = await desk(databaseUrl, sizes);
  console.log(shownDesk(result));
  if (asked.json) writeFileSync(asked.json, JSON.stringify({ machine: machine(), ...sizes, ...result }, null, 2));
}

/** What routing does by itself: offers of what waits. */
async function measureRouting(): Promise<void> {
  const [agents, queues, backlog] = [number('staff'), number('queues'), number('backlog')];
  const sizes = { agents, queues, backlog, rounds: number('rounds'), rate: settings.rate, seconds: settings.seconds };
  const waiting = asked.waiting.split(',').map(Number);
  const result = await routing(servers, { ...sizes, waiting, say });
  console.log(shownRouting(result));
  if (asked.json) writeFileSync(asked.json, JSON.stringify({ machine: machine(), ...sizes, ...result }, null, 2));
}

/** Status callbacks at three times the rate of texts, beside them. */
async function measureCallbacks(): Promise<void> {
  const result = await callbacks(servers, settings);
  console.log(shownCallbacks(result));
  if (asked.json) writeFileSync(asked.json, JSON.stringify({ machine: machine(), settings, ...result }, null, 2));
}

/** What stays in memory, over many texts or with many that wait. */
async function measureLong(): Promise<void> {
  const result = asked.soak ? await soak(servers, settings) : await drain(servers, settings);
  console.log('growth' in result ? shownSoak(result) : shownDrain(result));
  if (asked.json) writeFileSync(asked.json, JSON.stringify({ machine: machine(), settings, ...result }, null, 2));
}

async function measureTexts(): Promise<void> {
  const owner = new Client(postgres.url);
  await owner.connect();
  const { rows } = await owner.query<{ fsync: string; version: string }>(
    `SELECT current_setting('fsync') AS fsync, current_setting('server_version') AS version`,
  );
  await owner.end();
  const limitUrl = await aDatabase('the_limit');

  interface Round {
    readonly limit: Awaited<ReturnType<typeof measureLimit>>;
    readonly product: Awaited<ReturnType<typeof saturation>>;
    readonly ratio: number;
    readonly webhookRatio: number;
  }
  const rounds: Round[] = [];
  for (let round = 1; round <= number('rounds'); round += 1) {
    say(`round ${round}: the limit`);
    const limit = await measureLimit(limitUrl, rabbit.url, settings);
    say(`round ${round}: the product`);
    const product = await saturation(servers, settings);
    rounds.push({
      limit,
      product,
      ratio: product.endToEndPerS / limit.endToEndPerS,
      webhookRatio: product.webhookPerS / limit.webhookPerS,
    });
  }
  const calm: Awaited<ReturnType<typeof steady>>[] = [];
  for (const rate of [settings.rate, number('second-rate')]) {
    say(`${rate} texts a second for ${settings.seconds} s`);
    calm.push(await steady(servers, { ...settings, rate }));
  }

  const of = (figure: (round: Round) => number) => rounded(median(rounds.map(figure)), 2);
  const result = {
    machine: machine(),
    versions: { postgres: rows[0]!.version, fsync: rows[0]!.fsync, rabbitmq: rabbit.source },
    settings,
    median: {
      endToEndPerS: of(({ product }) => product.endToEndPerS),
      limitEndToEndPerS: of(({ limit }) => limit.endToEndPerS),
      ratio: of(({ ratio }) => ratio),
      webhookPerS: of(({ product }) => product.webhookPerS),
      limitWebhookPerS: of(({ limit }) => limit.webhookPerS),
      webhookRatio: of(({ webhookRatio }) => webhookRatio),
    },
    rounds,
    steady: calm,
  };
  console.log(
    table(
      [
        '',
        'texts/s end to end',
        'texts/s taken',
        'webhook p50',
        'p95',
        'p99 ms',
        'to offer p50',
        'p99 ms',
        'lost',
        'doubled',
      ],
      rounds.flatMap(({ limit, product }, index) => [
        [
          `limit, round ${index + 1}`,
          limit.endToEndPerS,
          limit.webhookPerS,
          limit.ackMs[0],
          '',
          limit.ackMs[1],
          limit.e2eMs[0],
          limit.e2eMs[1],
          settings.texts - limit.rows,
          '',
        ],
        [
          `product, round ${index + 1}`,
          product.endToEndPerS,
          product.webhookPerS,
          product.webhookMs.p50,
          product.webhookMs.p95,
          product.webhookMs.p99,
          product.toOfferMs.p50,
          product.toOfferMs.p99,
          product.lost,
          product.doubled,
        ],
      ]),
    ),
  );
  console.log(
    `\nmedian of ${rounds.length}: end to end ${result.median.ratio} of the limit, webhooks ${result.median.webhookRatio} of the limit`,
  );
  for (const { rate, webhookMs, refused } of calm)
    console.log(
      `at ${rate}/s: webhook p50 ${webhookMs.p50} ms, p95 ${webhookMs.p95} ms, p99 ${webhookMs.p99} ms, refused ${refused}`,
    );
  console.log(
    '\n' +
      table(
        ['', 'memory MB', 'highest', 'CPU s per 1,000 texts'],
        Object.entries(rounds.at(-1)!.product.cpuPer1000).map(([name, cpu]) => {
          const memory = rounds.at(-1)!.product.memoryMb[name];
          return [name, memory?.now ?? '', memory?.peak ?? '', cpu];
        }),
      ),
  );
  if (asked.json) writeFileSync(asked.json, JSON.stringify(result, null, 2));
  else console.log(`\n${JSON.stringify(result, null, 2)}`);
}

try {
  if (asked.configuration) await measureConfiguration();
  else if (asked.desk) await measureDesk();
  else if (asked.history) await measureHistory();
  else if (asked.callbacks) await measureCallbacks();
  else if (asked.routing) await measureRouting();
  else if (asked.soak || asked.drain) await measureLong();
  else await measureTexts();
} finally {
  await Promise.all([postgres.stop(), rabbit.stop()]);
  folder.remove();
}
