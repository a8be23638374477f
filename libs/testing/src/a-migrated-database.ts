import { randomBytes } from 'node:crypto';
import { type Client, escapeIdentifier as name } from 'pg';
import { copyPattern, ofThisRun, onServer, urlOf } from './a-pattern.ts';

const pattern = `${ofThisRun}_product`;

export interface MigratedDatabase {
  readonly url: string;
  drop(): Promise<void>;
}

/** A database of its own with the tables of every service and the ways of their roles: a copy of one that `migrate` is asked for once in a run. */
export async function aMigratedDatabase(migrate: (url: string) => Promise<unknown>): Promise<MigratedDatabase> {
  const database = `e2e_${randomBytes(6).toString('hex')}`;
  await onServer(async (owner) => {
    await copyPattern(owner, { pattern, database, migrate });
    await copyWays(owner, database);
  });
  return {
    url: urlOf(database),
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
