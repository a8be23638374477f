import { setTimeout as pass } from 'node:timers/promises';
import { Client, escapeIdentifier as name, escapeLiteral as literal } from 'pg';
import { scramVerifier } from './scram.ts';

/** One service's role: it may log in, and use its schema and nothing else (decisions Q). */
export interface ServiceRole {
  readonly role: string;
  readonly schema: string;
  readonly password: string;
  /** Where the password came from, for the script somebody else has to run. */
  readonly passwordFrom: string;
}

/** The owner of `DATABASE_URL` may not make roles. Somebody who may has to run this first. */
export class RolesRefused extends Error {
  constructor(readonly script: string) {
    super('This database user may not make roles.');
  }
}

/**
 * Makes the roles that are missing and gives them their passwords and search paths. Repeatable. What is right already is
 * not touched, so it also works for an owner without the right to make roles, once somebody else has made them. Throws
 * `RolesRefused` with the SQL to run.
 */
export async function ensureRoles(owner: Client, url: string, roles: readonly ServiceRole[]): Promise<void> {
  const { rows } = await owner.query<{ database: string }>('SELECT current_database() AS database');
  const { database } = rows[0]!;
  const refused: string[] = [];
  for (const { role, schema, password, passwordFrom } of roles) {
    const isThere = (await owner.query('SELECT FROM pg_roles WHERE rolname = $1', [role])).rows.length > 0;
    const entry = (secret: string) =>
      `${isThere ? 'ALTER' : 'CREATE'} ROLE ${name(role)} LOGIN PASSWORD ${literal(secret)}`;
    const path = `ALTER ROLE ${name(role)} IN DATABASE ${name(database)} SET search_path = ${name(schema)}`;
    const canEnter =
      (isThere && (await canLogIn(url, role, password))) || (await attempt(owner, entry(scramVerifier(password))));
    if (!canEnter) refused.push(entry(`(what ${passwordFrom} says)`));
    const canFind = (await hasPath(owner, role, schema)) || ((isThere || canEnter) && (await attempt(owner, path)));
    if (!canFind) refused.push(path);
  }
  if (refused.length > 0) throw new RolesRefused(refused.map((statement) => `${statement};`).join('\n'));
}

async function hasPath(owner: Client, role: string, schema: string): Promise<boolean> {
  const { rows } = await owner.query(
    `SELECT FROM pg_db_role_setting s JOIN pg_roles r ON r.oid = s.setrole JOIN pg_database d ON d.oid = s.setdatabase
      WHERE r.rolname = $1 AND d.datname = current_database() AND $2 = ANY (s.setconfig)`,
    [role, `search_path=${schema}`],
  );
  return rows.length > 0;
}

async function canLogIn(url: string, role: string, password: string): Promise<boolean> {
  const client = new Client(Object.assign(new URL(url), { username: role, password }).href);
  client.on('error', () => {});
  return client.connect().then(
    () => client.end().then(() => true),
    () => false,
  );
}

/** False when the right is lacking. Roles belong to the whole server: another database's migration may be at them too. */
async function attempt(owner: Client, statement: string, left = 10): Promise<boolean> {
  try {
    await owner.query(statement);
    return true;
  } catch (error) {
    const { code, message } = error as { code?: string; message: string };
    if (code === '42501') return false;
    if (left === 0 || !/concurrently updated|pg_authid_rolname_index|already exists/.test(message)) throw error;
    await pass(50);
    return attempt(owner, statement.replace(/^CREATE/, 'ALTER'), left - 1);
  }
}

/** What the roles may do: everything with the rows of their own schema, nothing else. For tables to come as well. */
export async function grantRights(owner: Client, roles: readonly ServiceRole[]): Promise<void> {
  const rows = 'SELECT, INSERT, UPDATE, DELETE';
  for (const { role, schema } of roles) {
    const [to, inside] = [`TO ${name(role)}`, `IN SCHEMA ${name(schema)}`];
    await owner.query(`GRANT USAGE ON SCHEMA ${name(schema)} ${to}`);
    await owner.query(`GRANT ${rows} ON ALL TABLES ${inside} ${to}`);
    await owner.query(`GRANT USAGE, SELECT ON ALL SEQUENCES ${inside} ${to}`);
    await owner.query(`ALTER DEFAULT PRIVILEGES ${inside} GRANT ${rows} ON TABLES ${to}`);
    await owner.query(`ALTER DEFAULT PRIVILEGES ${inside} GRANT USAGE, SELECT ON SEQUENCES ${to}`);
  }
  // the schema everybody may use otherwise; where it is not ours to close, nobody but its owner can create in it since PostgreSQL 15
  await attempt(owner, 'REVOKE ALL ON SCHEMA public FROM PUBLIC');
}
