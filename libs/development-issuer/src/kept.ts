import { randomBytes } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { exportJWK, generateKeyPair, type JWK } from 'jose';

/** What survives a restart, so that tokens given before it stay good. */
export interface Kept {
  readonly keys: readonly JWK[];
  readonly cookieSecret: string;
  /** Of the client `parley-scripts`. */
  readonly scriptsSecret: string;
}

/** Reads what this file keeps; makes it at the first start, readable by its owner alone. */
export async function keptIn(file: string): Promise<Kept> {
  const found = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  if (found !== null) return JSON.parse(found) as Kept;
  const kept = await fresh();
  await mkdir(dirname(file), { recursive: true });
  // whole or not at all: a crash midway leaves no half a key
  const draft = `${file}.${process.pid}`;
  await writeFile(draft, `${JSON.stringify(kept, null, 2)}\n`, { mode: 0o600 });
  await rename(draft, file);
  return kept;
}

async function fresh(): Promise<Kept> {
  const { privateKey } = await generateKeyPair('RS256', { extractable: true });
  const kid = randomBytes(8).toString('hex');
  return {
    keys: [{ ...(await exportJWK(privateKey)), kid, use: 'sig', alg: 'RS256' }],
    cookieSecret: randomBytes(32).toString('base64url'),
    scriptsSecret: randomBytes(32).toString('base64url'),
  };
}
