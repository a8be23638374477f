import type { Channel, ChannelModel } from 'amqplib';
import type { LiveAudience } from '#contracts';
import { LiveChannel, type LiveListener, type Said, saidOf } from '../live-channel.ts';
import type { Shown } from '../transaction.ts';
import { type Connect, type ConnectionSettings, type OnError, RabbitConnection } from './connection.ts';
import { liveExchange } from './topology.ts';

/** Said instead of frames by a process that had to drop some. */
const gap = 'gap';

interface Listening {
  readonly listener: LiveListener;
  readonly onGap: () => void;
}

/**
 * Frames of the live view between processes: a transient fanout exchange and, in a process that listens, an
 * exclusive queue that goes with it. Nothing is stored and nothing is confirmed; frames that could not be sent are
 * dropped, and the listeners are told to read again what is on the screen.
 */
export class RabbitLiveChannel extends LiveChannel {
  private readonly listening: Listening[] = [];
  private connection: RabbitConnection | undefined;
  private model: ChannelModel | undefined;
  private sender: Channel | undefined;
  private full = false;
  private dropped = false;
  /** Whether anything was sent on this connection: nobody knows whether the last of it left before the connection broke. */
  private spoke = false;
  private closed = false;

  private constructor(private readonly onError: OnError) {
    super();
  }

  static async connect(
    connect: Connect,
    { onError = () => {}, ...settings }: Pick<ConnectionSettings, 'url'> & Partial<ConnectionSettings>,
  ): Promise<RabbitLiveChannel> {
    const live = new RabbitLiveChannel(onError);
    const prepare = (model: ChannelModel) => live.prepare(model);
    live.connection = await RabbitConnection.open(connect, { ...settings, onError }, 'live', prepare);
    return live;
  }

  send(shown: readonly Shown[]): void {
    if (this.full || !this.say(written(shown.map(saidOf)))) this.dropped = true;
  }

  async listen(listener: LiveListener, onGap: () => void): Promise<void> {
    this.listening.push({ listener, onGap });
    if (this.listening.length === 1 && this.model && this.connection?.reachable) await this.hear(this.model);
  }

  override async close(): Promise<void> {
    this.closed = true;
    await this.connection?.close();
  }

  private say(content: string): boolean {
    try {
      if (!this.sender) return false;
      this.full = !this.sender.publish(liveExchange, '', Buffer.from(content));
      this.spoke = true;
      return true;
    } catch {
      return false;
    }
  }

  /** Tells the listeners of what was dropped, once something can be said again. */
  private catchUp(): void {
    this.full = false;
    if (this.dropped) this.dropped = !this.say(gap);
  }

  /** Runs after every (re)connection. */
  private async prepare(model: ChannelModel): Promise<void> {
    const again = this.model !== undefined || this.listening.length > 0;
    const channel = await this.channelOn(model, () => {
      if (this.sender === channel) this.sender = undefined;
    });
    channel.on('drain', () => this.catchUp());
    await channel.assertExchange(liveExchange, 'fanout', { durable: false });
    if (this.listening.length > 0) await this.hear(model);
    this.model = model;
    this.sender = channel;
    this.dropped ||= this.spoke;
    this.spoke = false;
    this.catchUp();
    if (again) this.missed();
  }

  private async hear(model: ChannelModel): Promise<void> {
    const channel = await this.channelOn(model, () => {});
    const { queue } = await channel.assertQueue('', { exclusive: true, autoDelete: true, durable: false });
    await channel.bindQueue(queue, liveExchange, '');
    await channel.consume(
      queue,
      (delivery) => {
        if (!delivery) return void channel.close().catch(() => {});
        this.heard(delivery.content);
      },
      { noAck: true, exclusive: true },
    );
  }

  /** A channel that breaks while its connection lives is replaced with everything else here. */
  private async channelOn(model: ChannelModel, onClose: () => void): Promise<Channel> {
    const channel = await model.createChannel();
    channel.on('error', (error) => this.onError(error, { channel: 'live' }));
    channel.on('close', () => {
      onClose();
      if (!this.closed && this.model === model) void model.close().catch(() => {});
    });
    return channel;
  }

  private heard(content: Buffer): void {
    const said = read(content.toString());
    if (!said) return this.missed();
    for (const { listener } of this.listening) guarded(() => listener(said));
  }

  private missed(): void {
    for (const { onGap } of this.listening) guarded(onGap);
  }
}

/** Two lines for each frame, who may see it and the frame: neither has a line break of its own. */
const written = (said: readonly Said[]): string =>
  said.map(({ audience, frame }) => `${JSON.stringify(audience)}\n${frame}`).join('\n');

/** What another process said; undefined when that was that frames were dropped, or cannot be read. */
function read(content: string): readonly Said[] | undefined {
  if (content === gap) return undefined;
  const lines = content.split('\n');
  if (lines.length % 2 !== 0) return undefined;
  try {
    return Array.from({ length: lines.length / 2 }, (_, n) => ({
      audience: JSON.parse(lines[2 * n]!) as LiveAudience,
      frame: lines[2 * n + 1]!,
    }));
  } catch {
    return undefined;
  }
}

/** A listener's trouble is not the channel's. */
function guarded(call: () => void): void {
  try {
    call();
  } catch {
    // it has its own ways to tell
  }
}
