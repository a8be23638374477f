import { jest } from '@jest/globals';
import { z } from 'zod';
import { Refusal } from '#contracts';
import { aCable, aDatabase, type Cable, until } from '#testing';
import { departing } from './broker.ts';
import { Database } from './database.ts';
import { aFact, aLadder, type Bench, busTestSchema, clear, memoryBench, rabbitBench } from './test/bus-test.ts';
import { aBusTestProcess, behaviour, bulk, Reactions, single } from './test/bus-test-process.ts';
import { subscriptionsOf } from './subscriptions.ts';
import { defineTimer } from './timers.ts';

jest.setTimeout(60_000);

const names = subscriptionsOf(Reactions).map(({ name }) => name);
const benches: [string, (ladder: readonly number[]) => Promise<Bench>][] = [
  ['in the process', memoryBench],
  ['RabbitMQ', (ladder) => rabbitBench(ladder, process.env['AMQP_URL']!)],
];
const idle = behaviour.before;

describe.each(benches)('a process with its broker %s', (_name, open) => {
  let cable: Cable;
  let beside: Database;
  let bench: Bench;
  let service: Awaited<ReturnType<typeof aBusTestProcess>>;

  const ring = defineTimer('ring', z.object({ n: z.number() }), async (tx, _subject, { n }) => {
    await tx.manager.query(`INSERT INTO heard VALUES ($1, 'timer')`, [n]);
  });

  beforeEach(async () => {
    const url = await aDatabase(busTestSchema);
    beside = await Database.open(url, busTestSchema);
    cable = await aCable(url);
    bench = await open(aLadder());
    service = await aBusTestProcess(bench.broker, cable.url, { timers: [ring] });
  });
  afterEach(async () => {
    behaviour.before = idle;
    cable.mend();
    await service.stop();
    await bench.stop();
    if (_name === 'RabbitMQ') await clear(names);
    await beside.dataSource.destroy();
    await cable.stop();
  });

  const heard = (): Promise<{ n: number; by: string }[]> =>
    beside.dataSource.query(`SELECT n, by FROM heard ORDER BY n`);
  const say = (kind: typeof single, ...numbers: number[]) =>
    service.database.transact(async (tx) => {
      for (const n of numbers) tx.publish(kind, { n });
    });

  it('publishes nothing before its own reactions are subscribed', async () => {
    await say(single, 1);
    service.loops.get('outbox')!.wake();
    expect((await beside.backlog()).outbox).toBe(1);
    await service.listen();
    await until('it is heard', async () => (await heard()).length === 1);
  });

  it('reacts once to an event that is delivered twice, in a batch and after it', async () => {
    await service.listen();
    const event = aFact(single.type, 7);
    const outcomes = () => service.journal.outcomes('bus-test.record-one');
    await bench.broker.publish([event, event].map(departing));
    await until('the first is done', () => outcomes().includes('done'));
    await bench.broker.publish([event].map(departing));
    await until('the last is known', () => outcomes().includes('duplicate'));
    expect(await heard()).toEqual([{ n: 7, by: 'one' }]);
    expect(outcomes().filter((outcome) => outcome === 'done')).toHaveLength(1);
  });

  it('hands many events to a reaction in bulk at once', async () => {
    await service.listen();
    await say(bulk, 1, 2, 3);
    const told = () => service.journal.entries.filter(({ name }) => name === 'bus-test.record-many');
    await until('all are told of', () => told().reduce((sum, { count = 1 }) => sum + count, 0) === 3);
    expect((await heard()).map(({ n }) => n)).toEqual([1, 2, 3]);
  });

  it('tells why a reaction refused, once for each attempt and not for the batch', async () => {
    behaviour.before = async (_tx, numbers) => {
      if (numbers.includes(2)) throw new Refusal('not-now', 'Come again later.');
    };
    await service.listen();
    await say(bulk, 1, 2, 3);
    await until('it is dead', async () => (await bench.broker.deadLetters.list()).length === 1);
    expect(service.journal.outcomes('bus-test.record-many').filter((outcome) => outcome === 'refused')).toHaveLength(3);
    expect(service.journal.entries.find(({ outcome }) => outcome === 'refused')).toMatchObject({
      door: 'event',
      detail: 'Refused: not-now',
    });
    expect((await heard()).map(({ n }) => n)).toEqual([1, 3]);
  });

  it('keeps nothing of a reaction that failed, not even its claim', async () => {
    let ill = true;
    behaviour.before = async (tx) => {
      await tx.manager.query(`INSERT INTO said VALUES (1)`);
      if (!ill) return;
      ill = false;
      throw new Error('after having written');
    };
    await service.listen();
    await say(single, 1);
    await until('it is done', async () => (await heard()).length === 1);
    expect(await beside.dataSource.query(`SELECT count(*)::int AS n FROM inbox`)).toEqual([{ n: 1 }]);
  });

  it('fires a timer when it is due, without being asked', async () => {
    await service.listen();
    await service.database.transact((tx) => tx.schedule(ring, 'a', new Date(tx.now.getTime() + 30), { n: 5 }));
    await until('it has rung', async () => (await heard()).length === 1);
    expect(await heard()).toEqual([{ n: 5, by: 'timer' }]);
  });

  it('finishes its reactions before it closes its database', async () => {
    let go = () => {};
    let begun = false;
    behaviour.before = () => {
      begun = true;
      return new Promise<void>((resolve) => (go = resolve));
    };
    await service.listen();
    await say(single, 1);
    await until('the reaction has begun', () => begun);
    const stopping = service.stop();
    go();
    await stopping;
    expect(await heard()).toEqual([{ n: 1, by: 'one' }]);
  });

  it('loses, doubles and buries nothing when PostgreSQL goes away and comes back while events flow', async () => {
    await service.listen();
    let said = 0;
    let flowing = true;
    let failedToSay = 0;
    const saying = (async () => {
      while (flowing || said < 300) {
        const numbers = Array.from({ length: 10 }, (_, n) => said + n);
        // what was said is in the same transaction, so that a commit whose answer was lost counts too
        await service.database
          .transact(async (tx) => {
            await tx.manager.query(`INSERT INTO said SELECT n FROM unnest($1::int[]) AS n`, [numbers]);
            for (const n of numbers) tx.publish(n % 2 === 0 ? single : bulk, { n });
          })
          .catch(async () => {
            failedToSay += 1;
            await new Promise((resolve) => setTimeout(resolve, 10));
          });
        said += 10;
      }
    })();
    const someMore = async (what: string) => {
      const before = (await heard()).length;
      await until(what, async () => (await heard()).length > before);
    };
    await someMore('events flow');
    for (let outage = 0; outage < 3; outage += 1) {
      cable.cut();
      const refused = cable.refused();
      await until('the process has asked for its database in vain', () => cable.refused() >= refused + 10);
      cable.mend();
      await someMore('events flow again');
    }
    await beside.dataSource
      .query(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name LIKE 'parley bus_test %' AND datname = current_database() AND pid <> pg_backend_pid()`,
      )
      .catch(() => {}); // takes this connection's neighbours in the pool with it
    await someMore('events flow again');
    flowing = false;
    await saying;
    const committed = (): Promise<{ n: number }[]> => beside.dataSource.query(`SELECT n FROM said ORDER BY n`);
    await until('all is heard', async () => (await heard()).length >= (await committed()).length, { withinMs: 30_000 });
    expect(failedToSay).toBeGreaterThan(0);
    expect((await heard()).map(({ n }) => n)).toEqual((await committed()).map(({ n }) => n));
    expect(await bench.broker.deadLetters.list()).toEqual([]);
    await until('nothing is left to say', async () => (await beside.backlog()).outbox === 0);
    expect(await beside.backlog()).toMatchObject({ setAside: 0, dead: 0 });
    const told = service.journal.entries.filter(({ outcome }) => outcome === 'outage').map(({ name }) => name);
    for (const name of new Set(told)) expect(told.filter((each) => each === name).length).toBeLessThanOrEqual(4);
    expect(service.journal.outcomes()).not.toContain('broken');
  });
});

it('refuses reactions of a service that is not in the process', async () => {
  const bench = await memoryBench([]);
  const service = await aBusTestProcess(bench.broker, await aDatabase(busTestSchema));
  const { Databases } = await import('./event-server.ts');
  service.app.get(Databases).clear();
  await expect(service.listen()).rejects.toThrow('bus-test.record-one belongs to no service of this process.');
  await service.stop();
  await bench.stop();
});
