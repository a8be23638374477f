import type { EntityManager } from 'typeorm';
import { z } from 'zod';
import { type FailedTimer, failedTimers } from '#event-bus';
import { readEnvironment } from '#platform';
import { schemas } from '../database/migrate-all.ts';
import { type Command, inColumns, Misuse, none } from './command.ts';
import { withTables } from './tables.ts';

const place = z.object({
  /** The owner's. */
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/, error: 'must be postgres://user:password@host:port/database' }),
});

/** A service is called here as its subscriptions begin. */
const nameOf = (schema: string) => schema.replaceAll('_', '-');
const services = schemas.map(({ schema }) => nameOf(schema));

/** `npm run admin -- timers …`: what was to happen at a time and failed at every attempt. */
export const timers: Readonly<Record<string, Command>> = {
  'timers list': {
    usage: '[service] [--json]',
    does: 'Shows the timers that failed at every attempt, and why.',
    async run({ words: [service, ...rest], options, environment, print }) {
      none(rest);
      if (service !== undefined) known(service);
      const found = await of(environment, service, async (schema, manager) =>
        (await failedTimers(manager, schema).list()).map((timer) => ({ service: nameOf(schema), ...timer })),
      );
      const all = found.flat();
      if (options.json) print(JSON.stringify(all, null, 2));
      else if (all.length === 0) print('There are no failed timers.');
      else for (const line of table(all)) print(line);
    },
  },
  'timers retry': {
    usage: '<service> [kind] [subject] | --all',
    does: 'Fires one, all of a kind, or all of a service again, as if they had never failed.',
    async run({ words: [service, kind, subject, ...rest], options, environment, print }) {
      none(rest);
      if (service === undefined && !options.all) throw new Misuse('Name a service, or say --all.');
      if (service !== undefined && options.all) throw new Misuse('Name a service or say --all, not both.');
      if (service !== undefined) known(service);
      const counts = await of(environment, service, (schema, manager) =>
        failedTimers(manager, schema).retry(kind, subject),
      );
      const count = counts.reduce((sum, one) => sum + one, 0);
      if (kind !== undefined && count === 0) throw new Misuse(`${service} has no such failed timer.`);
      print(`${count} ${count === 1 ? 'timer fires' : 'timers fire'} again.`);
    },
  },
};

function known(service: string): void {
  if (!services.includes(service))
    throw new Misuse(`There is no service ${service}. There are: ${services.join(', ')}.`);
}

/** Asks one service's tables, or those of all. */
function of<T>(
  environment: NodeJS.ProcessEnv,
  service: string | undefined,
  work: (schema: string, manager: EntityManager) => Promise<T>,
): Promise<T[]> {
  const { DATABASE_URL: url } = readEnvironment(place, environment);
  return withTables(url, async (managers) => {
    const answers: T[] = [];
    for (const [schema, manager] of managers)
      if (service === undefined || nameOf(schema) === service) answers.push(await work(schema, manager));
    return answers;
  });
}

const table = (all: readonly (FailedTimer & { readonly service: string })[]): string[] =>
  inColumns([
    ['SERVICE', 'TIMER', 'SUBJECT', 'FAILURES', 'REASON'],
    ...all.map(({ service, kind, subject, failures, reason }) => [service, kind, subject, `${failures}`, reason ?? '']),
  ]);
