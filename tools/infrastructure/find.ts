import { join } from 'node:path';
import { postgresProblem, rabbitProblem } from './answers.ts';
import { temporaryFolder } from './child.ts';
import { downloadChromium, installedChromium } from './chromium.ts';
import { postgresContainer, rabbitContainer } from './containers.ts';
import { memoryFolder } from './folders.ts';
import { startEmbeddedPostgres } from './postgres.ts';
import { rabbitPrograms, startRabbitProgram } from './rabbit.ts';
import { firstThatServes, NotToBeHad, type OwnServer, type Server } from './server.ts';
import { installPackage, tryOut } from './system-packages.ts';

async function given(name: string, problemOf: (url: string) => Promise<string | undefined>): Promise<Server> {
  const url = process.env[name];
  if (!url) throw new NotToBeHad(`${name} is not set.`);
  const problem = await problemOf(url);
  // somebody who sets it means it: another server in its place would only puzzle
  if (problem) throw new Error(`${name} is set, but nothing serves there: ${problem}`);
  return { url, source: name, stop: async () => {} };
}

async function inContainer(start: () => Promise<OwnServer & { remove(): Promise<void> }>): Promise<Server> {
  const { url, source, remove } = await start();
  return { url, source, stop: remove };
}

/** Started on data that go with it. */
async function temporarily(name: string, start: (path: string) => Promise<Server>, under?: string): Promise<Server> {
  const folder = temporaryFolder(name, under);
  try {
    const { url, source, stop } = await start(join(folder.path, name));
    return { url, source, stop: () => stop().finally(folder.remove) };
  } catch (error) {
    folder.remove();
    throw error;
  }
}

/** PostgreSQL for tests: `DATABASE_URL`, a Docker engine, the embedded one. */
export const findPostgres = (): Promise<Server> =>
  firstThatServes('PostgreSQL', [
    () => given('DATABASE_URL', postgresProblem),
    () => inContainer(() => postgresContainer(undefined, undefined, true)),
    () => temporarily('postgres', (dataFolder) => startEmbeddedPostgres({ dataFolder, passing: true }), memoryFolder()),
  ]);

const ownRabbit = () => temporarily('rabbitmq', (folder) => startRabbitProgram({ folder }));

/** RabbitMQ for tests: `AMQP_URL`, a Docker engine, the program of this machine, a system package. */
export const findRabbit = (): Promise<Server> =>
  firstThatServes('RabbitMQ', [
    () => given('AMQP_URL', rabbitProblem),
    () => inContainer(rabbitContainer),
    ownRabbit,
    () => installPackage('rabbitmq-server').then(ownRabbit),
  ]);

/** Makes sure that tests can start a RabbitMQ of their own, wherever the shared one came from. */
export const prepareRabbit = async (): Promise<void> => {
  await firstThatServes<unknown>('RabbitMQ of its own', [
    rabbitPrograms,
    async () => (await rabbitContainer()).remove(),
    () => installPackage('rabbitmq-server'),
  ]);
};

/** The path of a Chromium: `CHROMIUM`, one of this machine, a system package, as root the one Playwright downloads. */
export const findChromium = (): Promise<{ path: string; source: string }> => {
  const chosen = async () => {
    const path = process.env['CHROMIUM'];
    if (!path) throw new NotToBeHad('CHROMIUM is not set.');
    if (!(await tryOut(path, '--version'))) throw new Error(`CHROMIUM is set, but ${path} does not run.`);
    return { path, source: 'CHROMIUM' };
  };
  const own = async () => {
    const { path, version } = await installedChromium();
    return { path, source: `${version}, ${path}` };
  };
  const after = (install: () => Promise<void>) => () => install().then(own);
  const asRoot = process.getuid?.() === 0 ? [after(downloadChromium)] : [];
  const packages = ['chromium-headless-shell', 'chromium'].map((name) => after(() => installPackage(name)));
  return firstThatServes('Chromium', [chosen, own, ...packages, ...asRoot]);
};
