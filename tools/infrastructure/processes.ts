import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';

const hasProc = existsSync('/proc/self/stat');
const ps = (pid: number, field: string): string | undefined => {
  try {
    return execFileSync('ps', ['-o', `${field}=`, '-p', String(pid)], { stdio: ['ignore', 'pipe', 'ignore'] })
      .toString()
      .trim();
  } catch {
    return undefined;
  }
};

/** The program of a living process, without its folder; undefined when there is none with this id. */
export function programOf(pid: number): string | undefined {
  if (!hasProc) return ps(pid, 'ucomm');
  try {
    const [command = ''] = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0', 1);
    return basename(command) || undefined;
  } catch {
    return undefined;
  }
}

/** Differs between two processes that had the same id one after the other. */
function bornAt(pid: number): string | undefined {
  if (!hasProc) return ps(pid, 'lstart');
  try {
    // the name in parentheses may hold anything; field 22 of the whole is the start time
    return readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ')[19];
  } catch {
    return undefined;
  }
}

/** Claims something for this process by a file. The living process that has it already, if any, else undefined. */
export function claim(file: string): number | undefined {
  const [pid, birth] = existsSync(file) ? readFileSync(file, 'utf8').split(' ', 2) : [];
  if (pid && Number(pid) !== process.pid && birth === bornAt(Number(pid))) return Number(pid);
  writeFileSync(file, `${process.pid} ${bornAt(process.pid)}`, { mode: 0o600 });
  return undefined;
}

/** Gives up what `claim` took. */
export function release(file: string): void {
  if (existsSync(file) && readFileSync(file, 'utf8').startsWith(`${process.pid} `)) rmSync(file);
}
