import {
  type BeforeApplicationShutdown,
  type DynamicModule,
  Injectable,
  Logger,
  Module,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
  type OnModuleDestroy,
} from '@nestjs/common';
import { dayMs } from '#contracts';
import { Broker } from './broker.ts';
import { Database, type SchemaDefinition } from './database.ts';
import { Databases } from './event-server.ts';
import { reasonOf } from './failure.ts';
import { trimInbox } from './inbox.ts';
import { Journal, SilentJournal } from './journal.ts';
import { LiveChannel } from './live-channel.ts';
import { Loops } from './loops.ts';
import { OutboxRelay } from './outbox-relay.ts';
import { Rush } from './rush.ts';
import { fireDue, type TimerContract } from './timers.ts';
import type { Aftermath } from './transaction.ts';

/** Where each service finds its Postgres: its own role on the same server. */
export class DatabaseAddress {
  constructor(readonly urlOf: (schema: string) => string) {}
}

/**
 * Up: everything is subscribed before the first loop turns, so nothing is published that a reader here would miss.
 * Down, in Nest's order: take no more events and finish those under way; stop the loops; (Nest closes the HTTP door;)
 * close broker and database.
 */
@Injectable()
class Lifecycle implements OnApplicationBootstrap, OnModuleDestroy, BeforeApplicationShutdown, OnApplicationShutdown {
  private stopAttending: () => Promise<void> = async () => {};
  private stopped = false;

  constructor(
    private readonly database: Database,
    private readonly databases: Databases,
    private readonly loops: Loops,
    private readonly broker: Broker,
    private readonly live: LiveChannel,
  ) {}

  onApplicationBootstrap(): void {
    this.database.onCommitted = (aftermath) => this.follow(aftermath);
    if (this.loops.still) return;
    void this.databases.listening.then(() => {
      if (this.stopped) return;
      this.loops.start();
      this.stopAttending = this.database.attend(
        (loop) => this.loops.get(loop)?.wake(),
        () => this.loops.refresh(),
      );
    });
  }

  private follow({ events, shown, woken, wokenHere, timers }: Aftermath): void {
    if (events.length > 0) this.loops.get('outbox')?.wake();
    if (shown.length > 0) this.live.send(shown);
    for (const loop of new Set([...woken, ...wokenHere])) this.loops.get(loop)?.wake();
    if (timers.size === 0) return;
    const soonest = Math.min(...timers.values());
    if (soonest < Infinity) this.loops.get('timers')?.wakeIn(soonest - this.database.now().getTime());
  }

  async onModuleDestroy(): Promise<void> {
    this.stopped = true;
    await this.broker.pause();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.stopAttending();
    await this.loops.stop();
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all([this.broker.close(), this.live.close()]);
    await this.database.close();
  }
}

@Module({})
export class EventBusModule {
  /**
   * Gives one service its schema, outbox, inbox, timers and loops. The loops of the foundation are `outbox`,
   * `timers`, `set-aside` and `inbox`. `startsWithoutDatabase`: it is of use while a broker that keeps things is there, and does not wait.
   */
  static forService(
    definition: SchemaDefinition,
    {
      timers = [],
      startsWithoutDatabase = false,
    }: { timers?: readonly TimerContract<never>[]; startsWithoutDatabase?: boolean } = {},
  ): DynamicModule {
    const { schema } = definition;
    const openDatabase = async ({ urlOf }: DatabaseAddress, databases: Databases, broker: Broker) => {
      const log = new Logger(`${schema}.database`);
      const waits = !(startsWithoutDatabase && broker.durable);
      const then = waits ? 'the start waits for it' : 'the start goes on without it';
      const onAway = (error: unknown) => log.warn(`The database is away, ${then}. ${reasonOf(error)}`);
      const database = await (waits ? Database.await : Database.follow)(urlOf(schema), definition, onAway);
      databases.set(schema, database);
      return database;
    };
    const makeLoops = (
      database: Database,
      relay: OutboxRelay,
      broker: Broker,
      rush: Rush,
      journal: Journal = new SilentJournal(),
    ) => {
      const loops = new Loops(schema, journal);
      // by itself only for what a replica left that died before its relay moved it
      loops.add('outbox', () => rush.handOn((most) => relay.moveBatch(most)), { gathers: true, everyMs: 5_000 });
      loops.add('timers', () => fireDue(database, timers, { journal }));
      loops.add('set-aside', () => broker.redeliver(schema));
      loops.add('inbox', () => trimInbox(database), { everyMs: dayMs });
      return loops;
    };
    return {
      module: EventBusModule,
      providers: [
        { provide: Database, inject: [DatabaseAddress, Databases, Broker], useFactory: openDatabase },
        {
          provide: OutboxRelay,
          inject: [Database, Broker],
          useFactory: (db: Database, broker: Broker) => new OutboxRelay(db, broker),
        },
        { provide: Rush, useFactory: () => new Rush() },
        {
          provide: Loops,
          inject: [Database, OutboxRelay, Broker, Rush, { token: Journal, optional: true }],
          useFactory: makeLoops,
        },
        Lifecycle,
      ],
      exports: [Database, Loops, Rush],
    };
  }
}
