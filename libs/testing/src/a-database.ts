import { Client } from 'pg';
import { dataSourceFor, type SchemaDefinition } from '#event-bus';

const server = () => {
  const url = process.env['DATABASE_URL'];
  if (!url) throw new Error('DATABASE_URL is not set: run the tests with npm test, or set it.');
  return url;
};
const named = (database: string) => Object.assign(new URL(server()), { pathname: `/${database}` }).href;
const ready = new Map<string, Promise<string>>();

/** The URL of a database of this Jest worker's own, with these schemas migrated and all their tables empty. */
export async function aDatabase(...definitions: SchemaDefinition[]): Promise<string> {
  const name = [
    'test',
    process.ppid,
    process.env['JEST_WORKER_ID'] ?? 0,
    ...definitions.map(({ schema }) => schema),
  ].join('_');
  if (!ready.has(name)) ready.set(name, create(name, definitions));
  const url = await ready.get(name)!;
  await empty(url, definitions);
  return url;
}

async function create(name: string, definitions: readonly SchemaDefinition[]): Promise<string> {
  const admin = new Client(server());
  await admin.connect();
  await admin.query(`DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`);
  await admin.query(`CREATE DATABASE "${name}"`);
  await admin.end();
  for (const definition of definitions) {
    const source = await dataSourceFor(named(name), definition).initialize();
    await source.query(`CREATE SCHEMA IF NOT EXISTS ${definition.schema}`);
    await source.runMigrations();
    await source.destroy();
  }
  return named(name);
}

async function empty(url: string, definitions: readonly SchemaDefinition[]): Promise<void> {
  const client = new Client(url);
  await client.connect();
  const { rows } = await client.query(
    `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables WHERE schemaname = ANY($1) AND tablename <> 'migrations'`,
    [definitions.map(({ schema }) => schema)],
  );
  if (rows.length > 0) await client.query(`TRUNCATE ${rows.map(({ name }) => name).join(', ')} RESTART IDENTITY`);
  await client.end();
}
