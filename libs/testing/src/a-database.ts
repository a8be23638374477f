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

/** Only what was used: to truncate dozens of empty tables takes longer than most tests. */
async function empty(url: string, definitions: readonly SchemaDefinition[]): Promise<void> {
  const client = new Client(url);
  await client.connect();
  const [schemas, tables] = [definitions.map(({ schema }) => schema), await tablesOf(client, url, definitions)];
  const { rows: filled } = await client.query<{ name: string }>(
    tables.map((name) => `SELECT '${name}' AS name WHERE EXISTS (SELECT FROM ${name})`).join(' UNION ALL '),
  );
  const { rows: advanced } = await client.query<{ name: string }>(
    `SELECT format('%I.%I', schemaname, sequencename) AS name FROM pg_sequences WHERE schemaname = ANY($1) AND last_value IS NOT NULL`,
    [schemas],
  );
  const sql = advanced.map(({ name }) => `ALTER SEQUENCE ${name} RESTART`);
  if (filled.length > 0) sql.push(`TRUNCATE ${filled.map(({ name }) => name).join(', ')} CASCADE`);
  await client.query(sql.join('; '));
  await client.end();
}

const tables = new Map<string, readonly string[]>();
async function tablesOf(
  client: Client,
  url: string,
  definitions: readonly SchemaDefinition[],
): Promise<readonly string[]> {
  if (!tables.has(url)) {
    const { rows } = await client.query<{ name: string }>(
      // partitions come and go, and hold nothing that their table does not
      `SELECT format('%I.%I', nspname, relname) AS name FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
       WHERE nspname = ANY($1) AND relkind IN ('r', 'p') AND NOT relispartition AND relname <> 'migrations'`,
      [definitions.map(({ schema }) => schema)],
    );
    tables.set(
      url,
      rows.map(({ name }) => name),
    );
  }
  return tables.get(url)!;
}
