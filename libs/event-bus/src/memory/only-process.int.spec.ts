import { Client } from 'pg';
import { aCable, aDatabase, until } from '#testing';
import { busTestSchema } from '../test/bus-test.ts';
import { OnlyProcess } from './only-process.ts';

let url: string;
const begun: OnlyProcess[] = [];
beforeEach(async () => {
  url = await aDatabase(busTestSchema);
});
afterEach(async () => {
  await Promise.all(begun.splice(0).map((one) => one.end()));
});

const begin = async (at = url, settings: Parameters<typeof OnlyProcess.on>[1] = {}) => {
  const one = await OnlyProcess.on(at, settings);
  begun.push(one);
  return one;
};
const holders = async (): Promise<number[]> => {
  const client = new Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query(
    `SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`,
  );
  await client.end();
  return rows.map(({ pid }) => pid as number);
};

describe('a process with its broker inside', () => {
  it('is refused on a database that another one works on, with what helps', async () => {
    await begin();
    await expect(begin(url, { waitMs: 0 })).rejects.toThrow('AMQP_URL');
  });

  it('begins as soon as an earlier one has ended', async () => {
    const first = await begin();
    const waits = Promise.withResolvers<string>();
    const second = begin(url, { onWaiting: waits.resolve });
    expect(await waits.promise).toBe('another-process');
    await first.end();
    await second;
  });

  it('waits for a database that is not there yet, and is refused at once by what will not pass', async () => {
    const cable = await aCable(url);
    cable.cut();
    const waits = Promise.withResolvers<string>();
    const starting = begin(cable.url, { onWaiting: waits.resolve });
    expect(await waits.promise).toBe('database-away');
    cable.mend();
    await (await starting).end();
    await cable.stop();
    const nowhere = Object.assign(new URL(url), { pathname: '/no_such_database' }).href;
    await expect(begin(nowhere)).rejects.toThrow('does not exist');
  });

  it('stays the only one when its session breaks', async () => {
    await begin();
    const [before] = await holders();
    const client = new Client({ connectionString: url });
    await client.connect();
    await client.query('SELECT pg_terminate_backend($1)', [before]);
    await client.end();
    await until('another session holds it', async () => (await holders()).some((pid) => pid !== before));
    await expect(begin(url, { waitMs: 0 })).rejects.toThrow('Another Parley');
  });
});
