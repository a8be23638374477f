import { existsSync, lstatSync, readdirSync, realpathSync, rmSync } from 'node:fs';
import { join } from 'node:path';

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
