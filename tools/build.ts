import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { glob, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join, posix } from 'node:path';
import { promisify } from 'node:util';
import { type Options, transform, transformFile } from '@swc/core';

const root = join(import.meta.dirname, '..');
const dist = join(root, 'dist');
const isTest = (path: string) => /\.spec\.tsx?$|\/e2e\//.test(path);

/** A source is wrong. Its message says where. */
export class BuildFailed extends Error {}

function withoutBackTrace(error: unknown): never {
  throw new BuildFailed(
    String(error)
      .replace(/^Error:\s*/, '')
      .replace(/\n+(Caused by|Stack backtrace):[^]*/, '')
      .trim(),
  );
}

async function list(pattern: string): Promise<string[]> {
  const found: string[] = [];
  for await (const path of glob(pattern, { cwd: root })) found.push(path.replaceAll('\\', '/'));
  return found.sort();
}

/** Leaves the file alone when it says the same already; nobody ever reads half of it. */
async function keep(path: string, content: string | Buffer): Promise<boolean> {
  const bytes = Buffer.from(content);
  if (existsSync(path) && bytes.equals(await readFile(path))) return false;
  await mkdir(dirname(path), { recursive: true });
  const unfinished = `${path}.${process.pid}`;
  await writeFile(unfinished, bytes);
  await rename(unfinished, path);
  return true;
}

/**
 * Compiles apps, libs and tools into `dist`, without their tests: `dist/apps/routing/src/main.js`. What belongs to no
 * source any more goes. Every file stays in its place meanwhile, so a product that runs from the build can go on.
 * Returns how many files there are and how many are new.
 */
async function buildServices(): Promise<{ files: number; changed: number }> {
  const sources = (await list('{apps,libs,tools}/**/*.ts')).filter(
    (path) => !isTest(path) && !path.startsWith('apps/desk/'),
  );
  const others = (await list('{apps,libs}/*/src/**/*.*')).filter((path) => !/^apps\/desk\/|\.(tsx?|md)$/.test(path));
  const config: object = JSON.parse(await readFile(join(root, 'tools/swc.build.json'), 'utf8'));
  const compile = async (path: string) => {
    const target = join(dist, path.replace(/\.ts$/, '.js'));
    const options: Options = { ...config, swcrc: false, configFile: false };
    const { code, map } = await compiled(path, options).catch(withoutBackTrace);
    await keep(`${target}.map`, map ?? '{}');
    return keep(target, `${code}\n//# sourceMappingURL=${basename(target)}.map\n`);
  };
  const copy = async (path: string) => keep(join(dist, path), await readFile(join(root, path)));
  const kept = await Promise.all([...sources.map(compile), ...others.map(copy)]);
  await keep(join(dist, 'package.json'), await readFile(join(root, 'tools/dist.package.json')));
  await removeStale(new Set([...sources.flatMap(madeOf), ...others]));
  return { files: kept.length, changed: kept.filter(Boolean).length };
}

const contracts = 'libs/contracts/src/';

/** Contracts carry their doc comments along, for the description of the interface; everything else is compiled as it lies there. */
async function compiled(path: string, options: Options) {
  const filename = join(root, path);
  if (!path.startsWith(contracts)) return transformFile(filename, options);
  const { withDescriptions } = await import('./build/descriptions.ts');
  const helpers = posix.relative(posix.dirname(path), `${contracts}described.ts`);
  const source = withDescriptions(await readFile(filename, 'utf8'), helpers.startsWith('.') ? helpers : `./${helpers}`);
  return transform(source, { ...options, filename });
}

const madeOf = (source: string) => [source.replace(/\.ts$/, '.js'), source.replace(/\.ts$/, '.js.map')];

async function removeStale(made: ReadonlySet<string>): Promise<void> {
  for await (const path of glob('{apps,libs,tools}/**/*.*', { cwd: dist })) {
    const name = path.replaceAll('\\', '/');
    if (!name.startsWith('apps/desk/') && !made.has(name)) {
      await rm(join(dist, path), { recursive: true, force: true });
    }
  }
}

/** Builds the desk into `dist/apps/desk`, unless it was built from these very sources. Returns whether it had to. */
async function buildDesk(): Promise<boolean> {
  if (!existsSync(join(root, 'apps/desk/vite.config.mts'))) return false;
  const note = join(dist, 'desk.sha256');
  const hash = await hashOf(
    '{apps/desk/**/*,libs/{calendar,conditions,configuration-file,contracts,csv,phone,sms-text}/src/**/*,package-lock.json}',
  );
  const built =
    existsSync(join(dist, 'apps/desk/index.html')) && existsSync(note) && (await readFile(note, 'utf8')) === hash;
  if (built) return false;
  await rm(note, { force: true });
  const vite = ['build', '--config', 'apps/desk/vite.config.mts', '--logLevel', 'warn'];
  await run(join(root, 'node_modules/vite/bin/vite.js'), vite);
  await writeFile(note, hash);
  return true;
}

async function hashOf(pattern: string): Promise<string> {
  const hash = createHash('sha256');
  const files = (await list(pattern)).filter((path) => /\.[^/]+$/.test(path) && !isTest(path));
  for (const path of files) hash.update(path).update(await readFile(join(root, path)));
  return hash.digest('hex');
}

async function run(script: string, args: readonly string[]): Promise<void> {
  try {
    // whoever asks for it (a test run has another NODE_ENV): what is built is what people get
    const env = { ...process.env, NODE_ENV: 'production' };
    await promisify(execFile)(process.execPath, [script, ...args], { cwd: root, env });
  } catch (error) {
    const { stderr = '', message } = error as { stderr?: string; message: string };
    const said = (stderr.trim() || message).replace(/\n\s+at [^]*/, '');
    throw new BuildFailed(`The desk could not be built.\n${said}`);
  }
}

/** Both halves, and whether anything in them is new. */
export async function build(): Promise<{ files: number; services: boolean; desk: boolean }> {
  const [{ files, changed }, desk] = await Promise.all([buildServices(), buildDesk()]);
  return { files, services: changed > 0, desk };
}

if (import.meta.main) {
  const from = performance.now();
  // a tool needs the services' half only, and says what it has to say itself
  const quick = process.argv.includes('--services');
  const { files, desk } = quick ? { ...(await buildServices()), desk: false } : await build();
  if (!quick)
    console.log(
      `Built ${files} files${desk ? ' and the desk' : ''} in ${((performance.now() - from) / 1000).toFixed(1)} s.`,
    );
}
