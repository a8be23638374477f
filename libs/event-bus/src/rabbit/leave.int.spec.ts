import { connect } from 'amqplib';
import { aDatabase, until } from '#testing';
import { departing } from '../broker.ts';
import { Database } from '../database.ts';
import { Outage } from '../failure.ts';
import { aBreakingWay, goodbyes } from '../test/a-breaking-way.ts';
import { aFact, aKind, aLadder, aSubscription, busTestSchema, clear } from '../test/bus-test.ts';
import { RabbitConnection } from './connection.ts';
import { RabbitBroker } from './rabbit-broker.ts';
import { declareTopology } from './topology.ts';

const rabbit = () => process.env['AMQP_URL']!;
let way: Awaited<ReturnType<typeof aBreakingWay>>;
afterEach(() => way.stop());

describe('a connection that breaks as it takes its leave', () => {
  const open = (patienceMs: number) =>
    RabbitConnection.open(connect, { url: way.url, onError: () => {}, patienceMs }, 'test', async () => {});

  it('is closed', async () => {
    way = await aBreakingWay(rabbit(), goodbyes.ofConnection);
    const connection = await open(5_000);
    expect(connection.reachable).toBe(true);
    await connection.close();
    expect(connection.reachable).toBe(false);
    await until('it is gone', way.left);
    expect(way.breaks()).toBe(1);
  });

  it('does so without a complaint where it was closed before it was made', async () => {
    way = await aBreakingWay(rabbit(), goodbyes.ofConnection, { held: true });
    const connection = await open(0);
    await until('the broker is greeted', way.greeted);
    await connection.close();
    way.release();
    await until('it is gone', way.left);
  });

  it('has declared everything by then', async () => {
    way = await aBreakingWay(rabbit(), goodbyes.ofConnection);
    const ladder = aLadder();
    await declareTopology(way.url, [], { ladder });
    expect(way.breaks()).toBe(1);
    await clear([], ladder);
  });
});

describe('a connection that breaks as one of its channels takes its leave', () => {
  it('comes back, and what it reads is read on', async () => {
    const database = await Database.open(await aDatabase(busTestSchema), busTestSchema);
    way = await aBreakingWay(rabbit(), goodbyes.ofChannel);
    way.breakOnly(1); // as the queue is declared
    const ladder = aLadder();
    const { type } = aKind();
    const heard: number[] = [];
    let isAway = true;
    const subscription = aSubscription(database, type, async (events) => {
      if (isAway) {
        isAway = false;
        way.breakOnly(1); // as the channel is given back
        throw new Outage('The database is away.');
      }
      heard.push(...events.map(({ data }) => data.n));
    });
    const broker = await RabbitBroker.connect(connect, { url: way.url, ladder });
    try {
      await broker.subscribe(subscription).catch(() => {});
      await until('it can publish', () => broker.reachable);
      await until('it is heard', async () => {
        if (isAway) await broker.publish([departing(aFact(type, 1))]).catch(() => {});
        return heard.includes(1);
      });
      expect(way.breaks()).toBe(2);
    } finally {
      await broker.close();
      await clear([subscription.name], ladder);
      await database.dataSource.destroy();
    }
  });
});
