import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { cpuOfServers } from './cpu.ts';
import { rounded } from './figures.ts';
import { freePort } from '../infrastructure/ports.ts';
import { pinned } from './machine.ts';
import type { RoundSettings } from './round.ts';

const run = promisify(execFile);

/** What the least code does that still does the job's durable work (ceiling/README.md). */
export interface LimitFigures {
  readonly webhookPerS: number;
  readonly endToEndPerS: number;
  readonly ackMs: readonly [string, string];
  readonly e2eMs: readonly [string, string];
  readonly rows: number;
  /** CPU seconds of the servers for 1,000 texts. */
  readonly cpuPer1000: Readonly<Record<string, number>>;
}

export async function measureLimit(
  databaseUrl: string,
  amqpUrl: string,
  { texts, connections, customers, warmUp }: Pick<RoundSettings, 'texts' | 'connections' | 'customers' | 'warmUp'>,
): Promise<LimitFigures> {
  const script = join('tools', 'bench', 'ceiling', 'run.mjs'); // npm runs its scripts where package.json is
  const counts = [texts, connections, customers, warmUp].map(String);
  const [command, ...args] = pinned(process.execPath, script, ...counts);
  const env = { ...process.env, DATABASE_URL: databaseUrl, AMQP_URL: amqpUrl, PORT: String(await freePort()) };
  const before = cpuOfServers();
  const { stdout } = await run(command!, args, { env });
  const after = cpuOfServers();
  const per1000 = (name: keyof typeof after) => rounded(((after[name] - before[name]) / (warmUp + texts)) * 1000, 2);
  return {
    ...(JSON.parse(stdout) as Omit<LimitFigures, 'cpuPer1000'>),
    cpuPer1000: { PostgreSQL: per1000('PostgreSQL'), RabbitMQ: per1000('RabbitMQ') },
  };
}
