import type { Envelope } from '#contracts';
import { Broker, type Departing, handOver, type Subscription } from '../broker.ts';
import type { DeadLetters } from '../dead-letters.ts';
import { isOutage, isUnreadable, reasonOf, Stopping } from '../failure.ts';
import { ladder, waitAfter } from '../ladder.ts';
import { unpacked } from '../packs.ts';
import { type SetAside, setAsides } from '../set-aside.ts';
import { schemaOf } from '../subscriptions.ts';
import { BackOff, untilAnswered } from '../waiting.ts';
import { TableDeadLetters } from './table-dead-letters.ts';

export interface MemorySettings {
  /** The waits before each further attempt in milliseconds; after the last the event is dead. */
  readonly ladder?: readonly number[];
}

/** One subscription and the end of its queue of work. */
interface Line {
  readonly subscription: Subscription;
  wanted: boolean;
  tail: Promise<void>;
}

/**
 * The broker inside the process, for tests and for machines without RabbitMQ. Publishing resolves when every
 * reaction is done or its event is set aside in its own service's table; as the relay waits for that, an event stays
 * in the outbox until then, even over `kill -9`. A failing event waits in its table and holds up nothing.
 */
export class MemoryBroker extends Broker {
  readonly durable = false;
  private readonly lines: Line[] = [];
  private readonly ladder: readonly number[];
  private readonly stopping = new AbortController();
  /** One at a time for each service, or an attempt would be made and counted twice. */
  private readonly redelivering = new Set<string>();

  constructor({ ladder: steps = ladder }: MemorySettings = {}) {
    super();
    this.ladder = steps;
  }

  get reachable(): boolean {
    return !this.stopping.signal.aborted;
  }

  readonly deadLetters: DeadLetters = new TableDeadLetters(
    () => new Map(this.lines.map(({ subscription: { database } }) => [database.schema, database.dataSource.manager])),
    () => this.lines.map(({ subscription }) => subscription.name),
  );

  async publish(messages: readonly Departing[]): Promise<void> {
    if (!this.reachable) throw new Stopping();
    const deliveries = this.lines.map((line) => {
      if (!line.wanted) return undefined;
      const heard = messages
        .filter(({ type }) => type === line.subscription.type)
        .flatMap(({ json }) => unpacked(json) as Envelope[]);
      if (heard.length === 0) return undefined;
      const delivery = line.tail.then(() => this.deliverAll(line.subscription, heard));
      line.tail = delivery.catch(() => {});
      return delivery;
    });
    await Promise.all(deliveries);
  }

  private async deliverAll(subscription: Subscription, events: Envelope[]): Promise<void> {
    while (events.length > 0) {
      await handOver(events.splice(0, subscription.batch), {
        handle: (batch) => this.once(subscription, () => subscription.handle(batch)),
        failed: (event, error) => this.once(subscription, () => this.setAside(subscription, event, error)),
        done: () => {},
      });
    }
  }

  /** Does it once the database is there; an attempt that an outage ended does not count. */
  private async once(subscription: Subscription, work: () => Promise<void>): Promise<void> {
    const backOff = new BackOff();
    for (;;) {
      try {
        return await work();
      } catch (error) {
        if (!isOutage(error)) throw error;
      }
      const back = await untilAnswered(() => subscription.database.answers(), backOff, this.stopping.signal);
      if (!back) throw new Stopping();
    }
  }

  private async setAside({ name, database }: Subscription, event: Envelope, error: unknown): Promise<void> {
    await database.transact(async (tx) => {
      await setAsides(tx.manager).keep(this.after(1, error, { subscription: name, event }, tx.now), tx.now);
      tx.wake('set-aside');
    });
  }

  private after(
    failures: number,
    error: unknown,
    failed: Pick<SetAside, 'subscription' | 'event'>,
    now: Date,
  ): SetAside {
    const wait = isUnreadable(error) ? null : waitAfter(failures, this.ladder);
    const dueAt = wait === null ? null : new Date(now.getTime() + wait);
    return { ...failed, failures, reason: reasonOf(error), dueAt };
  }

  override async redeliver(schema: string): Promise<boolean | number> {
    if (!this.reachable || this.redelivering.has(schema)) return false;
    this.redelivering.add(schema);
    try {
      return await this.redeliverTo(schema);
    } finally {
      this.redelivering.delete(schema);
    }
  }

  private async redeliverTo(schema: string, limit = 100): Promise<boolean | number> {
    const ours = this.lines.filter(({ subscription }) => schemaOf(subscription.name) === schema);
    const database = ours[0]?.subscription.database;
    if (!database) return false;
    const table = setAsides(database.dataSource.manager);
    const due = await table.due(database.now(), limit);
    for (const { subscription: name, event, failures } of due) {
      const line = ours.find(({ subscription }) => subscription.name === name);
      const forget = () => table.forget(name, event.id);
      const work = async () => {
        if (!line) throw new Error('Nobody has this subscription any more.');
        await line.subscription.handle([structuredClone(event)]);
      };
      await work().then(forget, async (error: unknown) => {
        if (isOutage(error)) throw error;
        const now = database.now();
        await table.failAgain(this.after(failures + 1, error, { subscription: name, event }, now), now);
      });
    }
    if (due.length === limit) return true;
    const next = await table.nextDue();
    return next !== null && Math.max(1, next.getTime() - database.now().getTime());
  }

  async subscribe(subscription: Subscription): Promise<void> {
    this.lines.push({ subscription, wanted: !subscription.onDemand, tail: Promise.resolve() });
  }

  async heed(subscription: string, wanted: boolean): Promise<void> {
    this.lines.find((line) => line.subscription.name === subscription)!.wanted = wanted;
  }

  async pause(): Promise<void> {
    this.stopping.abort();
    await Promise.all(this.lines.map(({ tail }) => tail));
  }

  async close(): Promise<void> {
    await this.pause();
  }
}
