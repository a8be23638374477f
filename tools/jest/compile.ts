import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Options } from '@swc/core';

const root = join(import.meta.dirname, '..', '..');
const kept = join(root, 'node_modules', '.cache', 'parley', 'tests');
const require = createRequire(import.meta.url);
const settings = readFileSync(join(root, '.swcrc'), 'utf8');
const { version } = require('@swc/core/package.json') as { version: string };

/** Where the source map of each module lies, by its address. Stack traces are told by it. */
export const sourceMaps = new Map<string, string>();

/** The JavaScript of one of our sources, by the settings of `.swcrc`. What was compiled once is kept for every later process. */
export function compiled(address: string): string {
  const path = fileURLToPath(address);
  const source = readFileSync(path, 'utf8');
  const key = createHash('sha256').update([version, settings, path, source].join('\0')).digest('hex').slice(0, 32);
  const [code, map] = [join(kept, `${key}.js`), join(kept, `${key}.map`)];
  if (!existsSync(code)) compile(path, source, code, map);
  sourceMaps.set(address, map);
  return readFileSync(code, 'utf8');
}

function compile(path: string, source: string, code: string, map: string): void {
  // most processes find all that they need compiled already
  const { transformSync } = require('@swc/core') as typeof import('@swc/core');
  const { $schema: _, ...options } = JSON.parse(settings) as Options & { $schema: string };
  const made = transformSync(source, { ...options, filename: path, swcrc: false, configFile: false });
  mkdirSync(kept, { recursive: true });
  keep(map, made.map ?? '{}');
  keep(code, made.code);
}

/** Others read and write there at the same time. */
function keep(path: string, content: string): void {
  const unfinished = `${path}.${process.pid}`;
  writeFileSync(unfinished, content);
  renameSync(unfinished, path);
}
