import 'reflect-metadata';
import type { Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { DestinationStream, Logger } from 'pino';
import { EventServer, OnlyProcess, reasonOf } from '#event-bus';
import { ApiDocument } from './docs.controller.ts';
import { readEnvironment } from './environment.ts';
import { type Foundation, layFoundation } from './foundation.ts';
import type { Needs } from './health.controller.ts';
import { keepHeapLevel } from './heap.ts';
import { httpAdapter } from './http-adapter.ts';
import { NestLog } from './log.ts';
import type { Neighbour } from './neighbour.ts';
import { openApiOf } from './open-api.ts';
import { processEnvironment } from './process-environment.ts';
import { ProcessModule } from './process.module.ts';

export interface ProcessOptions {
  /** Served on the same port, each under paths of its own, before the services see a request. */
  readonly beside?: readonly Neighbour[];
  /** Where the settings come from; the process's own environment by default. */
  readonly environment?: NodeJS.ProcessEnv;
  /** When it is ready; `database-or-broker` is for the gateway, which can keep texts in either. */
  readonly needs?: Needs;
  /** Shows `/api/docs` without a token. For processes with the development issuer, which lets everybody in anyway. */
  readonly openDocs?: boolean;
  /** Where the broker is in the process: starts only where no other such process works on the database. `runProcess` always does. */
  readonly alone?: boolean;
  /** Where the log goes; the standard output by default. */
  readonly logTo?: DestinationStream;
}

/** How many waiting events share a transaction, where a reaction does not say. Measured: stack.md 7. */
const batch = 300;

/**
 * Builds the given services as one application: connected and hearing its events, but not listening for HTTP.
 * `close()` ends it. Throws when the environment is not right, naming everything that is missing or wrong.
 */
export async function createProcess(
  services: readonly Type[],
  options: ProcessOptions = {},
): Promise<NestFastifyApplication> {
  return (await build(services, options)).app;
}

/** Runs the given services together in this process until it is told to stop (SIGTERM, SIGINT). */
export async function runProcess(
  services: readonly Type[],
  options: ProcessOptions = {},
): Promise<NestFastifyApplication> {
  keepHeapLevel();
  const { app, foundation, environment } = await build(services, { alone: true, ...options });
  const { log } = foundation;
  endWell(app, log, options.beside ?? []);
  await app.listen(environment.PORT, environment.HOST);
  log.info({ door: 'process', name: 'start' }, `Listening on ${await app.getUrl()}`);
  return app;
}

async function build(services: readonly Type[], options: ProcessOptions) {
  const {
    beside = [],
    environment: source = process.env,
    needs = 'database-and-broker',
    openDocs = false,
    alone = false,
  } = options;
  const environment = readEnvironment(processEnvironment, source);
  const foundation = await layFoundation(environment, source, options.logTo);
  const { broker, databases, journal, log } = foundation;
  let only: OnlyProcess | undefined;
  try {
    if (alone && !broker.durable) only = await beAlone(environment.DATABASE_URL, log);
    const module = ProcessModule.of(services, foundation, { needs, openDocs, only });
    const adapter = httpAdapter(beside, (request, reply) => journal.answered(request, reply));
    const app = await NestFactory.create<NestFastifyApplication>(module, adapter, {
      abortOnError: false,
      bodyParser: false,
      logger: quietly(log),
      routeConflictPolicy: { duplicate: 'error' },
    });
    app.connectMicroservice({ strategy: new EventServer(broker, databases, batch, journal) });
    await app.startAllMicroservices();
    await app.init();
    app.get(ApiDocument).make = () => openApiOf(app);
    return { app, foundation, environment };
  } catch (error) {
    await abandon(foundation);
    await only?.end();
    throw error;
  }
}

/** Says what it waits for. */
function beAlone(url: string, log: Logger): Promise<OnlyProcess> {
  const sentences = {
    'database-away': 'The database is away, the start waits for it.',
    'another-process': 'Another process with its broker inside works on this database; the start waits for its end.',
  };
  return OnlyProcess.on(url, {
    onWaiting: (why) => log.warn({ door: 'process', name: 'start' }, sentences[why]),
  });
}

/** What was opened before the start failed would keep the process alive. */
async function abandon({ broker, live, databases }: Foundation): Promise<void> {
  const opened = [...databases.values()].map(({ dataSource }) => dataSource.destroy());
  await Promise.allSettled([broker.close(), live.close(), ...opened]);
}

/** Nest tells at length how it starts; its warnings and errors are enough. */
function quietly(log: Logger): NestLog {
  return Object.assign(new NestLog(log), { log() {}, debug() {}, verbose() {} });
}

const patienceMs = 30_000;

/** The first signal lets what is under way finish; a second one, or half a minute, does not. */
function endWell(app: NestFastifyApplication, log: Logger, beside: readonly Neighbour[]): void {
  let stopping = false;
  const stop = (signal: string) => {
    if (stopping) process.exit(1);
    stopping = true;
    log.info({ door: 'process', name: 'stop' }, `Stopping on ${signal}`);
    setTimeout(() => process.exit(1), patienceMs).unref();
    const end = async () => {
      await app.close();
      await Promise.all(beside.map((neighbour) => neighbour.stop?.()));
    };
    end().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, stop);
  // Node would print the error whole, with the statement and its values
  process.on('uncaughtException', (error) => {
    log.fatal({ door: 'process', name: 'end', detail: reasonOf(error) }, 'Something broke that nobody caught.');
    process.exit(1);
  });
}
