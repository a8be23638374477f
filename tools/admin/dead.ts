import { z } from 'zod';
import { type DeadLetter, type DeadLetters, RabbitDeadLetters, TableDeadLetters } from '#event-bus';
import { readEnvironment } from '#platform';
import { subscriptions } from '../database/migrate-all.ts';
import { type Call, type Command, inColumns, Misuse, none } from './command.ts';
import { withTables } from './tables.ts';

/** Dead letters are where the broker is: in RabbitMQ, or in the services' own tables. */
const places = z
  .object({
    AMQP_URL: z.url({ protocol: /^amqps?$/, error: 'must be amqp://user:password@host:port' }).optional(),
    DATABASE_URL: z
      .url({ protocol: /^postgres(ql)?$/, error: 'must be postgres://user:password@host:port/database' })
      .optional(),
  })
  .refine(({ AMQP_URL, DATABASE_URL }) => AMQP_URL ?? DATABASE_URL, {
    path: ['DATABASE_URL'],
    message: 'is needed where AMQP_URL is not set',
  });

/** `npm run admin -- dead …`: the events that a subscription failed at for good (decisions A). */
export const dead: Readonly<Record<string, Command>> = {
  'dead list': {
    usage: '[subscription] [--json]',
    does: 'Shows the events that failed for good, and why.',
    async run({ words: [subscription, ...rest], options, environment, print }) {
      none(rest);
      if (subscription !== undefined) known(subscription);
      const letters = await withDeadLetters(environment, (all) => all.list(subscription));
      if (options.json) print(JSON.stringify(letters, null, 2));
      else if (letters.length === 0) print('There are no dead letters.');
      else for (const line of table(letters)) print(line);
    },
  },
  'dead replay': {
    usage: '<subscription> [event id] | --all',
    does: 'Gives one event, or all, to the subscription again, as if it had never failed.',
    run: (call) => change(call, 'Replayed', (letters, subscription, id) => letters.replay(subscription, id)),
  },
  'dead drop': {
    usage: '<subscription> [event id] | --all',
    does: 'Forgets one event, or all. They cannot be had back.',
    run: (call) => change(call, 'Dropped', (letters, subscription, id) => letters.drop(subscription, id)),
  },
};

async function change(
  { words: [subscription, eventId, ...rest], options, environment, print }: Call,
  done: string,
  act: (letters: DeadLetters, subscription: string, eventId?: string) => Promise<number>,
): Promise<void> {
  none(rest);
  if (subscription === undefined && !options.all) throw new Misuse('Name a subscription, or say --all.');
  if (subscription !== undefined && options.all) throw new Misuse('Name a subscription or say --all, not both.');
  if (subscription !== undefined) known(subscription);
  const names = subscription === undefined ? subscriptions.map(({ name }) => name) : [subscription];
  const count = await withDeadLetters(environment, async (letters) => {
    let sum = 0;
    for (const name of names) sum += await act(letters, name, eventId);
    return sum;
  });
  if (eventId !== undefined && count === 0) throw new Misuse(`${subscription} has no dead event ${eventId}.`);
  print(`${done} ${count} ${count === 1 ? 'event' : 'events'}.`);
}

function known(subscription: string): void {
  const names = subscriptions.map(({ name }) => name);
  if (!names.includes(subscription)) {
    throw new Misuse(`There is no subscription ${subscription}. There are:\n  ${names.toSorted().join('\n  ')}`);
  }
}

async function withDeadLetters<T>(
  environment: NodeJS.ProcessEnv,
  work: (letters: DeadLetters) => Promise<T>,
): Promise<T> {
  const { AMQP_URL: amqpUrl, DATABASE_URL: databaseUrl = '' } = readEnvironment(places, environment);
  const names = subscriptions.map(({ name }) => name);
  if (amqpUrl !== undefined) return work(new RabbitDeadLetters(amqpUrl, () => names));
  return withTables(databaseUrl, (managers) => work(new TableDeadLetters(() => managers)));
}

function table(letters: readonly DeadLetter[]): string[] {
  const rows = letters.map(({ subscription, eventId, type, failures, at, reason }) => [
    subscription,
    eventId ?? '(no id)',
    type ?? '(no type)',
    `${failures}`,
    at.toISOString(),
    reason,
  ]);
  return inColumns([['SUBSCRIPTION', 'EVENT', 'TYPE', 'FAILURES', 'LAST FAILED', 'REASON'], ...rows]);
}
