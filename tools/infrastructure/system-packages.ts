import { execFile } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { removeIfWeDie } from './child.ts';
import { NotToBeHad } from './server.ts';

const run = promisify(execFile);

const policy = '/usr/sbin/policy-rc.d';
const says = (text: string) => process.stderr.write(`${text}\n`);

/**
 * Installs a package by apt-get, on Debian and Ubuntu, as root. A service the package brings is not started: only the
 * programs are wanted. One package after the other. Fails with `NotToBeHad` elsewhere and when apt-get fails.
 */
export function installPackage(name: string): Promise<void> {
  const turn = before.then(() => install(name));
  before = turn.catch(() => {});
  return turn;
}
let before = Promise.resolve();

async function install(name: string): Promise<void> {
  if (process.getuid?.() !== 0) throw new NotToBeHad(`Only root could install the package ${name}.`);
  const system = existsSync('/etc/os-release') ? readFileSync('/etc/os-release', 'utf8') : '';
  if (!/^ID(_LIKE)?=.*\b(debian|ubuntu)\b/m.test(system) || !existsSync('/usr/bin/apt-get'))
    throw new NotToBeHad(`This is neither Debian nor Ubuntu, so the package ${name} is not installed.`);
  says(`Installing the package ${name} (apt-get).`);
  const wasThere = existsSync(policy);
  const release = wasThere ? () => {} : removeIfWeDie(policy);
  if (!wasThere) writeFileSync(policy, '#!/bin/sh\nexit 101\n', { mode: 0o755 });
  try {
    await aptGet(300_000, 'update');
    const failure = await aptGet(600_000, 'install', '--yes', '--no-install-recommends', name);
    if (failure) throw new NotToBeHad(`apt-get install ${name} failed: ${failure}`);
  } finally {
    if (!wasThere) rmSync(policy, { force: true });
    release();
  }
}

/** Its last words when it failed. */
async function aptGet(timeout: number, ...args: string[]): Promise<string | undefined> {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  try {
    await run('apt-get', ['-o', 'DPkg::Lock::Timeout=120', ...args], { env, timeout, maxBuffer: 64 * 1024 * 1024 });
    return undefined;
  } catch (error) {
    const { stderr = '', message } = error as { stderr?: string; message: string };
    return stderr.trim().split('\n').slice(-3).join(' ') || message;
  }
}

/** Runs a program to see whether it works at all: its output, or undefined. */
export const tryOut = (program: string, ...args: string[]): Promise<string | undefined> =>
  run(program, args, { timeout: 30_000 }).then(
    ({ stdout }) => stdout.trim(),
    () => undefined,
  );
