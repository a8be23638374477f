import 'reflect-metadata';
import type { Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Broker, Databases, EventServer } from '#event-bus';
import { readEnvironment } from './environment.ts';
import { httpAdapter } from './http-adapter.ts';
import type { Neighbour } from './neighbour.ts';
import { processEnvironment } from './process-environment.ts';
import { ProcessModule } from './process.module.ts';

export interface ProcessOptions {
  /** Served on the same port, each under paths of its own. */
  readonly beside?: readonly Neighbour[];
  /** Where the settings come from. */
  readonly environment?: NodeJS.ProcessEnv;
}

/** Builds the given services as one application that hears its events but does not listen for HTTP yet. */
export async function createProcess(
  services: readonly Type[],
  options: ProcessOptions = {},
): Promise<NestFastifyApplication> {
  const { beside = [], environment: source } = options;
  const environment = readEnvironment(processEnvironment, source);
  const module = await ProcessModule.of(environment, services, beside);
  const app = await NestFactory.create<NestFastifyApplication>(module, httpAdapter(beside), {
    abortOnError: false,
    logger: ['error', 'warn'],
  });
  app.connectMicroservice({ strategy: new EventServer(app.get(Broker), app.get(Databases), 100) });
  await app.startAllMicroservices();
  await app.init();
  return app;
}

/** Runs the given services together in this process until it is told to stop. */
export async function runProcess(
  services: readonly Type[],
  options: ProcessOptions = {},
): Promise<NestFastifyApplication> {
  const { HOST, PORT } = readEnvironment(processEnvironment, options.environment);
  const app = await createProcess(services, options);
  stopOnSignals(app);
  await app.listen(PORT, HOST);
  return app;
}

/** The first signal lets what is under way finish; the second one, or half a minute, does not. */
function stopOnSignals(app: NestFastifyApplication): void {
  let stopping = false;
  const stop = () => {
    if (stopping) process.exit(1);
    stopping = true;
    setTimeout(() => process.exit(1), 30_000).unref();
    app.close().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, stop);
}
