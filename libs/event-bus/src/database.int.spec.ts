import { randomUUID } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { v7 as uuid } from 'uuid';
import { aCable, aDatabase, type Cable, until } from '#testing';
import { atOnce } from './at-once.ts';
import { Database, dataSourceFor } from './database.ts';
import { isOutage } from './failure.ts';
import { claim, trimInbox } from './inbox.ts';
import { aFact, aKind, busTestSchema } from './test/bus-test.ts';
import type { Aftermath, Transaction } from './transaction.ts';
import { Wakes } from './wakes.ts';

describe('a database', () => {
  let database: Database;
  let cable: Cable;

  beforeEach(async () => {
    cable = await aCable(await aDatabase(busTestSchema));
    database = await Database.open(cable.url, busTestSchema);
  });
  afterEach(async () => {
    await database.dataSource.destroy();
    await cable.stop();
  });

  it("gives transactions the server's time", async () => {
    const [{ before }] = await database.dataSource.query(`SELECT clock_timestamp() AS before`);
    const now = await database.transact(async (tx) => tx.now);
    expect(Math.abs(now.getTime() - before.getTime())).toBeLessThan(30_000);
  });

  it('keeps what a transaction says only when it commits, and tells of it only then', async () => {
    const kind = aKind();
    const told: Aftermath[] = [];
    database.onCommitted = (aftermath) => void told.push(aftermath);
    const failing = database.transact(async (tx) => {
      tx.publish(kind, { n: 1 });
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect((await database.backlog()).outbox).toBe(0);
    expect(told).toEqual([]);
    await database.transact(async (tx) => tx.publish(kind, { n: 2 }));
    expect((await database.backlog()).outbox).toBe(1);
    expect(told).toMatchObject([{ events: [{ data: { n: 2 } }] }]);
  });

  it('takes back what a transaction wrote where what it says cannot be written', async () => {
    await database.dataSource.query(`ALTER TABLE outbox RENAME TO elsewhere`);
    try {
      const failing = database.transact(async (tx) => {
        await tx.manager.query(`INSERT INTO said VALUES (1)`);
        tx.publish(aKind(), { n: 1 });
      });
      await expect(failing).rejects.toThrow('relation "outbox" does not exist');
      expect(await database.dataSource.query(`SELECT n FROM said`)).toEqual([]);
    } finally {
      await database.dataSource.query(`ALTER TABLE elsewhere RENAME TO outbox`);
    }
  });

  it('reads as one what others change meanwhile', async () => {
    const count = async (db: EntityManager) => (await db.query(`SELECT count(*)::int AS count FROM said`))[0].count;
    const seen = await database.readAsOne(async (db) => {
      const before = await count(db);
      await database.transact(({ manager }) => manager.query(`INSERT INTO said VALUES (1)`));
      return [before, await count(db)];
    });
    expect(seen).toEqual([0, 0]);
    expect(await database.read(count)).toBe(1);
  });

  it('does what is asked at once in that order', async () => {
    const seen = await database.transact(async ({ manager }) => {
      const [, before, , after] = await atOnce(
        manager.query(`INSERT INTO said VALUES (1)`),
        manager.query<{ n: number }[]>(`SELECT n FROM said ORDER BY n`),
        manager.query(`INSERT INTO said VALUES ($1)`, [2]),
        manager.query<{ n: number }[]>(`SELECT n FROM said ORDER BY n`),
      );
      return [before, after].map((rows) => rows.map(({ n }) => n));
    });
    expect(seen).toEqual([[1], [1, 2]]);
  });

  it('lets nothing of what is asked at once come after what takes it back', async () => {
    const failing = database.transact(({ manager }) =>
      atOnce(
        manager.query(`SELECT 1 / 0`),
        (async () => {
          await manager.query(`SELECT 1`).catch(() => {});
          await manager.query(`INSERT INTO said VALUES (1)`);
        })(),
      ),
    );
    await expect(failing).rejects.toThrow('division by zero');
    expect(await database.dataSource.query(`SELECT n FROM said`)).toEqual([]);
  });

  it('lets one replica at a time do what is to be done alone, and the next one when it is done or has failed', async () => {
    const other = await Database.open(cable.url, busTestSchema);
    let finish = () => {};
    const finished = new Promise<void>((resolve) => (finish = resolve));
    let begun = () => {};
    const beginning = new Promise<void>((resolve) => (begun = resolve));
    const first = database.alone('errand', async () => {
      begun();
      await finished;
      throw new Error('no');
    });
    await beginning;
    expect(await other.alone('errand', async () => 'done')).toBeUndefined();
    expect(await other.alone('another errand', async () => 'done')).toBe('done');
    finish();
    await expect(first).rejects.toThrow('no');
    expect(await other.alone('errand', async () => 'done')).toBe('done');
    await other.dataSource.destroy();
  });

  it('gives what was to be done alone to somebody else when the connection is cut', async () => {
    const other = await Database.open(cable.url, busTestSchema);
    const work = async () => {
      const cut = `SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND pid <> pg_backend_pid()
        AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`;
      await database.dataSource.query(cut);
      // the server lets go of a cut session's locks in its own time
      return until('another replica gets it', () => other.alone('errand', async () => 'done elsewhere'));
    };
    expect(await database.alone('errand', work)).toBe('done elsewhere');
    expect(await database.alone('errand', async () => 'done')).toBe('done');
    await other.dataSource.destroy();
  });

  it('runs again what lost a deadlock', async () => {
    await database.dataSource.query(`INSERT INTO said VALUES (1), (2)`);
    const lock = (tx: Transaction, n: number) => tx.manager.query(`SELECT * FROM said WHERE n = $1 FOR UPDATE`, [n]);
    let met = 0;
    let bothHold = () => {};
    const both = new Promise<void>((resolve) => (bothHold = resolve));
    const crossing = (first: number, second: number) =>
      database.transact(async (tx) => {
        await lock(tx, first);
        if ((met += 1) === 2) bothHold();
        await both;
        await lock(tx, second);
        tx.publish(aKind(), { n: first });
      });
    await Promise.all([crossing(1, 2), crossing(2, 1)]);
    expect(met).toBeGreaterThanOrEqual(3);
    expect((await database.backlog()).outbox).toBe(2);
  });

  it('answers only while it is there', async () => {
    await database.answers();
    cable.cut();
    await expect(database.answers()).rejects.toThrow();
    cable.mend();
    await until('it answers again', () =>
      database.answers().then(
        () => true,
        () => false,
      ),
    );
  });

  describe('that looks often whether its connections are there', () => {
    let looking: Database;

    beforeEach(async () => {
      looking = new Database(
        'bus_test',
        await dataSourceFor(cable.url, busTestSchema, { lookEveryMs: 50 }).initialize(),
      );
    });
    afterEach(() => looking.dataSource.destroy());

    it('waits no longer for those that vanished without a word', async () => {
      await Promise.all([looking.answers(), looking.answers(), looking.answers()]);
      cable.lose(); // and nobody is told
      const waiting = await Promise.allSettled([looking.answers(), looking.transact((tx) => claim(tx, 'x', []))]);
      expect(waiting.map((one) => one.status === 'rejected' && isOutage(one.reason))).toEqual([true, true]);
      const answer = () => Promise.all([looking.answers(), looking.answers(), looking.answers()]);
      await until('so do those that nobody had asked anything', () => answer().then(Boolean, () => false));
    });

    it('lets a statement take its time', async () => {
      const slow = looking.read((manager) => manager.query(`SELECT pg_sleep(0.5), 'done' AS answer`));
      expect(await slow).toMatchObject([{ answer: 'done' }]);
    });
  });

  it('knows what is waiting, and for how long', async () => {
    expect(await database.backlog()).toEqual({ outbox: 0, oldestSeconds: 0, setAside: 0, dead: 0, failedTimers: 0 });
    const event = { ...aFact('x'), occurredAt: new Date(Date.now() - 3_600_000).toISOString() };
    await database.dataSource.query(`INSERT INTO outbox (event) VALUES ($1)`, [JSON.stringify(event)]);
    const backlog = await database.backlog();
    expect(backlog.outbox).toBe(1);
    expect(backlog.oldestSeconds).toBeGreaterThan(3_000);
  });

  describe('with another replica of its service', () => {
    let replica: Database;
    let calls: string[];
    let gaps: number;
    let leave: () => Promise<void>;

    beforeEach(async () => {
      replica = await Database.open(cable.url, busTestSchema);
      calls = [];
      gaps = 0;
      leave = replica.attend(
        (loop) => calls.push(loop),
        () => (gaps += 1),
      );
      await until('it listens', () => gaps === 1);
    });
    afterEach(async () => {
      await leave();
      await replica.dataSource.destroy();
    });

    it('wakes the loop there too, after commit', async () => {
      await database.transact(async (tx) => {
        tx.wake('assignment');
        tx.wake('assignment');
        tx.wake('sending');
      });
      await until('the other one hears', () => calls.length === 2);
      expect(calls.toSorted()).toEqual(['assignment', 'sending']);
    });

    it('does not call itself, whose loops wake without a call', async () => {
      await replica.transact(async (tx) => tx.wake('mine'));
      await database.transact(async (tx) => tx.wake('yours'));
      await until('the other one is heard', () => calls.length > 0);
      expect(calls).toEqual(['yours']);
    });

    it('looks at everything after it was not there to listen', async () => {
      cable.shake();
      await until('it listens again', () => gaps === 2);
      await until('it hears again', async () => {
        await database.transact(async (tx) => tx.wake('assignment')).catch(() => {});
        return calls.length > 0;
      });
    });
  });

  it('is listened to anew when its connection vanished without a word', async () => {
    let gaps = 0;
    const wakes = new Wakes(
      { connectionString: cable.url },
      'calls',
      () => {},
      () => (gaps += 1),
      { everyMs: 50, withinMs: 100 },
    );
    wakes.start();
    await until('it is listened to', () => gaps === 1);
    cable.lose();
    await until('it is listened to again', () => gaps === 2);
    await wakes.stop();
  });

  describe('whose inbox grows', () => {
    const longAgo = new Date(Date.now() - 40 * 86_400_000);
    const idOf = (time: Date) => uuid({ msecs: time.getTime() });
    const left = async () => Number((await database.dataSource.query(`SELECT count(*) AS n FROM inbox`))[0].n);
    const handled = (subscription: string, id: string, at: Date) =>
      database.dataSource.query(`INSERT INTO inbox VALUES ($1, $2, $3)`, [subscription, id, at]);

    it('forgets what was handled more than 30 days ago, chunk by chunk', async () => {
      for (const name of ['bus-test.one', 'bus-test.two'])
        for (let n = 0; n < 5; n += 1) await handled(name, idOf(longAgo), longAgo);
      expect(await trimInbox(database, 4)).toBe(true);
      expect(await left()).toBe(6);
      while (await trimInbox(database, 4));
      expect(await left()).toBe(0);
    });

    it('remembers what is new, and what is old but came lately', async () => {
      await handled('bus-test.one', idOf(new Date()), new Date());
      await handled('bus-test.one', idOf(longAgo), new Date());
      expect(await trimInbox(database)).toBe(false);
      expect(await left()).toBe(2);
    });
  });

  it('lets one of two deliveries at once claim an event', async () => {
    const id = randomUUID();
    const claimed = await Promise.all(
      [1, 2].map(() => database.transact(async (tx) => (await claim(tx, 'bus-test.one', [id])).size)),
    );
    expect(claimed.toSorted()).toEqual([0, 1]);
  });
});
