import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { freePort } from '../infrastructure/ports.ts';
import { pinned } from './machine.ts';

const run = promisify(execFile);

/** What the least code does that still does the job's durable work (ceiling/README.md). */
export interface LimitFigures {
  readonly webhookPerS: number;
  readonly endToEndPerS: number;
  readonly ackMs: readonly [string, string];
  readonly e2eMs: readonly [string, string];
  readonly rows: number;
}

export async function measureLimit(
  databaseUrl: string,
  amqpUrl: string,
  texts: number,
  connections: number,
  customers: number,
): Promise<LimitFigures> {
  const script = join('tools', 'bench', 'ceiling', 'run.mjs'); // npm runs its scripts where package.json is
  const [command, ...args] = pinned(process.execPath, script, String(texts), String(connections), String(customers));
  const env = { ...process.env, DATABASE_URL: databaseUrl, AMQP_URL: amqpUrl, PORT: String(await freePort()) };
  const { stdout } = await run(command!, args, { env });
  return JSON.parse(stdout) as LimitFigures;
}
