import type { Writable } from 'node:stream';
import type { ChannelModel, ConfirmChannel } from 'amqplib';
import { Outage } from '../failure.ts';
import { BackOff } from '../waiting.ts';
import { type Connect, type ConnectionSettings, RabbitConnection } from './connection.ts';
import { declareLadder } from './topology.ts';

export interface Outgoing {
  readonly exchange: string;
  readonly key: string;
  readonly content: Buffer;
  readonly id: string;
  /** Comes back, and fails, when there is no queue for it. */
  readonly mandatory: boolean;
  readonly headers?: Record<string, unknown>;
}

export interface PublisherSettings extends ConnectionSettings {
  readonly ladder: readonly number[];
  /** How long RabbitMQ may take to say that it has a message on disk. */
  readonly confirmWithinMs: number;
}

/** Publishes with confirms, on a connection of its own: a consumer that is held back never holds back the relay. */
export class Publisher {
  private connection: RabbitConnection | undefined;
  private channel: ConfirmChannel | undefined;
  private readonly returned = new Set<string>();
  private readonly backOff = new BackOff();
  private retry: NodeJS.Timeout | undefined;
  private closed = false;

  private constructor(private readonly settings: PublisherSettings) {}

  static async open(connect: Connect, settings: PublisherSettings): Promise<Publisher> {
    const publisher = new Publisher(settings);
    const prepare = (model: ChannelModel) => publisher.prepare(model);
    publisher.connection = await RabbitConnection.open(connect, settings, 'publisher', prepare);
    return publisher;
  }

  get reachable(): boolean {
    return this.channel !== undefined && this.connection?.reachable === true;
  }

  /**
   * Resolves once every message is on disk in every queue it belongs into. Rejects when one has no queue, and with
   * an `Outage` when RabbitMQ is away or does not confirm in time; what was sent may have arrived all the same.
   */
  async send(messages: readonly Outgoing[]): Promise<void> {
    const { channel } = this;
    if (!channel || !this.reachable) throw new Outage('RabbitMQ is away.');
    const { confirmWithinMs } = this.settings;
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => {
        void channel.close().catch(() => {}); // nothing that comes later belongs to anybody
        reject(new Outage(`RabbitMQ has not confirmed within ${confirmWithinMs} ms.`));
      }, confirmWithinMs);
    });
    inOneWrite(channel);
    const confirmed = Promise.all(messages.map((message) => this.sendOne(channel, message)));
    await Promise.race([confirmed, late]).finally(() => clearTimeout(timer));
  }

  async close(): Promise<void> {
    this.closed = true;
    clearTimeout(this.retry);
    await this.connection?.close();
  }

  private sendOne(channel: ConfirmChannel, message: Outgoing): Promise<void> {
    const { exchange, key, content, id, mandatory, headers } = message;
    return new Promise((resolve, reject) => {
      const options = { persistent: true, contentType: 'application/json', messageId: id, mandatory, headers };
      const confirm = (error: unknown) => {
        if (this.returned.delete(markOf(exchange, key, id))) reject(new Error(`There is no queue for ${key}.`));
        else if (error) reject(new Outage('RabbitMQ did not take a message.', { cause: error }));
        else resolve();
      };
      try {
        channel.publish(exchange, key, content, options, confirm);
      } catch (error) {
        reject(closedMeanwhile(error) ? new Outage('RabbitMQ is away.', { cause: error }) : error);
      }
    });
  }

  private async prepare(model: ChannelModel): Promise<void> {
    const channel = await model.createConfirmChannel();
    channel.on('error', (error) => this.settings.onError(error, { channel: 'publisher' }));
    // a message without a queue comes back before its confirm
    channel.on('return', ({ fields, properties }) => {
      this.returned.add(markOf(fields.exchange, fields.routingKey, String(properties.messageId)));
    });
    channel.on('close', () => {
      if (this.channel === channel) this.channel = undefined;
      this.again(model);
    });
    await declareLadder(channel, this.settings.ladder);
    this.returned.clear();
    this.backOff.reset();
    this.channel = channel;
  }

  /** A channel that broke alone is ours to replace; when its connection went too, that comes back by itself. */
  private again(model: ChannelModel): void {
    if (this.closed || this.retry) return;
    this.retry = setTimeout(() => {
      this.retry = undefined;
      if (this.closed || this.channel) return;
      this.prepare(model).catch((error: unknown) => {
        if (!closedMeanwhile(error)) this.again(model);
      });
    }, this.backOff.next());
  }
}

/**
 * amqplib hands each frame to the socket by itself, a system call each: under load a quarter of our CPU. Its frames leave
 * in the turn of the event loop after the one they are published in; until then the socket gathers them.
 */
function inOneWrite(channel: ConfirmChannel): void {
  const { stream } = channel.connection as { readonly stream?: Writable };
  if (!stream) return;
  stream.cork();
  setImmediate(() => setImmediate(() => stream.uncork()));
}

const markOf = (exchange: string, key: string, id: string) => `${exchange} ${key} ${id}`;

/** What amqplib throws when a channel or connection is used after its end. */
export const closedMeanwhile = (error: unknown): boolean =>
  error instanceof Error && error.name === 'IllegalOperationError';
