import type { Channel, ChannelModel, ConfirmChannel, connect as amqpConnect, ConsumeMessage } from 'amqplib';
import { ZodError } from 'zod';
import type { Envelope } from '#contracts';
import { Broker, type Subscription } from './broker.ts';

const exchange = 'events';

export type Connect = (
  url: string,
  options: {
    noDelay: boolean;
    recovery: { initialDelay: number; maxDelay: number; setup: (connection: ChannelModel) => Promise<void> };
  },
) => Promise<{ close(): Promise<void>; on(event: string, listener: (...args: any[]) => void): unknown }>;

export interface RabbitSettings {
  readonly url: string;
  readonly attempts: number;
  readonly retryDelayMs: number;
  readonly queueType: 'quorum' | 'classic';
  /** Batches of one subscription under way at once. */
  readonly concurrency: number;
  readonly onError: (error: unknown, context: Record<string, unknown>) => void;
}

/**
 * name ──failed──────────▶ name.retry ──after the delay──▶ name
 *      ──failed too often▶ name.dead
 */
export class RabbitBroker extends Broker {
  private connection?: Promise<{ close(): Promise<void> }>;
  private publisher: ConfirmChannel | undefined;
  private readonly consumers: Consumer[] = [];

  private constructor(private readonly settings: RabbitSettings) {
    super();
  }

  static async connect(connect: Connect, settings: RabbitSettings): Promise<RabbitBroker> {
    const broker = new RabbitBroker(settings);
    const setup = (connection: ChannelModel) => broker.setUp(connection);
    broker.connection = connect(settings.url, {
      noDelay: true,
      recovery: { initialDelay: 200, maxDelay: 5000, setup },
    }).then((connection) => {
      connection.on('error', (error: unknown) => settings.onError(error, {}));
      for (const event of ['disconnect', 'connect-failed', 'reconnect-failed'])
        connection.on(event, (error) => settings.onError(error, { event }));
      return connection;
    });
    await broker.connection;
    return broker;
  }

  /** Runs after every (re)connection. */
  private async setUp(connection: ChannelModel): Promise<void> {
    const publisher = await connection.createConfirmChannel();
    publisher.on('error', (error) => this.settings.onError(error, { channel: 'publisher' }));
    await publisher.assertExchange(exchange, 'topic', { durable: true });
    this.model = connection;
    this.publisher = publisher;
    for (const consumer of this.consumers) await consumer.start(connection, publisher);
  }
  private model?: ChannelModel;

  async publish(events: readonly Envelope[]): Promise<void> {
    await Promise.all(
      events.map((event) =>
        this.send(exchange, event.type, Buffer.from(JSON.stringify(event)), { messageId: event.id }),
      ),
    );
  }

  send(to: string, key: string, content: Buffer, options: object): Promise<void> {
    return new Promise((resolve, reject) => {
      if (!this.publisher) return reject(new Error('RabbitMQ is away.'));
      this.publisher.publish(to, key, content, { persistent: true, ...options }, (error) =>
        error ? reject(error) : resolve(),
      );
    });
  }

  async subscribe(subscription: Subscription): Promise<void> {
    const consumer = new Consumer(subscription, this.settings, (key, content, options) =>
      this.send('', key, content, options),
    );
    this.consumers.push(consumer);
    if (this.model && this.publisher) await consumer.start(this.model, this.publisher);
  }

  async pause(): Promise<void> {
    await Promise.all(this.consumers.map((consumer) => consumer.stop()));
  }

  async close(): Promise<void> {
    await this.pause();
    await (await this.connection)?.close();
  }
}

class Consumer {
  private waiting: ConsumeMessage[] = [];
  private readonly underWay = new Set<Promise<void>>();
  private channel: Channel | undefined;
  private stopping = false;

  constructor(
    private readonly subscription: Subscription,
    private readonly settings: RabbitSettings,
    private readonly send: (queue: string, content: Buffer, options: object) => Promise<void>,
  ) {}

