import { setTimeout as pass } from 'node:timers/promises';
import { Client } from 'pg';
import { rounded } from './figures.ts';
import { sender, theCustomers } from './load.ts';
import { type Bench, cpuOf, fresh, type RoundSettings, type Servers } from './round.ts';

const accounts = 10;
const numbersEach = 1000;
const workstreams = 1000;

type Settings = Pick<RoundSettings, 'agents' | 'customers' | 'profile' | 'rate' | 'seconds'>;

const each = <T>(count: number, make: (index: number) => readonly [string, T]): Record<string, T> =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => make(index)));
/** Beside the number that the texts go to. */
const numberAt = (index: number) =>
  `+1425${231 + Math.floor(index / 10_000)}${String(index % 10_000).padStart(4, '0')}`;

/** Ten thousand numbers with a channel each, in a thousand workstreams. `fallbackQueue`: an id. */
const aLargeFile = (fallbackQueue: string) => ({
  format: 1,
  accounts: each(accounts, (account) => [
    `bench-${account}`,
    {
      name: `Bench ${account}`,
      provider: 'twilio',
      accountSid: `AC${String(account).padStart(32, 'b')}`,
      authToken: { value: String(account).padStart(32, 'c') },
      numbers: Array.from({ length: numbersEach }, (_, index) => ({
        number: numberAt(account * numbersEach + index),
        type: 'long-code',
        description: `Line ${index}`,
      })),
    },
  ]),
  workstreams: each(workstreams, (index) => [
    `bench-${index}`,
    { name: `Bench ${index}`, mode: 'push', fallbackQueue },
  ]),
  channels: each(accounts * numbersEach, (index) => [
    `bench-${index}`,
    {
      name: `Bench ${index}`,
      workstream: `bench-${index % workstreams}`,
      number: numberAt(index),
      language: 'en-US',
    },
  ]),
});

/** CPU seconds of all services for 1,000 texts at a fixed rate. */
export async function cpuPer1000({ product, target }: Bench, { customers, rate, seconds }: Settings): Promise<number> {
  const load = sender(target, 256, theCustomers(customers));
  await load.openLoop(rate, 3);
  const before = cpuOf(product);
  const answers = await load.openLoop(rate, seconds);
  await pass(1000);
  const after = cpuOf(product);
  load.stop();
  const used = Object.entries(after).reduce((sum, [service, cpu]) => sum + cpu - before[service]!, 0);
  return rounded((used / answers.length) * 1000, 3);
}

/** When every reader goes by the whole of it. */
async function inForceEverywhere(databaseUrl: string): Promise<void> {
  const client = new Client(databaseUrl);
  await client.connect();
  const deadline = performance.now() + 120_000;
  for (;;) {
    const { rows } = await client.query<{ least: string; workstreams: string }>(
      `SELECT least((SELECT count(*) FROM gateway.channel), (SELECT count(*) FROM conversations.channel)) AS least,
              (SELECT count(*) FROM routing.workstream) AS workstreams`,
    );
    if (Number(rows[0]!.least) > accounts * numbersEach && Number(rows[0]!.workstreams) > workstreams) break;
    if (performance.now() > deadline) throw new Error('The configuration did not come into force within 2 minutes.');
    await pass(100);
  }
  await client.end();
}

/** How long an import of 10,000 numbers and 1,000 workstreams takes, and what it does to the CPU time of a text. */
export async function configuration(servers: Servers, settings: Settings) {
  const bench = await fresh(servers, settings);
  const before = await cpuPer1000(bench, settings);
  const administer = await bench.product.as('dana', 'administrator');
  const file = aLargeFile(bench.target.queueId);
  const imported = async () => {
    const start = performance.now();
    const { counts } = await administer<{ counts: Record<string, number> }>(
      'PUT',
      '/api/channel-config/configuration',
      file,
    );
    return { seconds: rounded((performance.now() - start) / 1000, 1), counts };
  };
  const start = performance.now();
  const first = await imported();
  await inForceEverywhere(bench.databaseUrl);
  const inForceSeconds = rounded((performance.now() - start) / 1000, 1);
  const again = await imported();
  await pass(5000); // what the import left to be cleaned up is no part of a text
  const after = await cpuPer1000(bench, settings);
  await bench.stop();
  return {
    import: first,
    inForceSeconds,
    again,
    cpuPer1000: { before, after, changePercent: rounded((after / before - 1) * 100, 1) },
  };
}
