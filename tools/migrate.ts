import { z } from 'zod';
import { readEnvironment } from '#platform';
import { migrateAll, passwordVariable, schemas } from './database/migrate-all.ts';
import { RolesRefused } from './database/roles.ts';

/*
 * Before the processes of a new version start: makes roles, schemas and tables in PostgreSQL and the queues in RabbitMQ.
 * Ends with 0 when all is in place, 2 when somebody with more rights has to run the SQL it prints, 1 otherwise.
 */
const passwords = schemas.map(({ schema }) => passwordVariable(schema));
const environment = z.object({
  /** The owner's. */
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/, error: 'must be postgres://user:password@host:port/database' }),
  AMQP_URL: z.url({ protocol: /^amqps?$/, error: 'must be amqp://user:password@host:port' }).optional(),
  ...Object.fromEntries(passwords.map((variable) => [variable, z.string({ error: 'is not set' }).min(1)])),
});

try {
  const read: Record<string, unknown> & z.output<typeof environment> = readEnvironment(environment);
  await migrateAll({
    databaseUrl: read.DATABASE_URL,
    amqpUrl: read.AMQP_URL,
    passwordOf: (schema) => String(read[passwordVariable(schema)]),
    say: console.log,
  });
} catch (error) {
  if (error instanceof RolesRefused) {
    console.error(`-- ${error.message} Have this run by somebody who may, in this database, then try again:\n`);
    console.log(error.script);
    process.exitCode = 2;
  } else {
    console.error(error instanceof Error ? error.message : String(error));
    process.exitCode = 1;
  }
}
