import { connect } from 'amqplib';
import { z } from 'zod';
import { envelope } from '#contracts';
import { unpacked } from '#event-bus';

export interface TapOptions {
  /** Which event types, in RabbitMQ's way: `#` for all, `gateway.#` for a service's. */
  readonly pattern: string;
  /** Also what the events carry, with bodies and numbers. */
  readonly data: boolean;
  readonly print: (line: string) => void;
}

const line = envelope
  .pick({ id: true, type: true, occurredAt: true, correlationId: true })
  .extend({ data: z.unknown() });

/**
 * Prints every event that passes RabbitMQ from now on, through a queue that goes with this process and takes nothing
 * from the services. `ended` says whether it was stopped or lost its connection.
 */
export async function tap(
  url: string,
  { pattern, data, print }: TapOptions,
): Promise<{ stop(): Promise<void>; ended: Promise<'stopped' | 'lost'> }> {
  const model = await connect(url, { noDelay: true });
  model.on('error', () => {}); // the end follows
  let stopped = false;
  const ended = new Promise<'stopped' | 'lost'>((resolve) => {
    model.once('close', () => resolve(stopped ? 'stopped' : 'lost'));
  });
  const channel = await model.createChannel();
  channel.on('error', () => void model.close().catch(() => {}));
  await channel.assertExchange('events', 'topic', { durable: true });
  const { queue } = await channel.assertQueue('', { exclusive: true, autoDelete: true, durable: false });
  await channel.bindQueue(queue, 'events', pattern);
  await channel.consume(
    queue,
    (message) => {
      for (const words of message ? written(message.content, data) : []) print(words);
    },
    { noAck: true },
  );
  const stop = async () => {
    stopped = true;
    await model.close().catch(() => {});
  };
  return { stop, ended };
}

/** A line for each event of a message. */
function written(content: Buffer, withData: boolean): string[] {
  try {
    return unpacked(content.toString()).map((event) => {
      const { occurredAt, type, id, correlationId, data } = line.parse(event);
      const words = [occurredAt, type, `event=${id}`, `correlation=${correlationId}`];
      return [...words, ...(withData ? [JSON.stringify(data)] : [])].join('  ');
    });
  } catch {
    return [`(an event that cannot be read, ${content.length} characters)`];
  }
}