  async start(connection: ChannelModel, topology: Channel): Promise<void> {
    const { name, type, batch } = this.subscription;
    const arguments_ = { 'x-queue-type': this.settings.queueType };
    const backTo = {
      'x-dead-letter-exchange': '',
      'x-dead-letter-routing-key': name,
      'x-message-ttl': this.settings.retryDelayMs,
    };
    await topology.assertQueue(name, { durable: true, arguments: arguments_ });
    await topology.assertQueue(`${name}.retry`, { durable: true, arguments: { ...arguments_, ...backTo } });
    await topology.assertQueue(`${name}.dead`, { durable: true, arguments: arguments_ });
    await topology.bindQueue(name, exchange, type);

    this.waiting = []; // what the lost connection had delivered comes again
    const channel = await connection.createChannel();
    channel.on('error', (error) => this.settings.onError(error, { subscription: name }));
    // also when only this channel broke (acknowledgement time-out) or the queue was deleted under us
    const again = () => {
      if (this.channel !== channel || this.stopping) return;
      this.channel = undefined;
      setTimeout(() => this.start(connection, topology).catch(() => {}), 1000).unref();
    };
    channel.on('close', again);
    await channel.prefetch(batch * this.settings.concurrency * 2);
    this.channel = channel;
    await channel.consume(
      name,
      (message) => {
        if (!message) return again();
        if (this.channel !== channel) return;
        this.waiting.push(message);
        setImmediate(() => this.work());
      },
      { consumerTag: name },
    );
  }

  private work(): void {
    while (!this.stopping && this.waiting.length > 0 && this.underWay.size < this.settings.concurrency) {
      const messages = this.waiting.splice(0, this.subscription.batch);
      const done = this.handle(this.channel!, messages).finally(() => {
        this.underWay.delete(done);
        this.work();
      });
      this.underWay.add(done);
    }
  }

  private async handle(channel: Channel, messages: ConsumeMessage[]): Promise<void> {
    try {
      await this.subscription.handle(messages.map(({ content }) => JSON.parse(content.toString())));
      this.acknowledge(channel, messages);
    } catch (error) {
      if (messages.length > 1) {
        for (const message of messages) await this.handle(channel, [message]);
        return;
      }
      const [message] = messages as [ConsumeMessage];
      await this.setAside(message, error).then(
        () => this.acknowledge(channel, messages),
        () => ifOpen(() => channel.nack(message)),
      );
    }
  }

  private acknowledge(channel: Channel, messages: ConsumeMessage[]): void {
    ifOpen(() => {
      // one batch after the other: everything before the last one is settled too
      if (this.settings.concurrency === 1) channel.ack(messages.at(-1)!, true);
      else for (const message of messages) channel.ack(message);
    });
  }

  private setAside({ content, properties }: ConsumeMessage, error: unknown): Promise<void> {
    const failures = (Number(properties.headers?.['x-failures']) || 0) + 1;
    const hopeless = error instanceof ZodError || error instanceof SyntaxError || failures >= this.settings.attempts;
    this.settings.onError(error, { subscription: this.subscription.name, event: properties.messageId, failures });
    const headers = { 'x-failures': failures, 'x-reason': String(error).slice(0, 500) };
    return this.send(`${this.subscription.name}.${hopeless ? 'dead' : 'retry'}`, content, {
      messageId: properties.messageId,
      headers,
    });
  }

  async stop(): Promise<void> {
    this.stopping = true;
    await this.channel?.cancel(this.subscription.name).catch(() => {});
    await Promise.all(this.underWay);
  }
}

/** Without its channel a message is delivered again anyway, and the inbox knows it. */
function ifOpen(settle: () => void): void {
  try {
    settle();
  } catch (error) {
    if (!(error instanceof Error && error.name === 'IllegalOperationError')) throw error;
  }
}
