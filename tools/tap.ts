import { parseArgs } from 'node:util';
import { z } from 'zod';
import { readEnvironment } from '#platform';
import { tap } from './tap/tap.ts';

const error = 'must be amqp://user:password@host:port; events of a broker inside a process cannot be tapped';
const environment = z.object({ AMQP_URL: z.url({ protocol: /^amqps?$/, error }) });

/*
 * Prints every event as it passes: time, type, event and correlation. `npm run tap -- [pattern] [--data]`; the pattern is
 * one of RabbitMQ's (`gateway.#`), and with --data it prints what the events carry too, which people may not want to read.
 */
try {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { data: { type: 'boolean', default: false } },
  });
  const [pattern = '#'] = positionals;
  const { AMQP_URL: url } = readEnvironment(environment);
  const { stop, ended } = await tap(url, { pattern, data: values.data, print: console.log });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void stop());
  if ((await ended) === 'lost') throw new Error('The connection to RabbitMQ broke.');
} catch (failure) {
  console.error(failure instanceof Error ? failure.message : String(failure));
  process.exitCode = 1;
}
