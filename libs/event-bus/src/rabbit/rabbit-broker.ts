import type { ChannelModel } from 'amqplib';
import { everyEvent } from '#contracts';
import { Broker, type Departing, type Subscription } from '../broker.ts';
import type { DeadLetters } from '../dead-letters.ts';
import { Outage } from '../failure.ts';
import { ladder } from '../ladder.ts';
import { packed } from '../packs.ts';
import { type Connect, type OnError, RabbitConnection } from './connection.ts';
import { Consumer } from './consumer.ts';
import { leave } from './leave.ts';
import { Publisher } from './publisher.ts';
import { RabbitDeadLetters } from './rabbit-dead-letters.ts';
import { exchange } from './topology.ts';

export interface RabbitSettings {
  /** `amqp://user:password@host:port/vhost`. */
  readonly url: string;
  /** The waits before each further attempt in milliseconds; after the last the event is dead. */
  readonly ladder?: readonly number[];
  /** How long RabbitMQ may take to confirm what was published. */
  readonly confirmWithinMs?: number;
  /** How long to wait for a broker that is away before going on without it. */
  readonly patienceMs?: number;
  /** Told once when the broker goes away, when a channel breaks or a message cannot be set aside. */
  readonly onError?: OnError;
}

/** RabbitMQ: a queue for each subscription, one ladder of retries for all (topology.ts). */
export class RabbitBroker extends Broker {
  readonly durable = true;
  private readonly consumers: Consumer[] = [];
  private connection: RabbitConnection | undefined;
  private model: ChannelModel | undefined;

  private constructor(
    private readonly settings: Required<RabbitSettings>,
    private readonly publisher: Publisher,
    readonly deadLetters: DeadLetters,
  ) {
    super();
  }

  /** Connects; a broker that is still away when patience ends is connected to when it comes. */
  static async connect(connect: Connect, settings: RabbitSettings): Promise<RabbitBroker> {
    const complete = {
      ladder,
      confirmWithinMs: 10_000,
      patienceMs: 5_000,
      onError: () => {},
      ...settings,
    };
    const names: () => string[] = () => broker.consumers.map(({ subscription }) => subscription.name);
    const deadLetters = new RabbitDeadLetters(settings.url, names, connect, complete.ladder);
    const publisher = await Publisher.open(connect, complete);
    const broker: RabbitBroker = new RabbitBroker(complete, publisher, deadLetters);
    const prepare = (model: ChannelModel) => broker.prepare(model);
    const patienceMs = publisher.reachable ? complete.patienceMs : 0; // one wait is enough
    broker.connection = await RabbitConnection.open(connect, { ...complete, patienceMs }, 'consumers', prepare);
    return broker;
  }

  get reachable(): boolean {
    return this.publisher.reachable && this.consumers.every(({ declared }) => declared);
  }

  async publish(messages: readonly Departing[]): Promise<void> {
    // before our own queues exist, what they should hear would be lost (decisions B)
    if (!this.reachable) throw new Outage('RabbitMQ is away.');
    await this.publisher.send(
      packed(messages).map(({ id, type, json }) => ({
        exchange,
        key: type,
        content: Buffer.from(json),
        id,
        mandatory: everyEvent().get(type)?.heard ?? true,
      })),
    );
  }

  override async waiting(subscription: string): Promise<number> {
    if (!this.model || !this.connection?.reachable) throw new Outage('RabbitMQ is away.');
    const channel = await this.model.createChannel();
    channel.on('error', () => {}); // the call that caused it says so too
    const { messageCount } = await channel.checkQueue(subscription);
    await leave(channel);
    return messageCount;
  }

  async subscribe(subscription: Subscription): Promise<void> {
    const consumer = new Consumer(subscription, this.settings, this.publisher);
    this.consumers.push(consumer);
    if (this.model && this.connection?.reachable) await consumer.start(this.model);
  }

  async heed(subscription: string, wanted: boolean): Promise<void> {
    const { type } = this.consumers.find((one) => one.subscription.name === subscription)!.subscription;
    if (!this.model || !this.reachable) throw new Outage('RabbitMQ is away.');
    const channel = await this.model.createChannel();
    channel.on('error', () => {}); // the call that caused it says so too
    if (wanted) await channel.bindQueue(subscription, exchange, type);
    else await channel.unbindQueue(subscription, exchange, type);
    await leave(channel);
  }

  async pause(): Promise<void> {
    await Promise.all(this.consumers.map((consumer) => consumer.stop()));
  }

  async close(): Promise<void> {
    await this.pause();
    await this.connection?.close();
    await this.publisher.close();
  }

  /** Runs after every (re)connection. */
  private async prepare(model: ChannelModel): Promise<void> {
    this.model = model;
    for (const consumer of this.consumers) await consumer.start(model);
  }
}
