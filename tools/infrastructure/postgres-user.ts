import { execFileSync } from 'node:child_process';
import {
  chownSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { NotToBeHad } from './server.ts';

/** Where root keeps what the user of PostgreSQL cannot reach inside the repository. */
export const rootsPlace = '/var/lib/parley';

/** The user PostgreSQL runs as when we are root, as it refuses to be root itself. */
export interface Unprivileged {
  readonly uid: number;
  readonly gid: number;
}

/** Who has to run PostgreSQL on this data folder: for root whoever it belongs to, or a user without rights; for others themselves. */
export function userOf(dataFolder: string): Unprivileged | undefined {
  const own = process.getuid?.();
  const there = existsSync(dataFolder) ? statSync(dataFolder) : undefined;
  if (own !== 0) {
    if (there && own !== undefined && there.uid !== own)
      throw new NotToBeHad(
        `${dataFolder} belongs to another user (${there.uid}). Start as that user or as root, or remove the folder.`,
      );
    return undefined;
  }
  if (there && there.uid !== 0) return { uid: there.uid, gid: there.gid };
  const users = readFileSync('/etc/passwd', 'utf8').split('\n');
  for (const name of ['postgres', 'nobody']) {
    const [, , uid, gid] = users.find((line) => line.startsWith(`${name}:`))?.split(':') ?? [];
    if (uid && gid) return { uid: Number(uid), gid: Number(gid) };
  }
  throw new NotToBeHad(
    'PostgreSQL refuses to run as root, and there is no user "postgres" or "nobody" to run it instead.',
  );
}

/** Whether this user may do this (`x`: go through or execute) with the file or folder. */
export function mayUse({ uid, gid }: Unprivileged, right: 'x' | 'w', path: string): boolean {
  try {
    execFileSync('/bin/sh', ['-c', `test -${right} "$1"`, 'sh', path], { uid, gid, cwd: '/', stdio: 'ignore' });
    return true;
  } catch (error) {
    if ((error as { code?: string }).code === 'EPERM')
      throw new NotToBeHad('PostgreSQL refuses to run as root, and root may not become another user here.');
    return false;
  }
}

/**
 * The folder the data really live in. Root's repository may be closed to the user of PostgreSQL (under /root, say); then
 * the data live in /var/lib/parley, and the given path is a symbolic link to them.
 */
export function settle(dataFolder: string, user: Unprivileged | undefined): string {
  mkdirSync(dirname(dataFolder), { recursive: true });
  if (lstatSync(dataFolder, { throwIfNoEntry: false })?.isSymbolicLink()) {
    if (existsSync(dataFolder)) return realpathSync(dataFolder);
    rmSync(dataFolder);
  }
  if (!user || mayUse(user, 'x', dirname(dataFolder))) return dataFolder;
  mkdirSync(rootsPlace, { recursive: true, mode: 0o755 });
  const elsewhere = mkdtempSync(join(rootsPlace, 'data-'));
  chownSync(elsewhere, user.uid, user.gid);
  rmSync(dataFolder, { recursive: true, force: true });
  symlinkSync(elsewhere, dataFolder);
  return elsewhere;
}
