import { randomInt } from 'node:crypto';
import { z } from 'zod';
import { aCable, aDatabase, type Cable, until } from '#testing';
import type { Envelope } from '#contracts';
import { departing } from './broker.ts';
import { Database } from './database.ts';
import {
  aFact,
  aKind,
  aLadder,
  aSubscription,
  type Bench,
  busTestSchema,
  memoryBench,
  rabbitBench,
} from './test/bus-test.ts';

const before = '2026-01-06T09:00:00.000Z';
const after = '2026-01-07T09:00:00.000Z';

const benches: [string, (ladder: readonly number[]) => Promise<Bench>][] = [
  ['in the process', memoryBench],
  ['RabbitMQ', (ladder) => rabbitBench(ladder, process.env['AMQP_URL']!)],
];

describe.each(benches)('a broker: %s', (_name, open) => {
  let cable: Cable;
  let database: Database;
  let bench: Bench;
  let type: string;

  beforeEach(async () => {
    cable = await aCable(await aDatabase(busTestSchema));
    database = await Database.open(cable.url, busTestSchema);
    bench = await open(aLadder());
    ({ type } = aKind());
  });
  afterEach(async () => {
    await bench.stop();
    await database.dataSource.destroy();
    await cable.stop();
  });

  const facts = (many: number) => Array.from({ length: many }, (_, n) => aFact(type, n));
  const numbers = (events: readonly Envelope<{ n: number }>[]) => events.map(({ data }) => data.n);
  const dead = async () => await bench.broker.deadLetters.list();

  it('gives each subscription a copy of its own, and of no other event', async () => {
    const heard: string[] = [];
    const hears = (reaction: string, kind: string) =>
      bench.subscribe(aSubscription(database, kind, async () => void heard.push(reaction), { reaction }));
    const other = aKind().type;
    await hears('first', type);
    await hears('second', type);
    await hears('third', other);
    await bench.broker.publish([aFact(type)].map(departing));
    await until('both have heard it', () => heard.length >= 2);
    await bench.broker.publish([aFact(other)].map(departing));
    await until('the other one is heard', () => heard.length >= 3);
    expect(heard.toSorted()).toEqual(['first', 'second', 'third']);
  });

  it('fills a subscription on demand only while somebody wants it', async () => {
    const heard: number[] = [];
    const settled: number[] = [];
    const handle = async (events: readonly Envelope<{ n: number }>[]) => void heard.push(...numbers(events));
    const seldom = aSubscription(database, type, handle, { reaction: 'tell', onDemand: true });
    await bench.subscribe(seldom);
    await bench.subscribe(aSubscription(database, type, async (events) => void settled.push(...numbers(events))));
    const say = async (n: number) => {
      await bench.broker.publish([aFact(type, n)].map(departing));
      await until('it is heard where it always is', () => settled.includes(n));
    };
    await say(0);
    await bench.broker.heed(seldom.name, true);
    await bench.broker.heed(seldom.name, true);
    await say(1);
    await until('the one that is wanted is heard', () => heard.length > 0);
    await bench.broker.heed(seldom.name, false);
    await say(2);
    await bench.broker.heed(seldom.name, true);
    await say(3);
    await until('it is heard again', () => heard.includes(3));
    expect(heard).toEqual([1, 3]);
  });

  it('hands over what is waiting together, up to the size of a batch', async () => {
    const batches: number[][] = [];
    const handle = async (events: readonly Envelope<{ n: number }>[]) => void batches.push(numbers(events));
    await bench.subscribe(aSubscription(database, type, handle, { batch: 10 }));
    await bench.broker.publish(facts(25).map(departing));
    await until('all are heard', () => batches.flat().length === 25);
    expect(batches.flat().toSorted((a, b) => a - b)).toEqual(numbers(facts(25)));
    expect(Math.max(...batches.map((batch) => batch.length))).toBeGreaterThan(1);
    expect(Math.max(...batches.map((batch) => batch.length))).toBeLessThanOrEqual(10);
  });

  it('lets one event that fails harm no other of its batch', async () => {
    const handled: number[] = [];
    await bench.subscribe(
      aSubscription(database, type, async (events) => {
        if (events.some(({ data }) => data.n === 4)) throw new Error('not this one');
        handled.push(...numbers(events));
      }),
    );
    await bench.broker.publish(facts(10).map(departing));
    await until('the others are done', () => handled.length === 9);
    expect(handled.toSorted((a, b) => a - b)).toEqual([0, 1, 2, 3, 5, 6, 7, 8, 9]);
  });

  it('tries a failing event again, step by step, while others pass it', async () => {
    let attempts = 0;
    const passed: number[] = [];
    await bench.subscribe(
      aSubscription(database, type, async (events) => {
        if (events.some(({ data }) => data.n === 0)) {
          if (events.length === 1) attempts += 1;
          throw new Error('not yet');
        }
        passed.push(...numbers(events));
      }),
    );
    await bench.broker.publish([aFact(type, 0)].map(departing));
    for (let n = 1; n <= 5; n += 1) await bench.broker.publish([aFact(type, n)].map(departing));
    await until('the others have passed it', () => passed.length === 5);
    await until('it is dead', async () => (await dead()).length === 1);
    expect(attempts).toBe(3);
  });

  it('forgets a failure that did not come again', async () => {
    let attempts = 0;
    await bench.subscribe(
      aSubscription(database, type, async () => {
        attempts += 1;
        if (attempts < 3) throw new Error('not yet');
      }),
    );
    await bench.broker.publish([aFact(type)].map(departing));
    await until('it is done', () => attempts === 3);
    expect(await dead()).toEqual([]);
  });

  it('keeps the dead with their reason, and never what a text said', async () => {
    const subscription = aSubscription(database, type, async () => {
      throw new TypeError('no route for +1 (415) 555-0111: "Hello there"');
    });
    await bench.subscribe(subscription);
    const event = aFact(type);
    await bench.broker.publish([event].map(departing));
    await until('it is dead', async () => (await dead()).length === 1);
    const [letter] = await dead();
    const { id: eventId, correlationId } = event;
    expect(letter).toMatchObject({ subscription: subscription.name, eventId, type, correlationId, failures: 3 });
    expect(letter!.reason).toMatch(/^TypeError: no route for …: "…" at libs\/event-bus\/src\/broker\.int\.spec\.ts/);
    expect(letter!.at).toBeInstanceOf(Date);
    const { deadLetters } = bench.broker;
    expect((await deadLetters.count()).get(subscription.name)).toBe(1);
    expect(await deadLetters.count('bus-test')).toEqual(new Map([[subscription.name, 1]]));
    expect(await deadLetters.count('bus')).toEqual(new Map());
  });

  it('tries what it cannot read only once', async () => {
    let attempts = 0;
    await bench.subscribe(
      aSubscription(database, type, async () => {
        attempts += 1;
        z.object({ data: z.object({ n: z.string() }) }).parse(aFact(type));
      }),
    );
    await bench.broker.publish([aFact(type)].map(departing));
    await until('it is dead', async () => (await dead()).length === 1);
    expect(attempts).toBe(1);
    expect((await dead())[0]).toMatchObject({ failures: 1, reason: 'Unreadable: data.n: invalid_type' });
  });

  describe('when dead letters were looked into', () => {
    let well: boolean;
    let handled: number[];
    let name: string;
    let events: Envelope<{ n: number }>[];

    beforeEach(async () => {
      well = false;
      handled = [];
      const subscription = aSubscription(database, type, async (batch) => {
        if (!well) throw new Error('ill');
        handled.push(...numbers(batch));
      });
      ({ name } = subscription);
      await bench.subscribe(subscription);
      events = facts(3);
      await bench.broker.publish(events.map(departing));
      await until('all are dead', async () => (await dead()).length === 3);
      well = true;
    });

    it('shows all of them to each of several who look at once', async () => {
      const looks = await Promise.all([dead(), bench.broker.deadLetters.list(name), dead()]);
      expect(looks.map(({ length }) => length)).toEqual([3, 3, 3]);
    });

    it('gives one of them to its subscription again', async () => {
      expect(await bench.broker.deadLetters.replay(name, events[1]!.id)).toBe(1);
      await until('it is done', () => handled.length === 1);
      expect(handled).toEqual([1]);
      expect((await dead()).map(({ eventId }) => eventId).toSorted()).toEqual(
        [events[0]!.id, events[2]!.id].toSorted(),
      );
    });

    it('gives all of them again, as if they had never failed', async () => {
      well = false;
      expect(await bench.broker.deadLetters.replay(name)).toBe(3);
      await until('they are dead again', async () => (await dead()).length === 3);
      expect((await dead()).map(({ failures }) => failures)).toEqual([3, 3, 3]);
      well = true;
      await bench.broker.deadLetters.replay(name);
      await until('all are done', () => handled.length === 3);
      expect(await dead()).toEqual([]);
    });

    it('forgets those in which a word stands as a value, and no others', async () => {
      const [first, second] = events.map(({ correlationId }) => correlationId);
      const until = events[0]!.occurredAt;
      const forget = (people: string[], besides: string[]) =>
        bench.broker.deadLetters.forget({ people, besides, until });
      expect(await forget(['nowhere'], [first!.slice(0, 20)])).toBe(0);
      expect(await forget([first!], [second!])).toBe(2);
      expect((await dead()).map(({ eventId }) => eventId)).toEqual([events[2]!.id]);
    });

    it('drops one, or all', async () => {
      expect(await bench.broker.deadLetters.drop(name, events[0]!.id)).toBe(1);
      expect(await bench.broker.deadLetters.drop(name, events[0]!.id)).toBe(0);
      expect(await bench.broker.deadLetters.drop(name)).toBe(2);
      expect(await dead()).toEqual([]);
      expect(handled).toEqual([]);
    });
  });

  it('forgets also what is still to be tried, where it names people and happened before they were forgotten', async () => {
    const patient = await open([randomInt(60_000, 600_000)]);
    await patient.subscribe(
      aSubscription(database, type, async () => {
        throw new Error('ill');
      }),
    );
    const [theirs, nameless, later] = facts(3).map((fact, n) => (n === 2 ? { ...fact, occurredAt: after } : fact));
    await patient.broker.publish([theirs!, nameless!, later!].map(departing));
    const forget = (people: Envelope[], besides: Envelope[], until: string) =>
      patient.broker.deadLetters.forget({
        people: people.map(({ id }) => id),
        besides: besides.map(({ id }) => id),
        until,
      });
    let [first, rest] = [0, 0];
    await until('theirs is forgotten', async () => (first += await forget([theirs!, later!], [nameless!], before)) > 0);
    await until(
      'the others were still there',
      async () => (rest += await forget([nameless!, later!], [], after)) === 2,
    );
    expect(first).toBe(1);
    await patient.stop();
  });

  it('finishes what is under way before it pauses, and takes nothing more', async () => {
    const begun: number[] = [];
    const done: number[] = [];
    let finish = () => {};
    const finishing = new Promise<void>((resolve) => (finish = resolve));
    await bench.subscribe(
      aSubscription(
        database,
        type,
        async (events) => {
          begun.push(...numbers(events));
          await finishing;
          done.push(...numbers(events));
        },
        { batch: 1 },
      ),
    );
    const published = bench.broker.publish(facts(1).map(departing));
    await until('it has begun', () => begun.length === 1);
    let paused = false;
    const pausing = bench.broker.pause().then(() => (paused = true));
    await new Promise((resolve) => setImmediate(resolve));
    expect(paused).toBe(false);
    finish();
    await pausing;
    await published;
    expect(done).toEqual([0]);
    await bench.broker.publish([aFact(type, 1)].map(departing)).catch(() => {});
    expect(begun).toEqual([0]);
  });

  it('counts no failure while the database is away, loses nothing and goes on by itself', async () => {
    const beside = await Database.open(await aDatabase(busTestSchema), busTestSchema);
    // at least once: what was handled before the outage may come again, and who knows it already is the inbox
    const heard = async () =>
      (await beside.dataSource.query('SELECT DISTINCT n FROM heard ORDER BY n')).map(({ n }: { n: number }) => n);
    let cut = false;
    await bench.subscribe(
      aSubscription(
        database,
        type,
        async (events) => {
          if (!cut && events.some(({ data }) => data.n === 7)) {
            cut = true;
            cable.cut();
          }
          await database.transact(({ manager }) =>
            manager.query(`INSERT INTO heard SELECT n, 'record' FROM unnest($1::int[]) AS n`, [numbers(events)]),
          );
        },
        { batch: 5 },
      ),
    );
    const published = bench.broker.publish(facts(20).map(departing));
    await until('the subscription has asked for its database in vain', () => cable.refused() >= 4);
    cable.mend();
    await published;
    await until('all are done', async () => (await heard()).length >= 20);
    expect(await heard()).toEqual(numbers(facts(20)));
    expect(await dead()).toEqual([]);
    expect(await beside.backlog()).toMatchObject({ setAside: 0, dead: 0 });
    await beside.dataSource.destroy();
  });
});
