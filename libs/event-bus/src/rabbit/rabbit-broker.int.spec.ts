import { type Channel, type ChannelModel, connect } from 'amqplib';
import { aCable, aDatabase, type Cable, until } from '#testing';
import type { Envelope } from '#contracts';
import { departing } from '../broker.ts';
import { Database } from '../database.ts';
import { isOutage, Outage } from '../failure.ts';
import { stepName } from '../ladder.ts';
import { OutboxRelay } from '../outbox-relay.ts';
import {
  aFact,
  aKind,
  aLadder,
  aSubscription,
  type Bench,
  busTestSchema,
  clear,
  rabbitBench,
} from '../test/bus-test.ts';
import type { Connect } from './connection.ts';
import { RabbitBroker } from './rabbit-broker.ts';
import { RabbitDeadLetters } from './rabbit-dead-letters.ts';
import { deadQueue, declareTopology } from './topology.ts';

const url = () => process.env['AMQP_URL']!;

/** Does something to RabbitMQ beside the broker under test. */
async function beside<T>(work: (channel: Channel) => Promise<T>): Promise<T> {
  const model = await connect(url());
  try {
    const channel = await model.createChannel();
    channel.on('error', () => {});
    const result = await work(channel);
    await channel.close();
    return result;
  } finally {
    await model.close();
  }
}

