import { randomUUID } from 'node:crypto';
import { connect } from 'amqplib';
import { z } from 'zod';
import type { Envelope } from '#contracts';
import type { Broker } from './broker.ts';
import { MemoryBroker } from './memory-broker.ts';
import { RabbitBroker } from './rabbit-broker.ts';

const url = process.env['RABBITMQ_URL'] ?? 'amqp://guest:guest@127.0.0.1:5672';
const fact = (type: string): Envelope => ({
  id: randomUUID(),
  type,
  occurredAt: new Date().toISOString(),
  correlationId: randomUUID(),
  causationId: null,
  data: {},
});
const until = async (true_: () => boolean) => {
  for (let i = 0; i < 200 && !true_(); i++) await new Promise((r) => setTimeout(r, 20));
};
const rabbit = () =>
  RabbitBroker.connect(connect, {
    url,
    attempts: 3,
    retryDelayMs: 100,
    queueType: 'quorum',
    concurrency: 10,
    onError: () => {},
  });

const brokers: [string, () => Promise<Broker>][] = [
  ['in memory', async () => new MemoryBroker()],
  ['RabbitMQ', rabbit],
];

describe.each(brokers)('a broker: %s', (_name, create) => {
  let broker: Broker;
  beforeEach(async () => {
    broker = await create();
  });
  afterEach(() => broker.close());

  it('gives each subscription its own copy, and no others', async () => {
    const type = `test.${randomUUID()}.v1`;
    const seen: string[] = [];
    await broker.subscribe({ name: `a.${type}`, type, batch: 1, handle: async () => void seen.push('a') });
    await broker.subscribe({ name: `b.${type}`, type, batch: 1, handle: async () => void seen.push('b') });
    await broker.subscribe({
      name: `c.${type}`,
      type: 'test.other.v1',
      batch: 1,
      handle: async () => void seen.push('c'),
    });
    await broker.publish([fact(type)]);
    await until(() => seen.length === 2);
    expect(seen.sort()).toEqual(['a', 'b']);
  });
});

describe('RabbitMQ', () => {
  it('tries again later, then sets the message aside', async () => {
    const broker = await rabbit();
    const type = `test.${randomUUID()}.v1`;
    const at: number[] = [];
    await broker.subscribe({
      name: `d.${type}`,
      type,
      batch: 1,
      handle: async () => {
        at.push(Date.now());
        throw new Error('no');
      },
    });
    await broker.publish([fact(type)]);
    await until(() => at.length === 3);
    await new Promise((r) => setTimeout(r, 300));
    expect(at).toHaveLength(3);
    expect(at[1]! - at[0]!).toBeGreaterThanOrEqual(90);
    await broker.close();
  });
  it('sets aside at once what it cannot read', async () => {
    const broker = await rabbit();
    const type = `test.${randomUUID()}.v1`;
    let times = 0;
    await broker.subscribe({
      name: `e.${type}`,
      type,
      batch: 1,
      handle: async () => {
        times++;
        z.string().parse(1);
      },
    });
    await broker.publish([fact(type)]);
    await new Promise((r) => setTimeout(r, 500));
    expect(times).toBe(1);
    await broker.close();
  });
  it('goes on one by one when one of many fails', async () => {
    const broker = await rabbit();
    const type = `test.${randomUUID()}.v1`;
    const events = Array.from({ length: 10 }, () => fact(type));
    const handled: string[] = [];
    let together = 0;
    await broker.publish([]);
    const handle = async (candidates: readonly unknown[]) => {
      const batch = candidates as Envelope[];
      together = Math.max(together, batch.length);
      if (batch.some(({ id }) => id === events[4]!.id)) throw new Error('no');
      handled.push(...batch.map(({ id }) => id));
    };
    await broker.subscribe({ name: `f.${type}`, type, batch: 50, handle });
    await broker.publish(events);
    await until(() => handled.length === 9);
    expect(together).toBeGreaterThan(1);
    expect(handled.sort()).toEqual(
      events
        .filter((_, i) => i !== 4)
        .map(({ id }) => id)
        .sort(),
    );
    await broker.close();
  });
});
