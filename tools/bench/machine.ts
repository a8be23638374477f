import { execFileSync } from 'node:child_process';
import { cpus } from 'node:os';

/** The command on the first two cores where there are more, so that figures of different machines are of the same kind. */
export const pinned = (...command: string[]): string[] =>
  cpus().length > 2 ? ['taskset', '-c', '0,1', ...command] : command;

/** Puts this process, and what it starts from now on, on the first two cores. */
export function pinThisProcess(): void {
  if (cpus().length > 2) execFileSync('taskset', ['-a', '-c', '-p', '0,1', String(process.pid)], { stdio: 'ignore' });
}

export const machine = () => ({
  cores: Math.min(2, cpus().length),
  model: cpus()[0]?.model ?? '',
  node: process.version,
});
