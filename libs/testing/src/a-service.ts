import { type DynamicModule, Module, type Type } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Envelope, LiveFrame } from '#contracts';
import {
  Broker,
  Database,
  DatabaseAddress,
  Databases,
  departing,
  type Departing,
  EventServer,
  LiveChannel,
  Loops,
  MemoryBroker,
  MemoryLiveChannel,
  type SchemaDefinition,
  type Shown,
  unpacked,
} from '#event-bus';
import { AccessTokens } from '#identity';
import { httpAdapter, httpDoors, PublicAddress } from '#platform';
import { aDatabase } from './a-database.ts';
import { personCalled } from './people.ts';

/** Remembers what was published through it. */
export class RecordingBroker extends MemoryBroker {
  readonly published: Envelope[] = [];
  override publish(messages: readonly Departing[]): Promise<void> {
    this.published.push(...messages.flatMap(({ json }) => unpacked(json) as Envelope[]));
    return super.publish(messages);
  }
}

@Module({})
class TestProcess {
  static of(broker: Broker, live: LiveChannel, url: string, service: Type): DynamicModule {
    const providers = [
      { provide: Broker, useValue: broker },
      { provide: LiveChannel, useValue: live },
      { provide: Databases, useValue: new Databases() },
      { provide: DatabaseAddress, useValue: new DatabaseAddress(() => url) },
      { provide: PublicAddress, useValue: new PublicAddress('https://parley.example/desk') },
      {
        provide: AccessTokens,
        useValue: { verify: async (token: string) => ({ person: personCalled(token), until: new Date('2100-01-01') }) },
      },
    ];
    return {
      module: TestProcess,
      global: true,
      imports: [service],
      providers: [...providers, ...httpDoors],
      exports: providers.map(({ provide }) => provide),
    };
  }
}

interface Call {
  /** Whose token is shown: `lena`, `sofia`, `dana` ... */
  readonly as?: string;
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
}

/** One service on a real, empty database and an in-memory broker. Nothing happens by itself: loops turn only when asked. */
export async function aService(
  service: Type,
  definition: SchemaDefinition,
  overrides: readonly (readonly [token: unknown, value: unknown])[] = [],
) {
  const url = await aDatabase(definition);
  const broker = new RecordingBroker();
  const live = new MemoryLiveChannel();
  const shown: Shown[] = [];
  await live.listen((said) =>
    shown.push(...said.map(({ audience, frame }) => ({ audience, frame: JSON.parse(frame) as LiveFrame }))),
  );
  const building = Test.createTestingModule({ imports: [TestProcess.of(broker, live, url, service)] });
  for (const [token, value] of overrides) building.overrideProvider(token).useValue(value);
  const module = await building.compile();
  const app = module.createNestApplication<NestFastifyApplication>(httpAdapter(), { logger: false, bodyParser: false });
  app.connectMicroservice({ strategy: new EventServer(broker, module.get(Databases), 100) });
  const loops = module.get(Loops, { strict: false });
  loops.still = true;
  await app.startAllMicroservices();
  await app.init();
  const database = module.get(Database, { strict: false });
  const call = async (method: 'GET' | 'PUT' | 'POST' | 'DELETE', url: string, { as, body, headers }: Call = {}) => {
    const answer = await app.inject({
      method,
      url,
      headers: { ...(as && { authorization: `Bearer ${as}` }), ...headers },
      ...(body !== undefined && { payload: body as object }),
    });
    return { status: answer.statusCode, headers: answer.headers, body: answer.body === '' ? undefined : answer.json() };
  };
  return {
    app,
    database,
    broker,
    shown,
    /** Everything this service said so far, by type. */
    said: (prefix = '') => broker.published.filter(({ type }) => type.startsWith(prefix)),
    /** Hands the service these facts, as another service's relay would. */
    hear: (...events: Envelope[]) => broker.publish(events.map(departing)),
    /** Calls the HTTP door as one of the people of `people.ts`, with and without a body. */
    get: (url: string, how?: Call) => call('GET', url, how),
    put: (url: string, body: unknown, how?: Call) => call('PUT', url, { ...how, body }),
    post: (url: string, how?: Call) => call('POST', url, how),
    remove: (url: string, how?: Call) => call('DELETE', url, how),
    /** Turns this loop until it has nothing left to do: `outbox`, `timers`, or one of the service's own. */
    turn: (loop: string) => loops.get(loop)!.drain(),
    stop: () => app.close(),
  };
}
export type Service = Awaited<ReturnType<typeof aService>>;
