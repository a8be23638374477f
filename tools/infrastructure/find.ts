import { join } from 'node:path';
import { postgresProblem, rabbitProblem } from './answers.ts';
import { temporaryFolder } from './child.ts';
import { downloadChromium, installedChromium } from './chromium.ts';
import { startContainer } from './docker.ts';
import { startPostgres } from './postgres.ts';
import { startRabbit } from './rabbit.ts';
import { NotToBeHad, type Server } from './server.ts';
import { installPackage, tryOut } from './system-packages.ts';

/** The versions that tests and docker-compose.yml run. */
export const images = { postgres: 'postgres:18.4', rabbit: 'rabbitmq:4.1.4' } as const;

/** The first way that works; when none does, all that was in the way. */
async function first<T>(what: string, ways: readonly (() => T | Promise<T>)[]): Promise<T> {
  const reasons: string[] = [];
  for (const way of ways) {
    try {
      return await way();
    } catch (error) {
      if (!(error instanceof NotToBeHad)) throw error;
      if (!reasons.includes(error.message)) reasons.push(error.message);
    }
  }
  throw new NotToBeHad(`No ${what}: ${reasons.join(' ')}`);
}

async function given(name: string, problemOf: (url: string) => Promise<string | undefined>): Promise<Server> {
  const url = process.env[name];
  if (!url) throw new NotToBeHad(`${name} is not set.`);
  const problem = await problemOf(url);
  // somebody who sets it means it: another server in its place would only puzzle
  if (problem) throw new Error(`${name} is set, but nothing serves there: ${problem}`);
  return { url, source: name, stop: async () => {} };
}

const postgresContainer = async (): Promise<Server> => {
  const container = await startContainer({
    image: images.postgres,
    command: ['postgres', '-c', 'max_connections=300'],
    port: 5432,
    environment: { POSTGRES_PASSWORD: 'postgres' },
    url: (host, port) => `postgres://postgres:postgres@${host}:${port}/postgres`,
    problem: postgresProblem,
  });
  return { ...container, stop: container.remove };
};

const rabbitContainer = async (): Promise<Server> => {
  const container = await startContainer({
    image: images.rabbit,
    port: 5672,
    environment: {},
    url: (host, port) => `amqp://guest:guest@${host}:${port}`,
    problem: rabbitProblem,
  });
  return { ...container, stop: container.remove };
};

/** Started on data that go with it. */
async function temporarily(name: string, start: (path: string) => Promise<Server>): Promise<Server> {
  const folder = temporaryFolder(name);
  try {
    const server = await start(join(folder.path, name));
    const stop = async () => {
      await server.stop();
      folder.remove();
    };
    return { url: server.url, source: server.source, stop };
  } catch (error) {
    folder.remove();
    throw error;
  }
}

/** PostgreSQL for tests: `DATABASE_URL`, a Docker engine, the embedded one. */
export const findPostgres = (): Promise<Server> =>
  first('PostgreSQL', [
    () => given('DATABASE_URL', postgresProblem),
    postgresContainer,
    () => temporarily('postgres', (dataFolder) => startPostgres({ dataFolder })),
  ]);

/** RabbitMQ for tests: `AMQP_URL`, a Docker engine, the program of this machine, a system package. */
export const findRabbit = (): Promise<Server> => {
  const own = () => temporarily('rabbitmq', (folder) => startRabbit({ folder }));
  const installed = () => {
    installPackage('rabbitmq-server');
    return own();
  };
  return first('RabbitMQ', [() => given('AMQP_URL', rabbitProblem), rabbitContainer, own, installed]);
};

/** The path of a Chromium: `CHROMIUM`, one of this machine, a system package. */
export const findChromium = (): Promise<{ path: string; source: string }> => {
  const own = () => {
    const { path, version } = installedChromium();
    return { path, source: `${version}, ${path}` };
  };
  const chosen = () => {
    const path = process.env['CHROMIUM'];
    if (!path) throw new NotToBeHad('CHROMIUM is not set.');
    if (!tryOut(path, '--version')) throw new Error(`CHROMIUM is set, but ${path} does not run.`);
    return { path, source: 'CHROMIUM' };
  };
  const installed = (install: () => void) => () => {
    install();
    return own();
  };
  const asRoot = process.getuid?.() === 0;
  return first('Chromium', [
    chosen,
    own,
    installed(() => installPackage('chromium')),
    ...(asRoot ? [installed(downloadChromium)] : []),
  ]);
};
