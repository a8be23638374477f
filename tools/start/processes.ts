import { execFile } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync, renameSync, statSync } from 'node:fs';
import { setTimeout as pass } from 'node:timers/promises';
import { promisify } from 'node:util';
import { type Child, startChild } from '../infrastructure/index.ts';

const run = promisify(execFile);

/** Something a person can act on; its message is all that is shown. */
export class CannotStart extends Error {}

/** Runs a tool from the build to its end. Throws what it said when it failed. */
export async function runTool(script: string, env: NodeJS.ProcessEnv): Promise<void> {
  try {
    await run(process.execPath, ['--enable-source-maps', script], { env, maxBuffer: 64 * 1024 * 1024 });
  } catch (error) {
    const { code, stdout = '', stderr = '' } = error as { code?: number; stdout?: string; stderr?: string };
    // what it did before it failed helps nobody, unless it ends with 2: then that is what somebody has to do
    const said = code === 2 ? `${stderr}${stdout}` : stderr.trim() || stdout;
    throw new CannotStart(said.trim() || String(error));
  }
}

const tenMegabytes = 10 * 1024 * 1024;

/** Starts a process of the product from the build. It writes to the log file, whose previous part is kept once. */
export async function startProcess(script: string, env: NodeJS.ProcessEnv, logFile: string): Promise<Child> {
  if (existsSync(logFile) && statSync(logFile).size > tenMegabytes) renameSync(logFile, `${logFile}.1`);
  const log = openSync(logFile, 'a', 0o600);
  try {
    const stdio = ['ignore', log, log] as const;
    return await startChild(process.execPath, ['--enable-source-maps', script], {
      env,
      stdio: [...stdio],
      farewell: 'SIGTERM',
    });
  } finally {
    closeSync(log);
  }
}

/** Waits until the process says that it is ready. Throws the end of its log when it ends before. */
export async function untilReady(child: Child, url: string, logFile: string): Promise<void> {
  for (const deadline = Date.now() + 90_000; child.running && Date.now() < deadline; await pass(100)) {
    const answer = await fetch(`${url}/health/ready`, { signal: AbortSignal.timeout(2000) }).catch(() => undefined);
    if (answer?.ok) return;
  }
  const what = child.running ? 'Parley does not become ready.' : 'Parley ended while it started.';
  throw new CannotStart(`${what} The end of ${logFile}:\n${lastWords(logFile)}`);
}

/** The last lines of the log, long ones cut. */
export function lastWords(logFile: string): string {
  const lines = readFileSync(logFile, 'utf8').trim().split('\n').slice(-15);
  return lines.map((line) => `  ${line.slice(0, 400)}`).join('\n');
}
