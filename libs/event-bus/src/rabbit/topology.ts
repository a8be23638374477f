import { connect, type Channel, type ChannelModel } from 'amqplib';
import { ladder, stepName } from '../ladder.ts';
import type { SubscriptionName } from '../subscriptions.ts';
import { leave } from './leave.ts';

/** Every fact goes in here, with its type as the routing key. */
export const exchange = 'events';
/** Frames of the live view; transient. */
export const liveExchange = 'live';
export const deadQueue = (subscription: string): string => `${subscription}.dead`;

/**
 * Before version 4, RabbitMQ redelivers for ever and takes -1 for "never again"; from 4 on it drops a message after
 * 20 redeliveries unless told -1. An outage redelivers often, so there must be no limit.
 */
const noDeliveryLimit = (model: ChannelModel) => {
  const version = (model.connection.serverProperties as { version?: unknown }).version;
  return Number.parseInt(String(version), 10) >= 4 ? { 'x-delivery-limit': -1 } : {};
};

/**
 *     events ──type──▶ name ──failed──▶ retry.1s … retry.1h ──in time──▶ name
 *                          ──for good──▶ name.dead
 *
 * One ladder serves all subscriptions: a step is an exchange and a queue whose messages all wait equally long, so
 * none waits behind another, and go back by the routing key they came with, which is the subscription's name.
 */
export async function declareLadder(channel: Channel, steps: readonly number[]): Promise<void> {
  await channel.assertExchange(exchange, 'topic', { durable: true });
  for (const ms of steps) {
    const step = stepName(ms);
    await channel.assertExchange(step, 'fanout', { durable: true });
    await channel.assertQueue(step, {
      durable: true,
      arguments: {
        'x-queue-type': 'quorum',
        'x-message-ttl': ms,
        'x-dead-letter-exchange': '',
        'x-dead-letter-strategy': 'at-least-once',
        'x-overflow': 'reject-publish',
      },
    });
    await channel.bindQueue(step, step, '');
  }
}

/** One subscription's queue and the one of its dead letters. On a channel of its own: a mismatch closes it. */
export async function declareSubscription(
  model: ChannelModel,
  { name, type, onDemand }: SubscriptionName,
): Promise<void> {
  const channel = await model.createChannel();
  channel.on('error', () => {}); // the call that caused it says so too
  const options = { durable: true, arguments: { 'x-queue-type': 'quorum', ...noDeliveryLimit(model) } };
  await channel.assertQueue(deadQueue(name), options);
  await channel.assertQueue(name, options);
  if (!onDemand) await channel.bindQueue(name, exchange, type);
  await leave(channel);
}

/**
 * Declares everything that the given subscriptions need; repeatable. Run before any process starts, so that no event
 * meets a queue that does not exist yet (decisions B). Throws when a queue exists with other arguments.
 */
export async function declareTopology(
  amqpUrl: string,
  subscriptions: readonly SubscriptionName[],
  { ladder: steps = ladder }: { readonly ladder?: readonly number[] } = {},
): Promise<void> {
  const model = await connect(amqpUrl, { noDelay: true });
  model.on('error', () => {});
  try {
    const channel = await model.createChannel();
    channel.on('error', () => {});
    await declareLadder(channel, steps);
    await channel.assertExchange(liveExchange, 'fanout', { durable: false });
    for (const subscription of subscriptions) await declareSubscription(model, subscription);
  } finally {
    await leave(model);
  }
}
