import { closeSync, mkdirSync, openSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type Child, startChild } from '../infrastructure/index.ts';

/** The repository. */
export const root = join(import.meta.dirname, '..', '..');
/** What one run leaves for the next. */
export const cache = join(root, 'node_modules', '.cache', 'parley');

const { FORCE_COLOR: _force, NO_COLOR: _no, ...withoutColour } = process.env;
const running = new Set<Child>();

/** Ends every program that is still under way. */
export const endAll = async (): Promise<void> =>
  void (await Promise.all([...running].map((child) => child.end('SIGTERM', 5000))));

/** Runs a program of `node_modules` to its end: whether it succeeded, and all that it said. */
export async function run(
  program: string,
  args: readonly string[],
  { environment = {}, minutes = 10 }: { environment?: NodeJS.ProcessEnv; minutes?: number } = {},
): Promise<{ ok: boolean; output: string }> {
  mkdirSync(cache, { recursive: true });
  const file = join(cache, `output-${process.pid}-${running.size}-${Date.now()}.txt`);
  const out = openSync(file, 'w');
  const child = await startChild(process.execPath, [join(root, 'node_modules', program), ...args], {
    cwd: root,
    stdio: ['ignore', out, out],
    env: { ...withoutColour, ...(process.stdout.isTTY ? { FORCE_COLOR: '1' } : { NO_COLOR: '1' }), ...environment },
    farewell: 'SIGTERM',
  });
  closeSync(out);
  running.add(child);
  const limit = setTimeout(() => void child.end('SIGTERM', 10_000), minutes * 60_000);
  const from = performance.now();
  const { code } = await child.ended;
  clearTimeout(limit);
  running.delete(child);
  const output = readFileSync(file, 'utf8');
  rmSync(file);
  return code === null
    ? {
        ok: false,
        output: `${output}\nIt was ended by a signal after ${((performance.now() - from) / 60_000).toFixed(1)} minutes.`,
      }
    : { ok: code === 0, output };
}
