import { existsSync, lstatSync, readdirSync, realpathSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** Removes a folder and what symbolic links directly inside it lead to. It may be gone already. */
export function removeFolder(path: string): void {
  const options = { recursive: true, force: true, maxRetries: 10, retryDelay: 100 } as const;
  for (const name of existsSync(path) ? readdirSync(path) : []) {
    const entry = join(path, name);
    if (lstatSync(entry, { throwIfNoEntry: false })?.isSymbolicLink() && existsSync(entry))
      rmSync(realpathSync(entry), options);
  }
  rmSync(path, options);
}
