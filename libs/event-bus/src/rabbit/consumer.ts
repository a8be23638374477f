import type { Channel, ChannelModel, ConsumeMessage } from 'amqplib';
import { handOver, type Subscription } from '../broker.ts';
import { companyMs } from '../company.ts';
import { isOutage, isUnreadable, reasonOf } from '../failure.ts';
import { stepName, waitAfter } from '../ladder.ts';
import { unpacked } from '../packs.ts';
import { BackOff, untilAnswered } from '../waiting.ts';
import type { OnError } from './connection.ts';
import { leave } from './leave.ts';
import { closedMeanwhile, type Publisher } from './publisher.ts';
import { deadQueue, declareSubscription } from './topology.ts';

export interface ConsumerSettings {
  readonly ladder: readonly number[];
  readonly onError: OnError;
}

/** An event that came, alone or in a pack. */
interface Arrived {
  /** As it was said; the bytes where they cannot be read. */
  readonly candidate: unknown;
  readonly content: () => Buffer;
  /** Whether its message can be acknowledged with it: the last of a pack settles the pack. */
  readonly settles: boolean;
  readonly message: ConsumeMessage;
}

/**
 * Reads one subscription's queue, on a channel of its own. A batch is what happens to be waiting, up to its size.
 * When the database is away the channel is closed, which gives every message back uncounted, and opened again when
 * the database answers.
 */
export class Consumer {
  private model: ChannelModel | undefined;
  private channel: Channel | undefined;
  private waiting: Arrived[] = [];
  private underWay: Promise<void> | undefined;
  private resting = false;
  /** Counts the attempts to open a channel: only the latest goes on, or one would hold messages that nobody handles. */
  private openings = 0;
  private gathering: NodeJS.Timeout | undefined;
  /** That its queue cannot be read was said once. */
  private complained = false;
  private retry: NodeJS.Timeout | undefined;
  private readonly stopping = new AbortController();
  private readonly outages = new BackOff();
  private readonly reopenings = new BackOff();
  /** Whether its queue has ever been there since this process began. */
  declared = false;

  constructor(
    readonly subscription: Subscription,
    private readonly settings: ConsumerSettings,
    private readonly publisher: Publisher,
  ) {}

  /** Begins to read, or goes on reading on a new connection. */
  async start(model: ChannelModel): Promise<void> {
    this.model = model;
    clearTimeout(this.retry);
    if (!this.resting) await this.open().catch((error: unknown) => this.notOpened(error));
  }

  /** Takes no more; resolves when what is under way is done and the rest has gone back. */
  async stop(): Promise<void> {
    this.stopping.abort();
    clearTimeout(this.retry);
    clearTimeout(this.gathering);
    this.waiting = [];
    await Promise.all([this.channel?.cancel(this.subscription.name).catch(() => {}), this.underWay]);
    await this.giveBack();
  }

  private get stopped(): boolean {
    return this.stopping.signal.aborted;
  }

  private async open(): Promise<void> {
    const { model } = this;
    const { name, batch } = this.subscription;
    if (!model || this.stopped || this.resting) return;
    const opening = ++this.openings;
    await declareSubscription(model, this.subscription);
    this.declared = true;
    const channel = await model.createChannel();
    // also when only this channel broke (a late acknowledgement) or its queue was deleted
    const lost = () => {
      if (this.channel !== channel) return;
      this.channel = undefined;
      this.waiting = []; // comes again
      void leave(channel);
      this.reopen();
    };
    channel.on('error', (error) => this.settings.onError(error, { subscription: name }));
    channel.on('close', lost);
    await channel.prefetch(batch * 2);
    if (opening !== this.openings || this.stopped || this.resting) return leave(channel);
    this.waiting = [];
    this.channel = channel;
    await channel.consume(
      name,
      (message) => {
        if (!message) return lost();
        if (this.channel !== channel) return;
        this.waiting.push(...arrivedIn(message));
        setImmediate(() => this.work());
      },
      { consumerTag: name },
    );
    this.reopenings.reset();
    this.complained = false;
  }

  private reopen(): void {
    if (this.stopped || this.resting) return;
    clearTimeout(this.retry);
    this.retry = setTimeout(() => {
      this.open().catch((error: unknown) => this.notOpened(error));
    }, this.reopenings.next());
  }

