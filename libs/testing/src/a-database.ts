import { createHash } from 'node:crypto';
import { Socket } from 'node:net';
import { Client } from 'pg';
import { dataSourceFor, type SchemaDefinition } from '#event-bus';
import { copyPattern, ofThisRun, onServer, urlOf } from './a-pattern.ts';

const prefix = `${ofThisRun}_${process.env['JEST_WORKER_ID'] ?? 0}`;
const ready = new Map<string, Promise<string>>();

/**
 * The URL of a database of this Jest worker's own, with these schemas migrated and all their tables empty. It is
 * made once a run, as a copy of one that the first worker migrates; what earlier runs left behind is cleared away.
 */
export async function aDatabase(...definitions: SchemaDefinition[]): Promise<string> {
  const name = nameFor(definitions);
  if (!ready.has(name)) ready.set(name, prepare(name, definitions));
  const url = await ready.get(name)!;
  await empty(url, definitions);
  return url;
}

/** The same schemas with other migrations are another database. */
function nameFor(definitions: readonly SchemaDefinition[], whose = prefix): string {
  const steps = definitions.flatMap(({ migrations }) => migrations.map(String)).join();
  const what = createHash('sha256').update(steps).digest('hex').slice(0, 6);
  return [whose, what, ...definitions.map(({ schema }) => schema)].join('_').slice(0, 59);
}

function prepare(name: string, definitions: readonly SchemaDefinition[]): Promise<string> {
  return onServer(async (owner) => {
    const { rows } = await owner.query<{ datname: string }>(
      `SELECT datname FROM pg_database WHERE datname LIKE 'test\\_%'`,
    );
    const there = rows.map(({ datname }) => datname);
    if (there.includes(name)) return urlOf(name);
    for (const left of there.filter(isLeftBehind)) {
      await owner.query(`DROP DATABASE IF EXISTS "${left}"`).catch(() => {}); // somebody on another machine uses it
    }
    await copyPattern(owner, {
      pattern: nameFor(definitions, ofThisRun),
      database: name,
      async migrate(url) {
        for (const definition of definitions) await migrated(url, definition);
      },
    });
    return urlOf(name);
  });
}

async function migrated(url: string, definition: SchemaDefinition): Promise<void> {
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

/** To this database, for the whole run: a new connection has to read first what the tables are, which takes longer than most tests. */
const connections = new Map<string, Promise<Client>>();
function connectionTo(url: string): Promise<Client> {
  if (!connections.has(url)) connections.set(url, connect(url));
  return connections.get(url)!;
}

async function connect(url: string): Promise<Client> {
  const client = new Client(url);
  const forget = () => connections.delete(url);
  client.on('error', forget).on('end', forget);
  await client.connect();
  const { stream } = client.connection;
  if (stream instanceof Socket) stream.unref(); // it keeps no worker alive
  return client;
}

/**
 * Only what was used: to truncate dozens of empty tables takes longer than most tests. What has held a row since takes room, also after
 * its rows are gone; a partition's rows are those of its table.
 */
async function empty(url: string, definitions: readonly SchemaDefinition[]): Promise<void> {
  const client = await connectionTo(url);
  const schemas = definitions.map(({ schema }) => schema);
  const { rows: used } = await client.query<{ name: string }>(
    `SELECT DISTINCT format('%I.%I', nspname, whole.relname) AS name
       FROM pg_class AS part
       JOIN pg_class AS whole ON whole.oid = coalesce(pg_partition_root(part.oid), part.oid)
       JOIN pg_namespace ON pg_namespace.oid = whole.relnamespace
       WHERE nspname = ANY($1) AND part.relkind = 'r' AND whole.relname <> 'migrations' AND pg_relation_size(part.oid) > 0`,
    [schemas],
  );
  const { rows: advanced } = await client.query<{ name: string }>(
    `SELECT format('%I.%I', schemaname, sequencename) AS name FROM pg_sequences WHERE schemaname = ANY($1) AND last_value IS NOT NULL`,
    [schemas],
  );
  const sql = advanced.map(({ name }) => `ALTER SEQUENCE ${name} RESTART`);
  if (used.length > 0) sql.push(`TRUNCATE ${used.map(({ name }) => name).join(', ')} CASCADE`);
  await client.query(sql.join('; '));
}
