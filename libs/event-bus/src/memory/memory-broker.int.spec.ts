import { aDatabase, until } from '#testing';
import type { Envelope } from '#contracts';
import { departing } from '../broker.ts';
import { Database } from '../database.ts';
import { OutboxRelay } from '../outbox-relay.ts';
import { aFact, aKind, aSubscription, busTestSchema } from '../test/bus-test.ts';
import { MemoryBroker } from './memory-broker.ts';
import { TableDeadLetters } from './table-dead-letters.ts';

const soon = [0, 0];

describe('the broker in the process', () => {
  let database: Database;
  const kind = aKind();
  let heard: number[];
  const hear = async (events: readonly Envelope<{ n: number }>[]) =>
    void heard.push(...events.map(({ data }) => data.n));
  const fail = async () => {
    throw new Error('ill');
  };
  const listening = async (handle: typeof hear, ladder: readonly number[] = soon) => {
    const broker = new MemoryBroker({ ladder });
    await broker.subscribe(aSubscription(database, kind.type, handle));
    return broker;
  };

  beforeEach(async () => {
    database = await Database.open(await aDatabase(busTestSchema), busTestSchema);
    heard = [];
  });
  afterEach(() => database.dataSource.destroy());

  it('leaves an event in the outbox until every reaction to it is done', async () => {
    let finish = () => {};
    const finishing = new Promise<void>((resolve) => (finish = resolve));
    const broker = await listening(async (events) => {
      await hear(events);
      await finishing;
    });
    await database.transact(async (tx) => tx.publish(kind, { n: 1 }));
    const relaying = new OutboxRelay(database, broker).moveBatch();
    await until('the reaction is under way', () => heard.length === 1);
    expect((await database.backlog()).outbox).toBe(1);
    finish();
    await relaying;
    expect((await database.backlog()).outbox).toBe(0);
  });

  it('keeps an event that failed beyond the end of the process', async () => {
    const first = await listening(fail);
    await first.publish([aFact(kind.type, 1)].map(departing));
    expect(await database.backlog()).toMatchObject({ setAside: 1, dead: 0 });
    await first.close();
    const second = await listening(hear);
    await second.redeliver('bus_test');
    expect(heard).toEqual([1]);
    expect(await database.backlog()).toMatchObject({ setAside: 0, dead: 0 });
  });

  it('counts an event that is published again after it failed as one failure', async () => {
    const broker = await listening(fail, [60_000]);
    const event = aFact(kind.type, 1);
    await broker.publish([event].map(departing));
    await broker.publish([event].map(departing));
    const rows = await database.dataSource.query(`SELECT failures FROM set_aside`);
    expect(rows).toEqual([{ failures: 1 }]);
  });

  it('wakes who tries again what failed, and says when that is due', async () => {
    const woken: string[] = [];
    database.onCommitted = (aftermath) => woken.push(...aftermath.woken);
    const broker = await listening(fail, [60_000]);
    expect(await broker.redeliver('bus_test')).toBe(false);
    await broker.publish([aFact(kind.type, 1)].map(departing));
    expect(woken).toEqual(['set-aside']);
    const wait = await broker.redeliver('bus_test');
    expect(wait).toBeGreaterThan(50_000);
    expect(wait).toBeLessThanOrEqual(60_000);
  });

  it('is called when a dead letter is replayed, from whatever process', async () => {
    const called: string[] = [];
    let attending = false;
    const stop = database.attend(
      (loop) => called.push(loop),
      () => (attending = true),
    );
    await until('it hears calls', () => attending);
    const letters = new TableDeadLetters(() => new Map([['bus_test', database.dataSource.manager]]));
    await letters.replay('bus_test.record');
    await until('it was called', () => called.length > 0);
    expect(called).toEqual(['set-aside']);
    await stop();
  });

  it('makes no attempt twice when two loops look for what is due', async () => {
    let attempts = 0;
    const broker = await listening(async () => {
      attempts += 1;
      throw new Error('ill');
    }, [0, 60_000]);
    await broker.publish([aFact(kind.type, 1)].map(departing));
    await Promise.all([broker.redeliver('bus_test'), broker.redeliver('bus_test')]);
    expect(attempts).toBe(2);
    expect(await database.dataSource.query(`SELECT failures FROM set_aside`)).toEqual([{ failures: 2 }]);
  });

  it('gives each listener an event of its own to hold', async () => {
    const broker = await listening(async ([event]) => {
      event!.data.n = 99;
    });
    await broker.subscribe(aSubscription(database, kind.type, hear, { reaction: 'other' }));
    await broker.publish([aFact(kind.type, 1)].map(departing));
    expect(heard).toEqual([1]);
  });

  it('takes nothing any more when the process is about to stop', async () => {
    const broker = await listening(hear);
    await broker.close();
    expect(broker.reachable).toBe(false);
    await expect(broker.publish([aFact(kind.type, 1)].map(departing))).rejects.toThrow('about to stop');
  });
});
