import { randomBytes } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { Injectable, type OnModuleDestroy, type OnModuleInit, ServiceUnavailableException } from '@nestjs/common';
import type { LiveAudience, Person } from '#contracts';
import { LiveChannel, type Said } from '#event-bus';
import { Metrics } from '#platform';
import { maySee } from './may-see.ts';
import { type Kept, Ring } from './ring.ts';
import { Stream } from './stream.ts';

const clockMs = 15_000;
/** Nobody has told of a gap for so long, or they have for so long: desks read again. */
const quietMs = 500;
const longestMs = 3_000;
const ringSize = 2_000;
/** Reading everything anew is quicker than catching up on more than this. */
const mostReplayedBytes = 256 * 1024;

/** A frame as it goes over the wire: written once for all who may see it, and not at all while nobody does. */
class Frame {
  private written: string | undefined;

  constructor(
    private readonly id: string,
    private readonly said: Said,
  ) {}

  get audience(): LiveAudience {
    return this.said.audience;
  }

  get text(): string {
    this.written ??= `event: frame\nid: ${this.id}\ndata: ${this.said.frame}\n\n`;
    return this.written;
  }
}

/** Passes on what changed to every open desk that may see it (decisions K). */
@Injectable()
export class LiveView implements OnModuleInit, OnModuleDestroy {
  /** Another replica, or this one after a restart, numbers its frames anew. */
  private readonly replica = randomBytes(4).toString('hex');
  private readonly ring = new Ring<Frame>(ringSize);
  private readonly streams = new Set<Stream>();
  private clock: NodeJS.Timeout | undefined;
  private resetting: NodeJS.Timeout | undefined;
  private gapsSince: number | undefined;
  private stopping = false;

  constructor(
    private readonly channel: LiveChannel,
    metrics: Metrics,
  ) {
    metrics.gauge('parley_live_connections', 'Desks that are open on this process.', [], (gauge) => {
      gauge.set(this.streams.size);
    });
  }

  async onModuleInit(): Promise<void> {
    await this.channel.listen(
      (said) => this.pass(said),
      () => this.missed(),
    );
    this.clock = setInterval(() => this.toAll(this.time()), clockMs).unref();
  }

  /** Open streams would keep the process alive; desks find another replica. */
  onModuleDestroy(): void {
    this.stopping = true;
    clearInterval(this.clock);
    clearTimeout(this.resetting);
    for (const stream of this.streams) stream.end();
  }

  /** Opens a stream for this person until their token expires; goes on after `lastEventId` when that is still known. */
  open(
    person: Person,
    until: Date,
    response: ServerResponse,
    headers: Record<string, string>,
    lastEventId?: string,
  ): void {
    const stream = new Stream(person, response, headers, until, () => this.streams.delete(stream));
    this.streams.add(stream);
    stream.write('retry: 1000\n\n');
    const missed = this.missedBy(person, lastEventId);
    stream.write(missed === null ? this.reset() : missed + this.time());
  }

  /** Throws while this process is about to stop. */
  mayOpen(): void {
    if (this.stopping) throw new ServiceUnavailableException('This process is about to stop.');
  }

  private pass(said: readonly Said[]): void {
    for (const one of said) {
      const frame = new Frame(this.idOf(this.ring.latest + 1), one);
      this.ring.add(frame);
      for (const stream of this.streams) if (maySee(stream.person, frame.audience)) stream.write(frame.text);
    }
  }

  /**
   * After an outage of the broker each process tells that it dropped something, one after the other: desks read everything once when that is
   * over, and not for each. Until then they go on hearing what there is.
   */
  private missed(): void {
    const now = performance.now();
    this.gapsSince ??= now;
    const waitMs = Math.min(quietMs, this.gapsSince + longestMs - now);
    clearTimeout(this.resetting);
    this.resetting = setTimeout(() => {
      this.gapsSince = undefined;
      this.ring.lose();
      this.toAll(this.reset());
    }, waitMs).unref();
  }

  /** What this person has not heard since then; null when it is not known or too much. */
  private missedBy(person: Person, lastEventId: string | undefined): string | null {
    const [, replica, number] = /^([0-9a-f]{8})-(\d{1,15})$/.exec(lastEventId ?? '') ?? [];
    const after = replica === this.replica ? this.ring.after(Number(number)) : null;
    if (after === null) return null;
    const text = after
      .filter(visibleTo(person))
      .map(({ said }) => said.text)
      .join('');
    return text.length > mostReplayedBytes ? null : text;
  }

  private toAll(text: string): void {
    for (const stream of this.streams) stream.write(text);
  }

  // These carry an id too: a desk that is told little can still go on from where it was.
  private reset = (): string => this.event('reset');
  private time = (): string => this.event('time');
  private event(name: 'reset' | 'time'): string {
    const data = JSON.stringify({ now: new Date().toISOString() });
    return `event: ${name}\nid: ${this.idOf(this.ring.latest)}\ndata: ${data}\n\n`;
  }

  private idOf = (number: number): string => `${this.replica}-${number}`;
}

const visibleTo =
  (person: Person) =>
  ({ said }: Kept<Frame>): boolean =>
    maySee(person, said.audience);
