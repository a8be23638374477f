import { randomBytes } from 'node:crypto';
import { Client, escapeIdentifier as name } from 'pg';

const server = () => {
  const url = process.env['DATABASE_URL'];
  if (!url) throw new Error('DATABASE_URL is not set: run the tests with npm test.');
  return url;
};
const named = (database: string) => Object.assign(new URL(server()), { pathname: `/${database}` }).href;

async function onServer<Result>(work: (owner: Client) => Promise<Result>): Promise<Result> {
  const owner = new Client(server());
  await owner.connect();
  try {
    return await work(owner);
  } finally {
    await owner.end();
  }
}

/** Migrated once in this run of Jest, whose process is a worker's parent or this one; `aDatabase` clears away what runs that are over left behind. */
const pattern = `test_${process.send ? process.ppid : process.pid}_product`;
/** Any number that nothing else locks on this server. */
const lock = 7_275_396;

export interface MigratedDatabase {
  readonly url: string;
  drop(): Promise<void>;
}

/** A database of its own with the tables of every service and the ways of their roles: a copy of one that `migrate` is asked for once in a run. */
export async function aMigratedDatabase(migrate: (url: string) => Promise<unknown>): Promise<MigratedDatabase> {
  const database = `e2e_${randomBytes(6).toString('hex')}`;
  await onServer(async (owner) => {
    await owner.query('SELECT pg_advisory_lock($1)', [lock]);
    const { rows } = await owner.query('SELECT FROM pg_database WHERE datname = $1', [pattern]);
    if (rows.length === 0) {
      const unfinished = `${pattern}.new`;
      await owner.query(`DROP DATABASE IF EXISTS ${name(unfinished)} WITH (FORCE)`);
      await owner.query(`CREATE DATABASE ${name(unfinished)}`);
      await migrate(named(unfinished));
      await owner.query(`ALTER DATABASE ${name(unfinished)} RENAME TO ${name(pattern)}`);
    }
    await owner.query(`CREATE DATABASE ${name(database)} TEMPLATE ${name(pattern)}`);
    await copyWays(owner, database);
  });
  return {
    url: named(database),
    drop: () => onServer(async (owner) => void (await owner.query(`DROP DATABASE ${name(database)} WITH (FORCE)`))),
  };
}

/** What a role is told for one database (its search path) stands outside of the database, so a copy does not have it. */
async function copyWays(owner: Client, database: string): Promise<void> {
  const { rows } = await owner.query<{ statement: string }>(
    `SELECT format('ALTER ROLE %I IN DATABASE %I SET search_path = %s', rolname, $2::text, split_part(setting, '=', 2)) AS statement
       FROM pg_db_role_setting
       JOIN pg_roles ON pg_roles.oid = setrole
       JOIN pg_database ON pg_database.oid = setdatabase
       CROSS JOIN unnest(setconfig) AS setting
      WHERE datname = $1 AND setting LIKE 'search_path=%'`,
    [pattern, database],
  );
  for (const { statement } of rows) await owner.query(statement);
}
