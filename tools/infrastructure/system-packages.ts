import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { NotToBeHad } from './server.ts';

const policy = '/usr/sbin/policy-rc.d';
const says = (text: string) => process.stderr.write(`${text}\n`);

/**
 * Installs a package by apt-get, on Debian and Ubuntu, as root. A service the package brings is not started: only the
 * programs are wanted. Fails with `NotToBeHad` elsewhere and when apt-get fails.
 */
export function installPackage(name: string): void {
  if (process.getuid?.() !== 0) throw new NotToBeHad(`Only root could install the package ${name}.`);
  const system = existsSync('/etc/os-release') ? readFileSync('/etc/os-release', 'utf8') : '';
  if (!/^ID(_LIKE)?=.*\b(debian|ubuntu)\b/m.test(system) || !existsSync('/usr/bin/apt-get'))
    throw new NotToBeHad(`This is neither Debian nor Ubuntu, so the package ${name} is not installed.`);
  says(`Installing the package ${name} (apt-get).`);
  const wasThere = existsSync(policy);
  if (!wasThere) writeFileSync(policy, '#!/bin/sh\nexit 101\n', { mode: 0o755 });
  try {
    aptGet(300_000, 'update');
    const failure = aptGet(600_000, 'install', '--yes', '--no-install-recommends', name);
    if (failure) throw new NotToBeHad(`apt-get install ${name} failed: ${failure}`);
  } finally {
    if (!wasThere) rmSync(policy, { force: true });
  }
}

/** Its last words when it failed. */
function aptGet(timeout: number, ...args: string[]): string | undefined {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const done = spawnSync('apt-get', ['-o', 'DPkg::Lock::Timeout=120', ...args], { env, timeout, encoding: 'utf8' });
  if (done.status === 0) return undefined;
  return done.error?.message ?? (done.stderr.trim().split('\n').slice(-3).join(' ') || `status ${done.status}`);
}

/** Runs a program to see whether it works at all: its output, or undefined. */
export function tryOut(program: string, ...args: string[]): string | undefined {
  try {
    return execFileSync(program, args, {
      timeout: 30_000,
      stdio: ['ignore', 'pipe', 'ignore'],
      encoding: 'utf8',
    }).trim();
  } catch {
    return undefined;
  }
}
