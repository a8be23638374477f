import { globSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { failedIn, type JestReport, ofJest, type Outcome, secondChance, single } from './outcome.ts';
import { cache, root, run } from './run.ts';

/** What to look at: these paths of the repository; everything when there are none. */
export type Paths = readonly string[];

/** Prettier has nothing to change. */
export const format = async (paths: Paths): Promise<Outcome> => {
  const settings = ['--check', '--log-level', 'warn', '--cache', '--cache-location', join(cache, 'prettier')];
  const files = paths.length > 0 ? paths : ['.'];
  return single(
    'format',
    await run('prettier/bin/prettier.cjs', [...settings, '--no-error-on-unmatched-pattern', ...files]),
  );
};

/**
 * ESLint has nothing to say, boundaries included. Only through Nx: without its graph the rule of the boundaries sleeps. Everything in one process:
 * most of what one for each project takes is to read ESLint and its rules.
 */
export const lint = async (paths: Paths): Promise<Outcome> => {
  const colour = process.stdout.isTTY ? {} : { FORCE_COLOR: '0', NO_COLOR: undefined }; // else Nx asks ESLint for it
  const environment = { NX_DAEMON: 'false', NX_TUI: 'false', ...colour };
  const projects = projectsOf(paths);
  if (paths.length > 0 && projects.length === 0) return single('lint', { ok: true, output: '' });
  const which =
    paths.length > 0
      ? ['run-many', '--targets=lint', '--parallel=2', `--projects=${projects.join(',')}`]
      : ['run', 'tools:lint-everything'];
  return single('lint', await run('nx/dist/bin/nx.js', [...which, '--outputStyle=static'], { environment }));
};

/** The projects that these paths lie in or hold. */
function projectsOf(paths: Paths): string[] {
  const tidy = paths.map((path) => path.replace(/^\.\//, '').replace(/\/+$/, ''));
  const within = (one: string, other: string) => one === other || one.startsWith(`${other}/`);
  return globSync('{apps,libs}/*/project.json', { cwd: root })
    .concat('tools/project.json')
    .map((file) => ({ folder: file.replace(/[\\/]project\.json$/, ''), file: join(root, file) }))
    .filter(({ folder }) => tidy.some((path) => within(path, folder) || within(folder, path)))
    .map(({ file }) => (JSON.parse(readFileSync(file, 'utf8')) as { name: string }).name);
}

/**
 * TypeScript agrees, with the services and tools (`.`) or with the desk (`apps/desk`), which has a world of its own. By version 7, which takes a fifth of the
 * time; ESLint and Nx work with version 6, whose programming interface they need.
 */
export const types = async (project: '.' | 'apps/desk'): Promise<Outcome> => {
  const name = project === '.' ? 'types' : 'types of the desk';
  const remembering = ['--incremental', '--tsBuildInfoFile', join(cache, `${name.replaceAll(' ', '-')}.tsbuildinfo`)];
  return single(name, await run('typescript-7/bin/tsc', ['--project', project, ...remembering]));
};

/** Which tests: those of one project of jest.config.js whose path holds one of these. */
export interface TestRun {
  readonly name: string;
  readonly project: 'unit' | 'integration' | 'e2e';
  readonly paths: Paths;
  readonly environment?: NodeJS.ProcessEnv;
  /** What else Jest is told. */
  readonly more?: readonly string[];
}

/** More failed files than these say that something is wrong, and not that the machine was busy. */
const mostUnsteady = 4;

/**
 * Runs tests and counts them. With `again`, a few files that fail are run once more, one at a time: stories of browsers and several processes
 * on two cores meet waits that no patience foresees. What passes only then is told of.
 */
export async function tests(wanted: TestRun & { readonly again?: boolean }): Promise<Outcome> {
  const { name, environment } = wanted;
  const first = await jest(wanted);
  if (!first.report) return single(name, first);
  const failed = failedIn(first.report);
  if (wanted.again && failed.length > 0 && failed.length <= mostUnsteady) {
    const { project } = wanted;
    const alone = await jest({ name, project, paths: failed, environment, more: ['--runInBand'] });
    if (alone.report) return secondChance(name, first.report, alone.report, root);
  }
  const outcome = ofJest(name, first.report, root);
  return first.ok || outcome.failed > 0 ? outcome : { ...outcome, failed: 1, failures: [first.output.trim()] };
}

async function jest({ project, paths, environment, more = [] }: TestRun) {
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(join(cache, 'jest-'));
  const file = join(folder, 'report.json');
  const settings = ['--ci', '--json', `--outputFile=${file}`, '--passWithNoTests'];
  const { ok, output } = await run('jest/bin/jest.js', ['--selectProjects', project, ...settings, ...more, ...paths], {
    environment,
    minutes: 45, // it hangs: each test has its own patience
  });
  try {
    return { ok, output, report: JSON.parse(readFileSync(file, 'utf8')) as JestReport };
  } catch {
    return { ok: false, output, report: undefined };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The files of tests of these suffixes that lie under these paths. */
export const specs = (suffix: string, paths: Paths): string[] =>
  globSync(`{apps,libs,tools}/**/*.${suffix}.spec.ts`, { cwd: root })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => paths.length === 0 || paths.some((wanted) => path.includes(wanted.replace(/^\.\//, ''))));