describe('RabbitMQ', () => {
  let database: Database;
  let cable: Cable;
  let ladder: readonly number[];
  let bench: Bench;
  let type: string;
  let heard: number[];

  const hear = async (events: readonly Envelope<{ n: number }>[]) =>
    void heard.push(...events.map(({ data }) => data.n));
  const readableUntil = (n: number) => until(`fact ${n} is heard`, () => heard.includes(n));

  beforeEach(async () => {
    database = await Database.open(await aDatabase(busTestSchema), busTestSchema);
    cable = await aCable(url());
    ladder = aLadder();
    bench = await rabbitBench(ladder, cable.url);
    ({ type } = aKind());
    heard = [];
  });
  afterEach(async () => {
    cable.mend();
    await bench.stop();
    await database.dataSource.destroy();
    await cable.stop();
  });

  it('says how much waits for a subscription, and takes what no relay brings', async () => {
    const subscription = aSubscription(database, type, hear);
    await bench.subscribe(subscription);
    await bench.broker.pause();
    expect(bench.broker.durable).toBe(true);
    expect(await bench.broker.waiting(subscription.name)).toBe(0);
    const facts = [1, 2, 3].map((n) => aFact(type, n));
    for (const fact of facts) await bench.broker.publish([departing(fact)]);
    await until('all three wait', async () => (await bench.broker.waiting(subscription.name)) === 3);
    await expect(bench.broker.waiting('bus-test.nobody')).rejects.toThrow('NOT_FOUND');
    expect(await bench.broker.waiting(subscription.name)).toBe(3);
    cable.cut();
    await until('it is away', () => bench.broker.waiting(subscription.name).then(() => false, isOutage));
  });

  // twilio.md, pitfall 12: one at a time is one text a round trip, and everything at once stalls the broker
  it('hands a slow reaction some batches ahead: neither one event at a time nor all that wait', async () => {
    const held = Promise.withResolvers<void>();
    const batches: number[] = [];
    const handle = async (events: readonly Envelope<{ n: number }>[]) => {
      batches.push(events.length);
      await held.promise;
      await hear(events);
    };
    const subscription = aSubscription(database, type, handle, { batch: 10 });
    await bench.subscribe(subscription);
    await Promise.all(Array.from({ length: 500 }, (_, n) => bench.broker.publish([departing(aFact(type, n))])));
    await until('all but two batches wait', async () => (await bench.broker.waiting(subscription.name)) === 480);
    held.resolve();
    await until('all are heard', () => heard.length === 500);
    expect(Math.max(...batches)).toBe(10);
  });

  describe('facts that left together', () => {
    const together = (...numbers: number[]) => bench.broker.publish(numbers.map((n) => departing(aFact(type, n))));

    it('come each once, in batches of the usual size', async () => {
      const held = Promise.withResolvers<void>();
      const batches: number[] = [];
      const handle = async (events: readonly Envelope<{ n: number }>[]) => {
        batches.push(events.length);
        await held.promise;
        await hear(events);
      };
      const subscription = aSubscription(database, type, handle, { batch: 15 });
      await bench.subscribe(subscription);
      await together(0);
      await until('the first is under way', () => batches.length === 1);
      await together(...Array.from({ length: 44 }, (_, n) => n + 1));
      held.resolve();
      await until('all are heard', () => heard.length === 45);
      expect(heard.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 45 }, (_, n) => n));
      expect(Math.max(...batches)).toBe(15);
      await bench.broker.pause(); // what is not acknowledged goes back
      expect(await bench.broker.waiting(subscription.name)).toBe(0);
    });

    it('fail alone: the one that cannot be handled is dead by itself, and the others are not said again', async () => {
      const subscription = aSubscription(database, type, async (events) => {
        if (events.some(({ data }) => data.n === 2)) throw new Error('It is two.');
        await hear(events);
      });
      await bench.subscribe(subscription);
      await together(1, 2, 3);
      await until('it is dead', async () => (await bench.broker.deadLetters.list()).length === 1);
      const [dead] = await bench.broker.deadLetters.list();
      expect(dead).toMatchObject({ type, failures: 3, reason: expect.stringContaining('Error') });
      expect(heard.toSorted()).toEqual([1, 3]);
      await bench.broker.pause();
      expect(await bench.broker.waiting(subscription.name)).toBe(0);
    });
  });

  it('is listened to again after the queue was deleted under the reaction', async () => {
    const subscription = aSubscription(database, type, hear);
    await bench.subscribe(subscription);
    await beside((channel) => channel.deleteQueue(subscription.name));
    await until('the queue is there again', () => publishes(aFact(type, 1)));
    await readableUntil(1);
  });

  it('is listened to and spoken to again after every connection broke', async () => {
    await bench.subscribe(aSubscription(database, type, hear));
    await bench.broker.publish([aFact(type, 1)].map(departing));
    await readableUntil(1);
    cable.shake();
    await until('it takes events again', () => publishes(aFact(type, 2)));
    await readableUntil(2);
  });

  it('is waited for when it is away, and says so at once', async () => {
    await bench.subscribe(aSubscription(database, type, hear));
    cable.cut();
    await until('the loss is noticed', () => !bench.broker.reachable);
    await expect(bench.broker.publish([aFact(type, 1)].map(departing))).rejects.toThrow('away');
    cable.mend();
    await until('it takes events again', () => publishes(aFact(type, 1)));
    await readableUntil(1);
  });

  it('is connected to when it comes after the process', async () => {
    cable.cut();
    const late = await RabbitBroker.connect(connect, { url: cable.url, ladder, patienceMs: 100 });
    const subscription = aSubscription(database, type, hear);
    await late.subscribe(subscription);
    expect(late.reachable).toBe(false);
    cable.mend();
    await until('it is there', () => late.reachable);
    await late.publish([aFact(type, 1)].map(departing));
    await readableUntil(1);
    await late.close();
    await clear([subscription.name]);
  });

  it('is not waited for longer than the limit when it does not confirm, and the events count as unsent', async () => {
    const silent = await RabbitBroker.connect(connect, { url: cable.url, ladder, confirmWithinMs: 300 });
    cable.freeze();
    const refused = await silent
      .publish([aFact(aKind({ heard: false }).type)].map(departing))
      .catch((error: unknown) => error);
    expect(isOutage(refused)).toBe(true);
    expect(String(refused)).toContain('not confirmed within 300 ms');
    cable.mend();
    await silent.close();
  });

  it('is not waited for by whoever looks at its dead letters when it says nothing', async () => {
    cable.freeze();
    const letters = new RabbitDeadLetters(cable.url, () => [], connect, ladder, 300);
    await expect(letters.count()).rejects.toThrow('ETIMEDOUT');
    cable.mend();
  });

  it('opens a broken channel again', async () => {
    const channels: Channel[] = [];
    const watching = (async (address: string, options: { recovery: { setup(model: ChannelModel): Promise<void> } }) =>
      connect(address, {
        ...options,
        recovery: {
          ...options.recovery,
          async setup(model: ChannelModel) {
            const create = model.createChannel.bind(model);
            model.createChannel = async () => {
              const channel = await create();
              channels.push(channel);
              return channel;
            };
            await options.recovery.setup(model);
          },
        },
      })) as Connect;
    const broker = await RabbitBroker.connect(watching, { url: url(), ladder });
    const subscription = aSubscription(database, type, hear);
    await broker.subscribe(subscription);
    await channels
      .at(-1)!
      .checkQueue('no.such.queue')
      .catch(() => {});
    await broker.publish([aFact(type, 1)].map(departing));
    await readableUntil(1);
    await broker.close();
    await clear([subscription.name]);
  });

  it('reads on by one channel alone, when its channel and the database break at the same time', async () => {
    const begun = Promise.withResolvers<void>();
    const gate = Promise.withResolvers<void>();
    let connections = 0;
    type Options = {
      clientProperties: Record<string, unknown>;
      recovery: { setup: (model: ChannelModel) => Promise<void> };
    };
    const slowly: Connect = (async (address: string, options: Options) => {
      const { setup } = options.recovery;
      const gated = async (model: ChannelModel) => {
        const create = model.createChannel.bind(model);
        let isFirst = (connections += 1) === 2;
        model.createChannel = async () => {
          if (isFirst) {
            isFirst = false;
            begun.resolve();
            await gate.promise;
          }
          return create();
        };
        await setup(model);
      };
      const isOurs = JSON.stringify(options.clientProperties).includes('consumers');
      return connect(address, isOurs ? { ...options, recovery: { ...options.recovery, setup: gated } } : options);
    }) as never;
    const broker = await RabbitBroker.connect(slowly, { url: cable.url, ladder });
    const handling = Promise.withResolvers<void>();
    const outage = Promise.withResolvers<void>();
    let first = true;
    const subscription = aSubscription(
      database,
      type,
      async (events) => {
        if (first) {
          first = false;
          handling.resolve();
          await outage.promise;
          throw new Outage('The database is away.');
        }
        await hear(events);
      },
      { batch: 1 },
    );
    await broker.subscribe(subscription);
    await broker.publish([departing(aFact(type, 0))]);
    await handling.promise;
    cable.shake();
    await begun.promise; // it opens its channel on the new connection
    outage.resolve();
    await until('it has a channel again', () => heard.includes(0));
    gate.resolve();
    await until('it can publish again', () => broker.reachable);
    const numbers = Array.from({ length: 20 }, (_, n) => n + 1);
    for (const n of numbers) await broker.publish([departing(aFact(type, n))]);
    await until('all are heard', () => numbers.every((n) => heard.includes(n)));
    await broker.close();
    await clear([subscription.name]);
  });

  it('hands an event over again whose acknowledgement did not arrive', async () => {
    const subscription = aSubscription(database, type, async (events) => {
      if (heard.length === 0) cable.shake(); // the acknowledgement cannot arrive
      await hear(events);
    });
    await bench.subscribe(subscription);
    await bench.broker.publish([aFact(type, 1)].map(departing));
    await until('the event came again', () => heard.length >= 2);
    expect(new Set(heard)).toEqual(new Set([1]));
  });

  describe('when an event has no queue', () => {
    let relay: OutboxRelay;
    const waiting = async () => (await database.backlog()).outbox;

    beforeEach(() => {
      relay = new OutboxRelay(database, bench.broker);
    });

    it('keeps the whole batch in the outbox, until the queue is there', async () => {
      const kind = aKind();
      await database.transact(async (tx) => tx.publish(kind, { n: 1 }));
      await expect(relay.moveBatch()).rejects.toThrow(`There is no queue for ${kind.type}.`);
      expect(await waiting()).toBe(1);
      await bench.subscribe(aSubscription(database, kind.type, hear));
      await relay.drain();
      expect(await waiting()).toBe(0);
      await readableUntil(1);
    });

    it('lets it go when nobody has to hear it', async () => {
      const kind = aKind({ heard: false });
      await database.transact(async (tx) => tx.publish(kind, { n: 1 }));
      await relay.drain();
      expect(await waiting()).toBe(0);
    });
  });

  it('takes what is not JSON for unreadable', async () => {
    const subscription = aSubscription(database, type, hear);
    await bench.subscribe(subscription);
    await beside(async (channel) => void channel.sendToQueue(subscription.name, Buffer.from('{"n": Hello')));
    await until('it is dead', async () => (await bench.broker.deadLetters.list()).length === 1);
    expect(await bench.broker.deadLetters.list()).toMatchObject([
      { eventId: null, type: null, reason: 'Unreadable: not JSON', failures: 1 },
    ]);
  });

  it('would bury events, took one an outage of the database for a failure', async () => {
    await bench.subscribe(
      aSubscription(database, type, async () => {
        const outage = await database.dataSource.query(`SELECT pg_terminate_backend(pg_backend_pid())`).catch(String);
        throw new Error(`Something went wrong: ${String(outage).length}`); // no longer recognised
      }),
    );
    await bench.broker.publish([aFact(type)].map(departing));
    await until('it is dead', async () => (await bench.broker.deadLetters.list()).length === 1);
  });

  it('says once that a queue is not as it should be, and reads it when it is', async () => {
    const subscription = aSubscription(database, type, hear);
    await beside((channel) => channel.assertQueue(subscription.name, { durable: true }));
    const said: unknown[] = [];
    const broker = await RabbitBroker.connect(connect, {
      url: url(),
      ladder,
      onError: (error, context) => void ('subscription' in context && said.push(error)),
    });
    await broker.subscribe(subscription);
    expect(broker.reachable).toBe(false);
    expect(String(said)).toContain('inequivalent arg');
    await beside((channel) => channel.deleteQueue(subscription.name));
    await until('it is declared anew', () => broker.reachable);
    await broker.publish([aFact(type, 1)].map(departing));
    await readableUntil(1);
    expect(said).toHaveLength(1);
    await broker.close();
    await clear([subscription.name]);
  });

  it('has everything declared by the migration, as often as it runs', async () => {
    const names = ['bus-test.one', 'bus-test.two'];
    const subscriptions = names.map((name) => ({ name, type }));
    await declareTopology(url(), subscriptions, { ladder });
    await declareTopology(url(), subscriptions, { ladder });
    const queues = [...names, ...names.map(deadQueue), ...ladder.map(stepName)];
    const found = await beside((channel) => Promise.all(queues.map((queue) => channel.checkQueue(queue))));
    expect(found.map(({ queue }) => queue)).toEqual(queues);
    await clear(names);
  });

  /** Publishing works again some time after a break. */
  const publishes = (event: Envelope) =>
    bench.broker.publish([event].map(departing)).then(
      () => true,
      () => false,
    );
});