  private notOpened(error: unknown): void {
    if (closedMeanwhile(error)) return; // the connection went too; start() comes with the next one
    if (!this.complained) this.settings.onError(error, { subscription: this.subscription.name });
    this.complained = true;
    this.reopen();
  }

  private work(): void {
    const { channel, subscription } = this;
    // one batch after the other: a pack may reach into the next, and what is acknowledged settles all before it
    if (!channel || this.stopped || this.waiting.length === 0 || this.underWay) return;
    if (this.gathering && this.waiting.length < subscription.batch) return;
    const events = this.waiting.splice(0, subscription.batch);
    const began = performance.now();
    this.underWay = this.hand(channel, events).finally(() => {
      this.underWay = undefined;
      this.gather(companyMs(events.length, performance.now() - began));
      this.work();
    });
  }

  private gather(ms: number): void {
    clearTimeout(this.gathering);
    this.gathering = undefined;
    if (ms < 1) return;
    this.gathering = setTimeout(() => {
      this.gathering = undefined;
      this.work();
    }, ms);
  }

  private async hand(channel: Channel, events: Arrived[]): Promise<void> {
    try {
      await handOver(events, {
        handle: (batch) => this.subscription.handle(batch.map(candidateOf)),
        done: (batch) => this.acknowledge(channel, batch),
        failed: async (event, error) => {
          await this.setAside(event, error);
          this.acknowledge(channel, [event]);
        },
      });
      this.outages.reset();
    } catch (error) {
      if (!isOutage(error)) this.settings.onError(error, { subscription: this.subscription.name });
      void this.rest();
    }
  }

  /** Everything that is not acknowledged goes back to its queue and is nobody's until the database answers. */
  private async rest(): Promise<void> {
    if (this.resting) return;
    this.resting = true;
    await this.giveBack();
    const ready = async () => {
      await this.subscription.database.answers();
      if (!this.publisher.reachable) throw new Error('RabbitMQ is away.');
    };
    await untilAnswered(ready, this.outages, this.stopping.signal);
    this.resting = false;
    await this.open().catch((error: unknown) => this.notOpened(error));
  }

  private async giveBack(): Promise<void> {
    const { channel } = this;
    this.channel = undefined;
    this.waiting = [];
    if (channel) await leave(channel);
  }

  private acknowledge(channel: Channel, events: readonly Arrived[]): void {
    const last = events.findLast(({ settles }) => settles);
    if (!last) return; // more of its pack is to come
    try {
      channel.ack(last.message, true);
    } catch (error) {
      // without its channel a message is delivered again, and the inbox knows it
      if (!closedMeanwhile(error)) throw error;
    }
  }

  /** Up the ladder, or to the dead letters with the reason. The message is acknowledged when its copy is on disk. */
  private async setAside({ candidate, message, content }: Arrived, error: unknown): Promise<void> {
    const { name } = this.subscription;
    const { properties } = message;
    const id = idOf(candidate) ?? String(properties.messageId ?? '');
    const failures = (Number(properties.headers?.['x-failures']) || 0) + 1;
    const wait = isUnreadable(error) ? null : waitAfter(failures, this.settings.ladder);
    const to = wait === null ? { exchange: '', key: deadQueue(name) } : { exchange: stepName(wait), key: name };
    const headers = { 'x-failures': failures, 'x-reason': reasonOf(error), 'x-failed-at': new Date().toISOString() };
    await this.publisher.send([{ ...to, content: content(), id, mandatory: true, headers }]);
  }
}

/** Stands for what is not JSON. */
class NotJson {
  constructor(readonly error: unknown) {}
}

function arrivedIn(message: ConsumeMessage): Arrived[] {
  try {
    const candidates = unpacked(message.content.toString());
    const isPack = candidates.length > 1;
    return candidates.map((candidate, n) => ({
      candidate,
      content: isPack ? () => Buffer.from(JSON.stringify(candidate)) : () => message.content,
      settles: n === candidates.length - 1,
      message,
    }));
  } catch (error) {
    return [{ candidate: new NotJson(error), content: () => message.content, settles: true, message }];
  }
}

function candidateOf({ candidate }: Arrived): unknown {
  if (candidate instanceof NotJson) throw candidate.error;
  return candidate;
}

const idOf = (candidate: unknown): string | undefined => {
  const { id } = (candidate ?? {}) as { readonly id?: unknown };
  return typeof id === 'string' ? id : undefined;
};
