import { Client, escapeIdentifier as name } from 'pg';
import { channelConfigSchema, channelConfigSubscriptions } from '#channel-config';
import { conversationsSchema, conversationsSubscriptions } from '#conversations';
import { dataSourceFor, declareTopology, type SchemaDefinition } from '#event-bus';
import { routingSchema, routingSubscriptions } from '#routing';
import { gatewaySchema, gatewaySubscriptions } from '#twilio-gateway';
import { ensureRoles, grantRights, type ServiceRole } from './roles.ts';

/** Every service's tables, in the order they are made. */
export const schemas: readonly SchemaDefinition[] = [
  channelConfigSchema,
  gatewaySchema,
  conversationsSchema,
  routingSchema,
];
/** Every subscription of every service: what the broker has to hold. */
export const subscriptions = [
  ...channelConfigSubscriptions,
  ...gatewaySubscriptions,
  ...conversationsSubscriptions,
  ...routingSubscriptions,
];

/** Where a service's password stands: `DATABASE_PASSWORD_CHANNEL_CONFIG`. */
export const passwordVariable = (schema: string): string => `DATABASE_PASSWORD_${schema.toUpperCase()}`;

export interface Migration {
  /** The owner's address: it makes schemas, tables and, where it may, roles. */
  readonly databaseUrl: string;
  /** The role of each schema's service. */
  readonly passwordOf: (schema: string) => string;
  readonly roleOf?: (schema: string) => string;
  /** Undefined where the broker is inside the process. */
  readonly amqpUrl?: string | undefined;
  readonly say?: (line: string) => void;
}

/** Any number that nothing else locks in this database. */
const lock = 7_275_395;

/**
 * Brings database and broker to where this version needs them: roles, schemas, tables, rights, queues. Repeatable, and one
 * at a time: a second one waits. Throws `RolesRefused` before anything was changed when roles are missing that this owner
 * may not make.
 */
export async function migrateAll({
  databaseUrl,
  passwordOf,
  roleOf = (schema) => `parley_${schema}`,
  amqpUrl,
  say = () => {},
}: Migration): Promise<void> {
  const roles = schemas.map(({ schema }): ServiceRole => {
    return { schema, role: roleOf(schema), password: passwordOf(schema), passwordFrom: passwordVariable(schema) };
  });
  const owner = new Client({ connectionString: databaseUrl, application_name: 'parley migrate' });
  await owner.connect().catch(notAnswering('PostgreSQL', 'DATABASE_URL', databaseUrl));
  try {
    await owner.query('SELECT pg_advisory_lock($1)', [lock]);
    await ensureRoles(owner, databaseUrl, roles);
    for (const definition of schemas) {
      await owner.query(`CREATE SCHEMA IF NOT EXISTS ${name(definition.schema)}`);
      say(`${definition.schema}: ${await migrate(databaseUrl, definition)}`);
    }
    await grantRights(owner, roles);
  } finally {
    await owner.end();
  }
  if (amqpUrl === undefined) return;
  await declareTopology(amqpUrl, subscriptions).catch(notAnswering('RabbitMQ', 'AMQP_URL', amqpUrl));
  say(`broker: ${subscriptions.length} subscriptions`);
}

/** Says which of the servers it was; the address without its password. */
const notAnswering = (what: string, variable: string, url: string) => (error: unknown) => {
  const why = error instanceof Error ? error.message || String((error as { code?: string }).code) : String(error);
  throw new Error(`${what} at ${new URL(url).host} (${variable}): ${why}`, { cause: error });
};

async function migrate(url: string, definition: SchemaDefinition): Promise<string> {
  const source = await dataSourceFor(url, definition).initialize();
  try {
    const done = await source.runMigrations();
    return done.length === 0 ? 'up to date' : done.map(({ name }) => name).join(', ');
  } finally {
    await source.destroy();
  }
}
