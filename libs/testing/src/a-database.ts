import { createHash } from 'node:crypto';
import { Client } from 'pg';
import { dataSourceFor, type SchemaDefinition } from '#event-bus';

const server = () => {
  const url = process.env['DATABASE_URL'];
  if (!url) throw new Error('DATABASE_URL is not set: run the tests with npm test, or set it.');
  return url;
};
const named = (database: string) => Object.assign(new URL(server()), { pathname: `/${database}` }).href;

/** The process of this whole run of Jest: a worker's parent, or this process itself. */
const run = process.send ? process.ppid : process.pid;
const prefix = `test_${run}_${process.env['JEST_WORKER_ID'] ?? 0}`;
const ready = new Map<string, Promise<string>>();

/**
 * The URL of a database of this Jest worker's own, with these schemas migrated and all their tables empty. It is
 * made once a run; what earlier runs left behind is cleared away.
 */
export async function aDatabase(...definitions: SchemaDefinition[]): Promise<string> {
  const name = nameFor(definitions);
  if (!ready.has(name)) ready.set(name, prepare(name, definitions));
  const url = await ready.get(name)!;
  await empty(url, definitions);
  return url;
}

/** The same schemas with other migrations are another database. */
function nameFor(definitions: readonly SchemaDefinition[]): string {
  const steps = definitions.flatMap(({ migrations }) => migrations.map(String)).join();
  const what = createHash('sha256').update(steps).digest('hex').slice(0, 6);
  return [prefix, what, ...definitions.map(({ schema }) => schema)].join('_').slice(0, 59);
}

async function prepare(name: string, definitions: readonly SchemaDefinition[]): Promise<string> {
  const admin = new Client(server());
  await admin.connect();
  try {
    const { rows } = await admin.query<{ datname: string }>(
      `SELECT datname FROM pg_database WHERE datname LIKE 'test\\_%'`,
    );
    const there = rows.map(({ datname }) => datname);
    if (there.includes(name)) return named(name);
    for (const left of there.filter(isLeftBehind)) {
      await admin.query(`DROP DATABASE IF EXISTS "${left}"`).catch(() => {}); // somebody on another machine uses it
    }
    await admin.query(`DROP DATABASE IF EXISTS "${name}.new" WITH (FORCE)`);
    await admin.query(`CREATE DATABASE "${name}.new"`);
    for (const definition of definitions) await migrate(named(`${name}.new`), definition);
    await admin.query(`ALTER DATABASE "${name}.new" RENAME TO "${name}"`);
    return named(name);
  } finally {
    await admin.end();
  }
}

async function migrate(url: string, definition: SchemaDefinition): Promise<void> {
  const source = await dataSourceFor(url, definition).initialize();
  try {
    await source.query(`CREATE SCHEMA IF NOT EXISTS ${definition.schema}`);
    await source.runMigrations();
  } finally {
    await source.destroy();
  }
}

/** True when the run that made this database is over. */
function isLeftBehind(database: string): boolean {
  const maker = Number(/^test_(\d+)_/.exec(database)?.[1]);
  if (!maker) return false;
  try {
    process.kill(maker, 0);
    return false;
  } catch {
    return true;
  }
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
