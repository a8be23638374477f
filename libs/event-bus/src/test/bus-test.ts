import { randomInt, randomUUID } from 'node:crypto';
import { connect } from 'amqplib';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { z } from 'zod';
import { defineEvent, type Envelope } from '#contracts';
import type { Broker, Subscription } from '../broker.ts';
import type { Database, SchemaDefinition } from '../database.ts';
import { createFoundation } from '../foundation.ts';
import { stepName } from '../ladder.ts';
import { KeepOutboxPlain1795000097000, QuickenOutbox1795000020000 } from '../outbox.ts';
import { Loop } from '../loops.ts';
import { MemoryBroker } from '../memory/memory-broker.ts';
import { RabbitBroker } from '../rabbit/rabbit-broker.ts';
import { deadQueue } from '../rabbit/topology.ts';

class CreateBusTest1795000000000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(createFoundation);
    await db.query(`
      CREATE TABLE said (n int PRIMARY KEY);
      CREATE TABLE heard (n int NOT NULL, by text NOT NULL);`);
  }
  async down(): Promise<void> {}
}

/** A service that exists only here; its subscriptions are called `bus-test.…`. */
export const busTestSchema: SchemaDefinition = {
  schema: 'bus_test',
  tables: [],
  migrations: [CreateBusTest1795000000000, QuickenOutbox1795000020000, KeepOutboxPlain1795000097000],
};

/** A kind of event that nobody else hears. */
export const aKind = (options?: { heard?: boolean }) =>
  defineEvent(`bus-test.fact-said-${randomUUID()}.v1`, z.object({ n: z.number() }), options);

export const aFact = (type: string, n = 0): Envelope<{ n: number }> => ({
  id: randomUUID(),
  type,
  occurredAt: '2026-01-05T09:00:00.000Z',
  correlationId: randomUUID(),
  causationId: null,
  data: { n },
});

export const aSubscription = (
  database: Database,
  type: string,
  handle: (events: readonly Envelope<{ n: number }>[]) => Promise<void>,
  { reaction = 'record', batch = 50, onDemand = false } = {},
): Subscription => ({
  name: `bus-test.${reaction}-${type}`,
  type,
  batch,
  onDemand,
  database,
  handle: (candidates) => handle(candidates as readonly Envelope<{ n: number }>[]),
});

/** Two short steps that hardly any other test uses: what this one leaves behind is nobody else's. */
export const aLadder = (): readonly number[] => [randomInt(20, 600), randomInt(20, 600)];

const rabbitUrl = () => process.env['AMQP_URL'];

/** A broker under test, and what has to be done so that it retries by itself and leaves nothing behind. */
export interface Bench {
  readonly broker: Broker;
  subscribe(subscription: Subscription): Promise<void>;
  stop(): Promise<void>;
}

export async function memoryBench(ladder: readonly number[]): Promise<Bench> {
  const broker = new MemoryBroker({ ladder });
  const redelivery = new Loop('set-aside', () => broker.redeliver(busTestSchema.schema), 20);
  redelivery.start();
  return {
    broker,
    subscribe: (subscription) => broker.subscribe(subscription),
    async stop() {
      await redelivery.stop();
      await broker.close();
    },
  };
}

export async function rabbitBench(ladder: readonly number[], url: string): Promise<Bench> {
  const broker = await RabbitBroker.connect(connect, { url, ladder });
  const names: string[] = [];
  return {
    broker,
    subscribe(subscription) {
      names.push(subscription.name);
      return broker.subscribe(subscription);
    },
    async stop() {
      await broker.close();
      await clear(names, ladder);
    },
  };
}

/** Removes the queues of a test. */
export async function clear(subscriptions: readonly string[], ladder: readonly number[] = []): Promise<void> {
  const model = await connect(rabbitUrl()!);
  const channel = await model.createChannel();
  for (const name of subscriptions) {
    await channel.deleteQueue(name);
    await channel.deleteQueue(deadQueue(name));
  }
  for (const ms of ladder) {
    await channel.deleteQueue(stepName(ms));
    await channel.deleteExchange(stepName(ms));
  }
  await model.close();
}
