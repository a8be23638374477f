import { type ChildProcess, spawn } from 'node:child_process';
import { createWriteStream, readFileSync } from 'node:fs';
import { setPriority } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../infrastructure/ports.ts';

export const services = ['channel-config', 'twilio-gateway', 'conversations', 'routing'] as const;
export type ServiceName = (typeof services)[number];

/** One running process of one service. */
export interface Replica {
  readonly service: ServiceName;
  readonly port: number;
  readonly pid: number;
  readonly running: boolean;
  /** As an operator's or the kernel's `kill -9`: it has no chance to finish anything. */
  kill(): Promise<void>;
  /** As a deployment does: it finishes what is under way. */
  stop(): Promise<void>;
  /** The same service on the same port again. */
  start(): Promise<void>;
  /** Resident memory now and at its highest, in MB. */
  memory(): { now: number; peak: number };
  /** CPU it has used so far, in seconds. */
  cpu(): number;
}

/** The build, whether this file is run from it or from its source. */
export const dist = join(
  import.meta.dirname,
  ...(import.meta.dirname.includes('dist') ? ['..', '..'] : ['..', '..', 'dist']),
);

/**
 * As in the Dockerfile: what a text leaves behind is young when it is dropped. With Node's own 16 MB the young are cleared away
 * so often that much of it looks old: a twelfth of the processor, and the longest answers twice as long.
 */
const forYoungObjects = '--max-semi-space-size=64';

/** Starts one process from the build and waits until it is ready. */
export async function startReplica(
  service: ServiceName,
  environment: NodeJS.ProcessEnv,
  logFile: string,
  niceness = 0,
): Promise<Replica> {
  const port = await freePort();
  let child: ChildProcess | undefined;
  let ended = Promise.resolve();

  const start = async () => {
    const log = createWriteStream(logFile, { flags: 'a' });
    const started = spawn(process.execPath, [forYoungObjects, join(dist, 'apps', service, 'src', 'main.js')], {
      env: { ...environment, PORT: String(port) },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    child = started;
    if (niceness !== 0) setPriority(started.pid!, niceness); // before it has threads, which inherit it
    started.stdout.pipe(log, { end: false });
    started.stderr.pipe(log, { end: false });
    ended = new Promise((resolve) => started.once('exit', () => (log.end(), resolve())));
    await ready(service, port, () => started.exitCode === null && started.signalCode === null, logFile);
  };
  const end = async (signal: NodeJS.Signals) => {
    child?.kill(signal);
    await ended;
  };
  await start();
  return {
    service,
    port,
    get pid() {
      return child!.pid!;
    },
    get running() {
      return child!.exitCode === null && child!.signalCode === null;
    },
    kill: () => end('SIGKILL'),
    stop: () => end('SIGTERM'),
    start,
    cpu() {
      // fields 14 and 15, behind the command's name, in hundredths of a second
      const fields = readFileSync(`/proc/${child!.pid!}/stat`, 'utf8').split(') ')[1]!.split(' ');
      return (Number(fields[11]) + Number(fields[12])) / 100;
    },
    memory() {
      const status = readFileSync(`/proc/${child!.pid!}/status`, 'utf8');
      const megabytes = (name: string) =>
        Math.round(Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1] ?? 0) / 1024);
      return { now: megabytes('VmRSS'), peak: megabytes('VmHWM') };
    },
  };
}

async function ready(service: string, port: number, isRunning: () => boolean, logFile: string): Promise<void> {
  const deadline = performance.now() + 60_000;
  for (;;) {
    const answer = await fetch(`http://127.0.0.1:${port}/health/ready`).catch(() => null);
    if (answer?.ok) return;
    const lastWords = () => readFileSync(logFile, 'utf8').slice(-2000);
    if (!isRunning()) throw new Error(`${service} ended while it started:\n${lastWords()}`);
    if (performance.now() > deadline) throw new Error(`${service} did not become ready:\n${lastWords()}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
