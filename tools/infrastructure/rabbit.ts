import { closeSync, existsSync, mkdirSync, openSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import { setTimeout as pass } from 'node:timers/promises';
import { rabbitProblem } from './answers.ts';
import { type Child, startChild } from './child.ts';
import { rabbitContainer } from './containers.ts';
import { freePort } from './ports.ts';
import { firstThatServes, NotToBeHad, type OwnServer } from './server.ts';

export interface RabbitSettings {
  /** Where data, log and cookie live. Made when it is not there; kept at `stop`. */
  readonly folder: string;
  /** On 127.0.0.1; a free one when left out. */
  readonly port?: number;
}

/** A RabbitMQ of our own on 127.0.0.1 that ends with this process: this machine's program, without one a container. */
export const startRabbit = (settings: RabbitSettings): Promise<OwnServer> =>
  firstThatServes('RabbitMQ', [() => startRabbitProgram(settings), () => rabbitContainer(settings.port)]);

/**
 * Starts the rabbitmq-server of this machine on 127.0.0.1 with a node name, ports, data, plug-ins (none) and port mapper
 * (epmd) of its own, and with nothing of the system's service. It ends with this process. Fails with `NotToBeHad` where
 * RabbitMQ is not installed.
 */
export async function startRabbitProgram({ folder, port }: RabbitSettings): Promise<OwnServer> {
  const programs = rabbitPrograms();
  const home = resolve(folder);
  mkdirSync(home, { recursive: true, mode: 0o700 });
  writeFileSync(join(home, 'enabled_plugins'), '[].\n');
  writeFileSync(join(home, 'rabbitmq.conf'), 'log.console = false\n');
  const ports = { amqp: port ?? (await freePort()), distribution: await freePort(), mapper: await freePort() };
  const env = environmentOf(home, ports);
  const url = `amqp://guest:guest@127.0.0.1:${ports.amqp}`;
  let mapper: Child | undefined;
  let child: Child | undefined;

  async function start(): Promise<void> {
    if (child?.running) return;
    const log = openSync(join(home, 'output.log'), 'a', 0o600);
    const settings = { stdio: ['ignore' as const, log, log], env, cwd: home };
    try {
      // started here and not by RabbitMQ, whose own would be shared with other nodes and outlive us
      if (!mapper?.running) mapper = await startChild(programs.epmd, [], { ...settings, farewell: 'SIGKILL' });
      child = await startChild(programs.server, [], { ...settings, farewell: 'SIGTERM' });
    } finally {
      closeSync(log);
    }
    await untilItAnswers(url, child, join(home, 'output.log'));
  }
  const server: OwnServer = {
    url,
    source: `private RabbitMQ${programs.version}`,
    start,
    async stop() {
      await child?.end('SIGTERM', 60_000);
      await mapper?.end('SIGKILL');
    },
    async kill() {
      await child?.end('SIGKILL');
      await mapper?.end('SIGKILL');
    },
    async restart() {
      await server.stop();
      await start();
    },
  };
  await start();
  return server;
}

/**
 * What the package manager put into the PATH may be Debian's wrapper, which insists on being the user `rabbitmq` and on the
 * service's folders; the server itself lies beside it.
 */
export function rabbitPrograms(): { server: string; epmd: string; version: string } {
  const path = (process.env['PATH'] ?? '')
    .split(delimiter)
    .concat('/usr/sbin', '/usr/local/sbin', '/opt/homebrew/sbin');
  const places = ['/usr/lib/rabbitmq/bin', ...path].map((folder) => join(folder, 'rabbitmq-server'));
  const isWrapper = (file: string) => /su rabbitmq|runuser/.test(readFileSync(file, 'utf8'));
  const server = places.find((file) => existsSync(file) && !isWrapper(file));
  if (!server) throw new NotToBeHad('There is no rabbitmq-server on the PATH or in /usr/lib/rabbitmq/bin.');
  const epmd = path.map((folder) => join(folder, 'epmd')).find((file) => existsSync(file));
  if (!epmd) throw new NotToBeHad('There is a rabbitmq-server, but no epmd of Erlang on the PATH.');
  return { server, epmd, version: versionBeside(server) };
}

/** Its own folder carries it: `rabbitmq_server-3.10.8`. */
function versionBeside(server: string): string {
  const real = realpathSync(server);
  return (/rabbitmq[_-](?:server-)?(\d+\.\d+\.\d+)/.exec(real) ?? [])
    .slice(1)
    .map((version) => ` ${version}`)
    .join('');
}

/** Erlang's schedulers look for work in a loop for a while before they sleep; here others need the processor meanwhile. */
const noBusyWaiting = '+sbwt none +sbwtdcpu none +sbwtdio none';

function environmentOf(home: string, ports: { amqp: number; distribution: number; mapper: number }): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(([name]) => !/^(RABBITMQ_|ERL_)/.test(name));
  return {
    ...Object.fromEntries(inherited),
    HOME: home,
    ERL_EPMD_PORT: String(ports.mapper),
    ERL_EPMD_ADDRESS: '127.0.0.1',
    RABBITMQ_NODENAME: `parley${ports.amqp}@localhost`,
    RABBITMQ_NODE_IP_ADDRESS: '127.0.0.1',
    RABBITMQ_NODE_PORT: String(ports.amqp),
    RABBITMQ_DIST_PORT: String(ports.distribution),
    RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS: `-kernel inet_dist_use_interface {127,0,0,1} ${noBusyWaiting}`,
    RABBITMQ_CONF_ENV_FILE: '/dev/null',
    RABBITMQ_CONFIG_FILE: join(home, 'rabbitmq.conf'),
    RABBITMQ_ADVANCED_CONFIG_FILE: join(home, 'advanced.config'),
    RABBITMQ_ENABLED_PLUGINS_FILE: join(home, 'enabled_plugins'),
    RABBITMQ_MNESIA_BASE: join(home, 'data'),
    RABBITMQ_LOG_BASE: join(home, 'log'),
    RABBITMQ_PID_FILE: join(home, 'pid'),
  };
}

async function untilItAnswers(url: string, child: Child, log: string): Promise<void> {
  for (const deadline = Date.now() + 90_000; child.running && Date.now() < deadline; await pass(100)) {
    if ((await rabbitProblem(url)) === undefined) return;
  }
  await child.end('SIGKILL');
  throw new NotToBeHad(
    `RabbitMQ did not start:\n${readFileSync(log, 'utf8').trim().split('\n').slice(-12).join('\n')}`,
  );
}
