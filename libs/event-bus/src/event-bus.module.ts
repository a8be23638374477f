import {
  type DynamicModule,
  Injectable,
  Logger,
  Module,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { Broker } from './broker.ts';
import { Database, dataSourceFor, type SchemaDefinition } from './database.ts';
import { Databases } from './event-server.ts';
import { LiveChannel } from './live-channel.ts';
import { Loops } from './loops.ts';
import { OutboxRelay } from './outbox-relay.ts';
import { fireDue, type TimerContract } from './timers.ts';

/** Where each service finds its Postgres: its own role on the same server. */
export class DatabaseAddress {
  constructor(readonly urlOf: (schema: string) => string) {}
}

/** Nest has stopped the event server before it asks for shutdown, so nothing new arrives here any more. */
@Injectable()
class Lifecycle implements OnApplicationBootstrap, OnApplicationShutdown {
  constructor(
    private readonly database: Database,
    private readonly loops: Loops,
    private readonly live: LiveChannel,
  ) {}
  onApplicationBootstrap() {
    this.database.onCommitted = ({ events, shown, woken }) => {
      if (events.length > 0) this.loops.get('outbox')?.wake();
      if (shown.length > 0) this.live.send(shown);
      for (const loop of woken) this.loops.get(loop)?.wake();
    };
    this.loops.start();
  }
  async onApplicationShutdown() {
    await this.loops.stop();
    await this.database.dataSource.destroy();
  }
}

@Module({})
export class EventBusModule {
  /** Gives one service its schema, outbox, inbox, timers and loops. */
  static forService(
    definition: SchemaDefinition,
    { timers = [] }: { timers?: readonly TimerContract<never>[] } = {},
  ): DynamicModule {
    const name = definition.schema;
    const openDatabase = async ({ urlOf }: DatabaseAddress, databases: Databases) => {
      const database = new Database(name, await dataSourceFor(urlOf(name), definition).initialize());
      databases.set(name, database);
      return database;
    };
    const makeLoops = (database: Database, relay: OutboxRelay) => {
      const loops = new Loops((loop, error) => new Logger(`${name}.${loop}`).error(error));
      loops.add('outbox', () => relay.moveBatch());
      loops.add('timers', () => fireDue(database, timers));
      return loops;
    };
    return {
      module: EventBusModule,
      providers: [
        { provide: Database, inject: [DatabaseAddress, Databases], useFactory: openDatabase },
        {
          provide: OutboxRelay,
          inject: [Database, Broker],
          useFactory: (db: Database, broker: Broker) => new OutboxRelay(db, broker),
        },
        { provide: Loops, inject: [Database, OutboxRelay], useFactory: makeLoops },
        Lifecycle,
      ],
      exports: [Database, Loops],
    };
  }
}
