import { existsSync, lstatSync, readdirSync, realpathSync, rmSync, statfsSync } from 'node:fs';
import { join } from 'node:path';

/** A folder in memory, on Linux. */
const inMemory = '/dev/shm';
const gigabyte = 2 ** 30;

/**
 * Where data lie in memory and may grow there: undefined unless there is room for several times what the tests have ever written, and as much
 * memory left for what else runs. Files are made and cut in a moment there, which is most of what emptying a table costs.
 */
export function memoryFolder(
  available = process.availableMemory(),
  free = existsSync(inMemory) ? bytesFree(inMemory) : 0,
): string | undefined {
  return free >= 4 * gigabyte && available >= 8 * gigabyte ? inMemory : undefined;
}

function bytesFree(path: string): number {
  const { bavail, bsize } = statfsSync(path);
  return bavail * bsize;
}

/** Removes a file, or a folder and what symbolic links directly inside it lead to. It may be gone already. */
export function removeFolder(path: string): void {
  const options = { recursive: true, force: true, maxRetries: 10, retryDelay: 100 } as const;
  const isFolder = lstatSync(path, { throwIfNoEntry: false })?.isDirectory();
  for (const name of isFolder ? readdirSync(path) : []) {
    const entry = join(path, name);
    if (lstatSync(entry, { throwIfNoEntry: false })?.isSymbolicLink() && existsSync(entry))
      rmSync(realpathSync(entry), options);
  }
  rmSync(path, options);
}
