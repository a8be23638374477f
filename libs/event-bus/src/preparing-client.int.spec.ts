import { jest } from '@jest/globals';
import { aDatabase } from '#testing';
import { Database } from './database.ts';
import { PreparingClient } from './preparing-client.ts';
import { busTestSchema } from './test/bus-test.ts';
import type { Transaction } from './transaction.ts';

it('a connection that breaks while nobody listens to it does not end the process', async () => {
  const url = await aDatabase(busTestSchema);
  const owner = await Database.open(url, busTestSchema);
  const client = new PreparingClient({ connectionString: url });
  await client.connect();
  const ended = new Promise<void>((resolve) => client.once('end', () => resolve()));
  const { rows } = await client.query('SELECT pg_backend_pid() AS pid');
  await owner.dataSource.query(`SELECT pg_terminate_backend($1)`, [(rows as { pid: number }[])[0]!.pid]);
  await ended;
  await expect(client.query('SELECT 1')).rejects.toThrow();
  await owner.dataSource.destroy();
});

it('what is asked in one turn leaves in one piece', async () => {
  const client = new PreparingClient({ connectionString: await aDatabase(busTestSchema) });
  await client.connect();
  const { stream } = client.connection;
  const pieces = jest.spyOn(stream, '_writev' as never);
  const together = async (n: number) => {
    await Promise.resolve(); // as a pool and an ORM have it: a few steps later, and in the same turn
    return client.query('SELECT $1::int AS n', [n]);
  };
  const begun = client.query('START TRANSACTION');
  const answers = await Promise.all([together(1), together(2), client.query('COMMIT')]);
  await begun;
  expect(answers.flatMap(({ rows }) => rows)).toEqual([{ n: 1 }, { n: 2 }]);
  expect(pieces).toHaveBeenCalledTimes(1);
  await client.end();
});

describe('a statement', () => {
  let database: Database;
  let owner: Database;

  beforeEach(async () => {
    const url = await aDatabase(busTestSchema);
    [database, owner] = [await Database.open(url, busTestSchema), await Database.open(url, busTestSchema)];
  });
  afterEach(() => Promise.all([database.dataSource.destroy(), owner.dataSource.destroy()]));

  const prepared = async ({ manager }: Transaction): Promise<string[]> => {
    const rows: { statement: string }[] = await manager.query(`SELECT statement FROM pg_prepared_statements`);
    return rows.map(({ statement }) => statement);
  };
  const said = ({ manager }: Transaction, ...numbers: number[]): Promise<{ n: number }[]> =>
    manager.query(`SELECT n FROM said WHERE n IN (${numbers.map((_, index) => `$${index + 1}`)}) ORDER BY n`, numbers);

  it('is prepared once it is repeated, and answers the same', async () => {
    await database.transact(async (tx) => {
      await tx.manager.query(`INSERT INTO said VALUES (1), (2)`);
      for (let n = 1; n <= 2; n += 1) expect(await said(tx, n)).toEqual([{ n }]);
      expect(await prepared(tx)).toEqual([]);
      for (let n = 1; n <= 3; n += 1) expect(await said(tx, n)).toEqual(n < 3 ? [{ n }] : []);
      expect(await prepared(tx)).toEqual(['SELECT n FROM said WHERE n IN ($1) ORDER BY n']);
    });
  });

  it('of ever other lengths does not fill the memory of the server', async () => {
    await database.transact(async (tx) => {
      for (let length = 1; length <= 250; length += 1)
        for (let time = 1; time <= 3; time += 1) await said(tx, ...Array<number>(length).fill(1));
      expect((await prepared(tx)).length).toBe(200);
    });
  });

  it('is prepared anew when a migration changed its table', async () => {
    const first = () =>
      database.transact(async (tx) => [...(await said(tx, 1)), ...(await said(tx, 1)), ...(await said(tx, 1))]);
    await database.transact((tx) => tx.manager.query(`INSERT INTO said VALUES (1)`));
    expect(await first()).toEqual([{ n: 1 }, { n: 1 }, { n: 1 }]);
    await owner.dataSource.query(`ALTER TABLE said ALTER COLUMN n TYPE bigint`);
    expect(await first()).toEqual([{ n: '1' }, { n: '1' }, { n: '1' }]);
  });
});
