import { Controller, type DynamicModule, Module } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { EventOf } from '#contracts';
import { Broker } from '../broker.ts';
import { Database } from '../database.ts';
import { DatabaseAddress, EventBusModule } from '../event-bus.module.ts';
import { Databases, EventServer } from '../event-server.ts';
import { Journal } from '../journal.ts';
import { LiveChannel, MemoryLiveChannel } from '../live-channel.ts';
import { Loops } from '../loops.ts';
import { Reacts, ReactsInBulk } from '../reacts.ts';
import type { TimerContract } from '../timers.ts';
import type { Transaction } from '../transaction.ts';
import { aKind, busTestSchema } from './bus-test.ts';
import { Written } from './written.ts';

/** A fact that the service of this file hears one by one, and one that it hears in bulk. */
export const single = aKind();
export const bulk = aKind();

const record = (tx: Transaction, by: string, numbers: readonly number[]) =>
  tx.manager.query(`INSERT INTO heard SELECT n, $2 FROM unnest($1::int[]) AS n`, [numbers, by]);

/** What a test wants the reactions to do besides recording. */
export const behaviour = {
  before: async (_tx: Transaction, _numbers: readonly number[]): Promise<void> => {},
};

@Controller()
export class Reactions {
  @Reacts(single, `bus-test.record-one`)
  async recordOne(tx: Transaction, { data: { n } }: EventOf<typeof single>) {
    await behaviour.before(tx, [n]);
    await record(tx, 'one', [n]);
  }

  @ReactsInBulk(bulk, `bus-test.record-many`)
  async recordMany(tx: Transaction, events: readonly EventOf<typeof bulk>[]) {
    const numbers = events.map(({ data }) => data.n);
    await behaviour.before(tx, numbers);
    await record(tx, `many of ${events.length}`, numbers);
  }
}

@Module({})
class BusTestProcess {
  static of(broker: Broker, journal: Journal, url: string, timers: readonly TimerContract<never>[]): DynamicModule {
    const providers = [
      { provide: Broker, useValue: broker },
      { provide: LiveChannel, useValue: new MemoryLiveChannel() },
      { provide: Databases, useValue: new Databases() },
      { provide: DatabaseAddress, useValue: new DatabaseAddress(() => url) },
      { provide: Journal, useValue: journal },
    ];
    return {
      module: BusTestProcess,
      global: true,
      imports: [EventBusModule.forService(busTestSchema, { timers })],
      controllers: [Reactions],
      providers,
      exports: providers.map(({ provide }) => provide),
    };
  }
}

/** A process with one service whose loops turn by themselves; `listen` subscribes its reactions. */
export async function aBusTestProcess(
  broker: Broker,
  url: string,
  { timers = [], batch = 10 }: { timers?: readonly TimerContract<never>[]; batch?: number } = {},
) {
  const journal = new Written();
  const module = await Test.createTestingModule({
    imports: [BusTestProcess.of(broker, journal, url, timers)],
  }).compile();
  const app = module.createNestApplication<NestFastifyApplication>(new FastifyAdapter(), { logger: false });
  app.connectMicroservice({ strategy: new EventServer(broker, module.get(Databases), batch, journal) });
  await app.init();
  return {
    app,
    journal,
    database: module.get(Database, { strict: false }),
    loops: module.get(Loops, { strict: false }),
    listen: () => app.startAllMicroservices(),
    stop: () => app.close(),
  };
}
