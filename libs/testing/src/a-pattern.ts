import { Client, escapeIdentifier as quoted } from 'pg';

const server = () => {
  const url = process.env['DATABASE_URL'];
  if (!url) throw new Error('DATABASE_URL is not set: run the tests with npm test, or set it.');
  return url;
};

/** The URL of a database of this server. */
export const urlOf = (database: string): string => Object.assign(new URL(server()), { pathname: `/${database}` }).href;

/** The process of this whole run of Jest: a worker's parent, or this process itself. */
const run = process.send ? process.ppid : process.pid;

/** What the names of this run's databases begin with: `aDatabase` clears away those of runs that are over. */
export const ofThisRun = `test_${run}`;

/** Works on the server with a connection that ends with the work. */
export async function onServer<Result>(work: (owner: Client) => Promise<Result>): Promise<Result> {
  const owner = new Client(server());
  await owner.connect();
  try {
    return await work(owner);
  } finally {
    await owner.end();
  }
}

/**
 * Makes `database` as a copy of `pattern`, which `migrate` is asked for once in a run, whoever of its workers comes first. Others who want one of
 * the same pattern wait until `owner`'s connection ends.
 */
export async function copyPattern(
  owner: Client,
  { pattern, database, migrate }: { pattern: string; database: string; migrate: (url: string) => Promise<unknown> },
): Promise<void> {
  await owner.query('SELECT pg_advisory_lock(hashtextextended($1, 0))', [pattern]);
  const { rowCount: isThere } = await owner.query('SELECT FROM pg_database WHERE datname = $1', [pattern]);
  if (!isThere) {
    const unfinished = `${pattern}.new`;
    await owner.query(`DROP DATABASE IF EXISTS ${quoted(unfinished)} WITH (FORCE)`);
    await owner.query(`CREATE DATABASE ${quoted(unfinished)}`);
    await migrate(urlOf(unfinished));
    await owner.query(`ALTER DATABASE ${quoted(unfinished)} RENAME TO ${quoted(pattern)}`);
  }
  await owner.query(`CREATE DATABASE ${quoted(database)} TEMPLATE ${quoted(pattern)}`);
}
