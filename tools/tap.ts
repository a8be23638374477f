import { parseArgs } from 'node:util';
import { z } from 'zod';
import { readEnvironment } from '#platform';
import { tap } from './tap/tap.ts';

/*
 * Prints every event as it passes: time, type, event and correlation. `npm run tap -- [pattern] [--data]`; the pattern is
 * one of RabbitMQ's (`gateway.#`), and with --data it prints what the events carry too, which people may not want to read.
 */
const { AMQP_URL: url } = readEnvironment(
  z.object({
    AMQP_URL: z.url({
      protocol: /^amqps?$/,
      error: 'must be amqp://user:password@host:port: events of the broker inside a process cannot be tapped',
    }),
  }),
);
const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { data: { type: 'boolean', default: false } },
});
const [pattern = '#'] = positionals;
const { stop, ended } = await tap(url, { pattern, data: values.data, print: console.log });
process.once('SIGINT', () => void stop());
process.once('SIGTERM', () => void stop());
if ((await ended) === 'lost') {
  console.error('The connection to RabbitMQ broke.');
  process.exitCode = 1;
}
