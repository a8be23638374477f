import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { migrateAll, schemas } from './migrate-all.ts';
import { ensureRoles, RolesRefused } from './roles.ts';

const server = process.env['DATABASE_URL']!;
const mark = `mig_${randomBytes(4).toString('hex')}`;
const roleOf = (schema: string) => `${mark}_${schema}`;
const passwordOf = (schema: string) => `secret of ${schema} '"\\`;
const at = (database: string, username?: string, password?: string) =>
  Object.assign(new URL(server), { pathname: `/${database}`, ...(username && { username, password }) }).href;

async function ask<Row = Record<string, unknown>>(url: string, sql: string, values: unknown[] = []): Promise<Row[]> {
  const client = new Client(url);
  client.on('error', () => {});
  await client.connect();
  try {
    return (await client.query(sql, values)).rows as Row[];
  } finally {
    await client.end();
  }
}
const names = schemas.map(({ schema }) => schema);
const as = (schema: string, sql: string) => ask(at(mark, roleOf(schema), passwordOf(schema)), sql);

beforeAll(async () => {
  await ask(server, `CREATE DATABASE ${mark}`);
  await migrateAll({ databaseUrl: at(mark), passwordOf, roleOf });
}, 60_000);
afterAll(async () => {
  await ask(server, `DROP DATABASE IF EXISTS ${mark} WITH (FORCE)`);
  await ask(server, `DROP DATABASE IF EXISTS ${mark}_poor WITH (FORCE)`);
  const roles = await ask<{ rolname: string }>(server, `SELECT rolname FROM pg_roles WHERE rolname LIKE '${mark}%'`);
  for (const { rolname } of roles) await ask(server, `DROP OWNED BY ${rolname}; DROP ROLE ${rolname}`);
}, 120_000);

describe.each(names)('the role of %s', (schema) => {
  const others = names.filter((name) => name !== schema);

  it('reads and writes its own tables without naming the schema', async () => {
    await as(schema, `INSERT INTO outbox (event) VALUES ('{"made": "by a test"}')`);
    await as(schema, `UPDATE outbox SET event = '{}'`);
    expect(await as(schema, 'DELETE FROM outbox RETURNING event')).toEqual([{ event: {} }]);
  });

  it.each(others)('has no permission for schema %s', async (other) => {
    await expect(as(schema, `SELECT * FROM ${other}.outbox`)).rejects.toThrow(`permission denied for schema ${other}`);
  });

  it('can make nothing, neither in its own schema nor in public', async () => {
    await expect(as(schema, 'CREATE TABLE mine (id int)')).rejects.toThrow(`permission denied for schema ${schema}`);
    await expect(as(schema, 'CREATE TABLE public.mine (id int)')).rejects.toThrow(
      'permission denied for schema public',
    );
  });
});

describe('migrating again', () => {
  it('changes nothing', async () => {
    const said: string[] = [];
    await migrateAll({ databaseUrl: at(mark), passwordOf, roleOf, say: (line) => said.push(line) });
    expect(said).toEqual(names.map((schema) => `${schema}: up to date`));
  });

  it('is done one after the other when two do it at once', async () => {
    const settings = { databaseUrl: at(mark), passwordOf, roleOf };
    await expect(Promise.all([migrateAll(settings), migrateAll(settings)])).resolves.toBeDefined();
  });

  it('makes a role once when two databases of one server ask for it at once', async () => {
    const clients = await Promise.all(
      [at(mark), server].map(async (url) => {
        const client = new Client(url);
        await client.connect();
        return { client, url };
      }),
    );
    const ask = (n: number) =>
      clients.map(({ client, url }) =>
        ensureRoles(client, url, [
          { role: `${mark}_twin_${n}`, schema: 'public', password: 'of both', passwordFrom: 'the test' },
        ]),
      );
    for (let n = 0; n < 25; n += 1) await expect(Promise.all(ask(n))).resolves.toBeDefined();
    await Promise.all(clients.map(({ client }) => client.end()));
  });

  it('gives a role its new password', async () => {
    const changed = (schema: string) => `changed ${schema}`;
    await migrateAll({ databaseUrl: at(mark), passwordOf: changed, roleOf });
    await expect(ask(at(mark, roleOf('routing'), 'changed routing'), 'SELECT 1')).resolves.toHaveLength(1);
    await expect(as('routing', 'SELECT 1')).rejects.toThrow('password authentication failed');
    await migrateAll({ databaseUrl: at(mark), passwordOf, roleOf });
  });
});

describe('an owner who may not make roles', () => {
  const [poor, poorsRole] = [`${mark}_poor`, (schema: string) => `${mark}_p_${schema}`];
  const settings = { databaseUrl: at(poor, poor, 'poor'), passwordOf, roleOf: poorsRole };

  beforeAll(async () => {
    await ask(server, `CREATE ROLE ${poor} LOGIN PASSWORD 'poor'`);
    await ask(server, `CREATE DATABASE ${poor} OWNER ${poor}`);
  });

  it('gets the SQL that somebody else has to run, without a password in it', async () => {
    const refused: unknown = await migrateAll(settings).catch((error: unknown) => error);
    const { script } = refused as RolesRefused;
    expect(refused).toBeInstanceOf(RolesRefused);
    for (const schema of names) expect(script).toContain(`CREATE ROLE "${poorsRole(schema)}" LOGIN PASSWORD`);
    expect(script).not.toContain('secret of');
    expect(await ask(at(poor), `SELECT FROM pg_namespace WHERE nspname = 'routing'`)).toEqual([]);
  });

  it('migrates once it was run', async () => {
    const { script } = (await migrateAll(settings).catch((error: unknown) => error)) as RolesRefused;
    const filledIn = script.replace(/'\(what DATABASE_PASSWORD_(\w+) says\)'/g, (_, schema: string) => {
      return `E'${passwordOf(schema.toLowerCase()).replace(/['\\]/g, '\\$&')}'`;
    });
    await ask(at(poor), filledIn);
    await migrateAll(settings);
    const [found] = await ask(at(poor, poorsRole('routing'), passwordOf('routing')), 'SHOW search_path');
    expect(found).toEqual({ search_path: 'routing' });
  });
});
