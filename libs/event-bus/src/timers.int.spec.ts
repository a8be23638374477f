import { z } from 'zod';
import { aCable, aDatabase, until } from '#testing';
import { Refusal } from '#contracts';
import { Database } from './database.ts';
import { take } from './outbox.ts';
import { aKind, busTestSchema } from './test/bus-test.ts';
import { Written } from './test/written.ts';
import { defineBulkTimer, defineTimer, fireDue, type TimerContract } from './timers.ts';
import type { Transaction } from './transaction.ts';

const data = z.object({ n: z.number() });
const fired = aKind();
const ringing = defineTimer('ring', data, async (tx, _subject, { n }) => {
  await tx.manager.query(`INSERT INTO heard VALUES ($1, 'ring')`, [n]);
  tx.publish(fired, { n });
});

describe('timers', () => {
  let url: string;
  let database: Database;
  let journal: Written;

  beforeEach(async () => {
    url = await aDatabase(busTestSchema);
    database = await Database.open(url, busTestSchema);
    journal = new Written();
  });
  afterEach(() => database.dataSource.destroy());

  const plan = (timer: TimerContract<{ n: number }>, ...numbers: number[]) =>
    database.transact((tx) =>
      tx.scheduleAll(
        timer,
        numbers.map((n) => ({ subject: `${n}`, dueAt: tx.now, data: { n } })),
      ),
    );
  const fire = (...timers: TimerContract<never>[]) => fireDue(database, timers, { journal, steps: [60_000, 120_000] });
  const rows = () =>
    database.dataSource.query(`SELECT kind, subject, failures, reason, due_at FROM timer ORDER BY kind, subject`);
  const heard = async () =>
    (await database.dataSource.query('SELECT n FROM heard ORDER BY n')).map(({ n }: { n: number }) => n);
  const hasten = () =>
    database.dataSource.query(`UPDATE timer SET due_at = now() - interval '1 minute' WHERE due_at IS NOT NULL`);

  it('fire once, in the transaction that removes them, in the course of what planned them', async () => {
    const cause = { correlationId: '0199c1d4-0000-4000-8000-000000000000', causationId: null };
    await database.transact((tx) => tx.schedule(ringing, 'a', tx.now, { n: 1 }), cause);
    expect(await fire(ringing)).toBe(false);
    expect(await heard()).toEqual([1]);
    expect(await rows()).toEqual([]);
    const left = await database.dataSource.transaction((manager) => take(manager, 10));
    expect(left.map(({ json }) => JSON.parse(json))).toMatchObject([{ type: fired.type, ...cause }]);
    const { correlationId } = cause;
    expect(journal.entries).toMatchObject([{ door: 'timer', name: 'ring', outcome: 'done', count: 1, correlationId }]);
  });

  it('are told of together when many fire', async () => {
    await plan(ringing, 1, 2, 3);
    await fire(ringing);
    expect(journal.entries).toMatchObject([{ name: 'ring', outcome: 'done', count: 3, correlationId: null }]);
  });

  it('wait until they are due, and say how long', async () => {
    await database.transact(async (tx) => {
      await tx.schedule(ringing, 'soon', new Date(tx.now.getTime() + 700), { n: 1 });
      await tx.schedule(ringing, 'later', new Date(tx.now.getTime() + 3_600_000), { n: 2 });
    });
    const wait = await fire(ringing);
    expect(wait).toBeGreaterThan(0);
    expect(wait).toBeLessThanOrEqual(700);
    expect(await heard()).toEqual([]);
  });

  it('say how long the next waits, however far away it is and however many are planned', async () => {
    await database.transact((tx) =>
      tx.scheduleAll(
        ringing,
        Array.from({ length: 300 }, (_, n) => ({
          subject: String(n),
          dueAt: new Date(tx.now.getTime() + 3_600_000 + n),
          data: { n },
        })),
      ),
    );
    const wait = await fire(ringing);
    expect(wait).toBeGreaterThan(3_500_000);
    expect(wait).toBeLessThanOrEqual(3_600_000);
  });

  it('wait also when more of them are about to be due than are taken at a time', async () => {
    await database.transact(async (tx) => {
      const dueAt = new Date(tx.now.getTime() + 700);
      const planned = Array.from({ length: 5 }, (_, n) => ({ subject: String(n), dueAt, data: { n } }));
      await tx.scheduleAll(ringing, planned);
    });
    expect(await fireDue(database, [ringing], { limit: 5 })).toBeGreaterThan(0);
    expect(await fireDue(database, [ringing], { limit: 5 })).not.toBe(true);
  });

  it('can be moved and cancelled', async () => {
    await plan(ringing, 1, 2);
    await database.transact(async (tx) => {
      await tx.schedule(ringing, '1', new Date(tx.now.getTime() + 3_600_000), { n: 1 });
      await tx.cancel(ringing, '2');
    });
    await fire(ringing);
    expect(await heard()).toEqual([]);
    expect(await rows()).toMatchObject([{ subject: '1' }]);
  });

  it('may plan themselves anew', async () => {
    const again = defineTimer('again', data, async (tx, subject, { n }) => {
      await tx.manager.query(`INSERT INTO heard VALUES ($1, 'again')`, [n]);
      await tx.schedule(again, subject, new Date(tx.now.getTime() + 3_600_000), { n: n + 1 });
    });
    await plan(again, 1);
    await fire(again);
    expect(await heard()).toEqual([1]);
    expect(await rows()).toMatchObject([{ kind: 'again', subject: '1' }]);
  });

  describe('that fail', () => {
    let well = false;
    const failing: TimerContract<{ n: number }> = defineTimer('fail', data, async (tx, subject, { n }) => {
      await ringing.fire(tx, subject, { n });
      if (!well) throw new Refusal('not-now', 'Come again later.');
    });
    beforeEach(() => {
      well = false;
    });

    it('hold up no other and leave nothing behind', async () => {
      await plan(failing, 1);
      await plan(ringing, 2);
      await fire(failing, ringing);
      expect(await heard()).toEqual([2]);
      expect(journal.outcomes()).toEqual(['refused', 'done']);
    });

    it('wait longer each time, and stay visible when the last attempt failed', async () => {
      await plan(failing, 1);
      const wait = await fire(failing);
      expect(wait).toBeGreaterThan(50_000);
      expect(wait).toBeLessThanOrEqual(60_000);
      const [first] = await rows();
      expect(first).toMatchObject({ failures: 1, reason: 'Refused: not-now' });
      expect(first.due_at.getTime()).toBeGreaterThan(database.now().getTime() + 30_000);
      await hasten();
      await fire(failing);
      await hasten();
      await fire(failing);
      expect(await rows()).toMatchObject([{ failures: 3, due_at: null }]);
      expect((await database.backlog()).failedTimers).toBe(1);
      expect(await fire(failing)).toBe(false);
    });

    it('are as new when they are planned again', async () => {
      await plan(failing, 1);
      await fire(failing);
      well = true;
      await plan(failing, 1);
      expect(await rows()).toMatchObject([{ failures: 0, reason: null }]);
      await fire(failing);
      expect(await heard()).toEqual([1]);
      expect(await rows()).toEqual([]);
    });

    const cut = defineTimer('cut', data, async (tx) => {
      await tx.manager.query(`SELECT pg_terminate_backend(pg_backend_pid())`);
    });
    const cutAll = defineBulkTimer('cut-all', data, (tx) => cut.fire(tx, '', { n: 0 }));

    it.each([
      ['one', cut],
      ['several together', cutAll],
    ])(
      'count no failure where a connection breaks, and hold up no other however often it does: %s',
      async (_, timer) => {
        await plan(timer, 1, 2);
        await plan(ringing, 3);
        for (let n = 0; n < 8; n += 1) {
          expect(await fire(timer, ringing)).toBeGreaterThan(1_000);
          await hasten();
        }
        expect(await heard()).toEqual([3]);
        expect(await rows()).toMatchObject([{ failures: 0 }, { failures: 0 }]);
        expect(journal.outcomes().filter((outcome) => outcome === 'outage')).toHaveLength(16);
      },
    );

    it('are left as they are while the database is away', async () => {
      const cable = await aCable(url);
      const replica = await Database.open(cable.url, busTestSchema);
      const unplug = defineTimer('unplug', data, async (tx) => {
        cable.cut();
        await tx.manager.query(`SELECT 1`);
      });
      await plan(unplug, 1);
      const before = await rows();
      await expect(fireDue(replica, [unplug])).rejects.toThrow();
      expect(await rows()).toEqual(before);
      cable.mend();
      await replica.dataSource.destroy();
      await cable.stop();
    });
  });

  it('fire once, however many replicas look', async () => {
    const replicas = await Promise.all([1, 2, 3].map(() => Database.open(url, busTestSchema)));
    const many = Array.from({ length: 60 }, (_, n) => n);
    await plan(ringing, ...many);
    await Promise.all(
      [database, ...replicas].map(async (replica) => {
        while ((await fireDue(replica, [ringing], { limit: 7 })) === true);
      }),
    );
    await until('none is left', async () => (await rows()).length === 0);
    expect(await heard()).toEqual(many);
    await Promise.all(replicas.map((replica) => replica.dataSource.destroy()));
  });

  it('give way, without a deadlock, to work that cancels them while they fire', async () => {
    await database.dataSource.query(`INSERT INTO said VALUES (1)`);
    const lockAggregate = (tx: Transaction) => tx.manager.query(`SELECT * FROM said WHERE n = 1 FOR UPDATE`);
    let waits = () => {};
    const waiting = new Promise<void>((resolve) => (waits = resolve));
    const late = defineTimer('late', data, async (tx, _subject, { n }) => {
      waits();
      await lockAggregate(tx);
      await tx.manager.query(`INSERT INTO heard VALUES ($1, 'late')`, [n]);
    });
    await plan(late, 1);
    const [, firing] = await database.transact(async (tx) => {
      await lockAggregate(tx);
      const firing = fire(late);
      await waiting;
      await tx.cancel(late, '1');
      return [true, { done: firing }] as const;
    });
    expect(await firing.done).toBe(false);
    expect(await heard()).toEqual([]);
    expect(await rows()).toEqual([]);
  });

  describe('that plan themselves anew', () => {
    let began: PromiseWithResolvers<void>;
    let mayEnd: PromiseWithResolvers<void>;
    const steps = defineTimer('steps', data, async (tx, subject, { n }) => {
      await tx.manager.query(`INSERT INTO heard VALUES ($1, 'steps')`, [n]);
      began.resolve();
      await mayEnd.promise;
      await tx.schedule(steps, subject, new Date(tx.now.getTime() + 3_600_000), { n: n + 1 });
    });
    const manySteps = defineBulkTimer('many-steps', data, async (tx, due) => {
      for (const { data: one } of due) await tx.manager.query(`INSERT INTO heard VALUES ($1, 'steps')`, [one.n]);
      began.resolve();
      await mayEnd.promise;
      const dueAt = new Date(tx.now.getTime() + 3_600_000);
      await tx.scheduleAll(
        manySteps,
        due.map(({ subject, data: { n } }) => ({ subject, dueAt, data: { n: n + 1 } })),
      );
    });
    const planned = () =>
      database.dataSource.query(`SELECT subject, (data->>'n')::int AS n FROM timer ORDER BY subject`);
    beforeEach(() => {
      began = Promise.withResolvers();
      mayEnd = Promise.withResolvers();
    });

    it('leave the plan that somebody else made while they fired, and take back what they did', async () => {
      await plan(steps, 1);
      const firing = fire(steps);
      await began.promise;
      const later = new Date(database.now().getTime() + 60_000);
      await database.transact((tx) => tx.schedule(steps, '1', later, { n: 100 }));
      mayEnd.resolve();
      await firing;
      expect(await planned()).toEqual([{ subject: '1', n: 100 }]);
      expect(await heard()).toEqual([]);
    });

    it('do not come back when they were cancelled while they fired', async () => {
      await plan(steps, 1);
      const firing = fire(steps);
      await began.promise;
      await database.transact((tx) => tx.cancel(steps, '1'));
      mayEnd.resolve();
      await firing;
      expect(await planned()).toEqual([]);
      expect(await heard()).toEqual([]);
    });

    it('leave a newer plan also where many of them fire together', async () => {
      await plan(manySteps, 1, 2);
      const firing = fire(manySteps);
      await began.promise;
      const later = new Date(database.now().getTime() + 60_000);
      await database.transact((tx) => tx.schedule(manySteps, '1', later, { n: 100 }));
      mayEnd.resolve();
      await firing;
      expect(await planned()).toEqual([
        { subject: '1', n: 100 },
        { subject: '2', n: 3 },
      ]);
      expect(await heard()).toEqual([2]);
    });
  });

  it.each([1_000, 20_000])('claim none but those that are due, when %i of their kind are planned', async (count) => {
    let locks = 0;
    const looking = defineBulkTimer('look', data, async (tx) => {
      const [row]: { count: number }[] = await tx.manager.query(
        `SELECT count(*)::int FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid()`,
      );
      locks = row!.count;
    });
    await database.transact((tx) =>
      tx.scheduleAll(
        looking,
        Array.from({ length: count }, (_, n) => ({
          subject: String(n),
          dueAt: new Date(tx.now.getTime() + (n < 100 ? 0 : 3_600_000)),
          data: { n },
        })),
      ),
    );
    await database.dataSource.query('ANALYZE timer');
    await fire(looking);
    expect(locks).toBe(100);
  });
});
