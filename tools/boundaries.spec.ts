import { execFile } from 'node:child_process';
import { cpSync, globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { jest } from '@jest/globals';

jest.setTimeout(240_000);

/*
 * The guards of the house, shown to bite: a copy of the workspace without its contents, files in it that break one rule
 * each, and beside them files that break none. No two of them make a circle, which would be refused for itself.
 */
const root = join(import.meta.dirname, '..');
const run = promisify(execFile);
const boundary = '@nx/enforce-module-boundaries';

interface Guarded {
  readonly rule: string;
  readonly text: string;
  /** The ESLint rule that says no; none when it is allowed. */
  readonly refusedBy?: string;
}
const uses = (what: string) => `import * as it from '${what}';\nexport const used = it;\n`;
const files: Record<string, Guarded> = {
  'libs/conversations/src/a.ts': {
    rule: 'a service uses no other service',
    text: uses('#routing'),
    refusedBy: boundary,
  },
  'libs/conversations/src/b.ts': {
    rule: 'no project is reached into past its index',
    text: uses('../../routing/src/index.ts'),
    refusedBy: boundary,
  },
  'libs/conversations/src/c.ts': {
    rule: 'only tests use what is for tests',
    text: uses('#testing'),
    refusedBy: boundary,
  },
  'libs/conversations/src/d.ts': {
    rule: 'a service uses no stand-in',
    text: uses('#twilio-simulator'),
    refusedBy: boundary,
  },
  'libs/event-bus/src/a.ts': {
    rule: 'the foundation uses no service',
    text: uses('#channel-config'),
    refusedBy: boundary,
  },
  'libs/contracts/src/a.ts': { rule: 'of npm the contracts use zod only', text: uses('typeorm'), refusedBy: boundary },
  'libs/contracts/src/b.ts': {
    rule: 'the contracts use nothing of ours',
    text: uses('#secrets'),
    refusedBy: boundary,
  },
  'libs/phone/src/a.ts': { rule: 'rules use no foundation', text: uses('#identity'), refusedBy: boundary },
  'libs/phone/src/b.ts': {
    rule: 'rules ask no clock',
    text: 'export const now = new Date();\n',
    refusedBy: 'no-restricted-syntax',
  },
  'libs/conditions/src/a.ts': {
    rule: 'rules throw no dice',
    text: 'export const dice = Math.random();\n',
    refusedBy: 'no-restricted-syntax',
  },
  'libs/development-issuer/src/a.ts': {
    rule: 'a stand-in uses no service',
    text: uses('#channel-config'),
    refusedBy: boundary,
  },
  'libs/testing/src/a.ts': {
    rule: 'what is for tests uses no service',
    text: uses('#channel-config'),
    refusedBy: boundary,
  },
  'apps/desk/src/a.ts': { rule: 'the desk uses no service', text: uses('#conversations'), refusedBy: boundary },
  'apps/desk/src/b.ts': { rule: 'the desk uses no foundation', text: uses('#platform'), refusedBy: boundary },
  'apps/routing/src/a.ts': {
    rule: 'a process uses nothing that is for tests',
    text: uses('#testing'),
    refusedBy: boundary,
  },
  'libs/routing/src/domain/a.ts': {
    rule: 'the domain knows no database',
    text: uses('typeorm'),
    refusedBy: 'no-restricted-imports',
  },
  'libs/routing/src/domain/b.ts': {
    rule: 'the domain knows no event bus',
    text: uses('#event-bus'),
    refusedBy: 'no-restricted-imports',
  },
  'libs/routing/src/domain/c.ts': {
    rule: 'the domain knows nothing outside its folder',
    text: uses('../storage/table.ts'),
    refusedBy: 'no-restricted-imports',
  },
  'libs/routing/src/domain/d.ts': {
    rule: 'the domain asks no clock',
    text: 'export const now = new Date();\n',
    refusedBy: 'no-restricted-syntax',
  },
  'libs/routing/src/domain/e.ts': {
    rule: 'nor the other clock',
    text: 'export const now = Date.now();\n',
    refusedBy: 'no-restricted-syntax',
  },
  'libs/routing/src/domain/f.ts': {
    rule: 'the domain throws no dice',
    text: 'export const dice = Math.random();\n',
    refusedBy: 'no-restricted-syntax',
  },
  'libs/routing/src/domain/g.ts': {
    rule: 'the domain does not wait',
    text: 'export const decide = async () => 1;\n',
    refusedBy: 'no-restricted-syntax',
  },
  'libs/routing/src/h.ts': {
    rule: 'nothing is exported by default',
    text: 'export default 1;\n',
    refusedBy: 'no-restricted-exports',
  },
  'libs/routing/src/i.ts': {
    rule: 'nothing is of any type',
    text: 'export const all = (it: any) => String(it);\n',
    refusedBy: '@typescript-eslint/no-explicit-any',
  },

  'libs/conversations/src/fine.ts': {
    rule: 'a service may use contracts, rules and foundation',
    text: `${uses('#contracts')}export * from '#phone';\nexport * from '#event-bus';\n`,
  },
  'libs/conversations/src/fine.spec.ts': { rule: 'a test may use what is for tests', text: uses('#testing') },
  'libs/routing/src/domain/fine.ts': {
    rule: 'the domain may use contracts, rules and itself',
    text: `${uses('#contracts')}export * from '#phone';\nexport * from './neighbour.ts';\nexport const at = (now: number) => new Date(now);\n`,
  },
  'apps/desk/src/fine.ts': {
    rule: 'the desk may use contracts and rules',
    text: `${uses('#contracts')}export * from '#phone';\n`,
  },
  'apps/all-in-one/src/fine.ts': {
    rule: 'a process may use every service',
    text: `${uses('#routing')}export * from '#twilio-simulator';\n`,
  },
};

/** The rules that spoke up, by file. */
const said = new Map<string, string[]>();
let copy: string;

function workspace(): string {
  const folder = mkdtempSync(join(tmpdir(), 'parley-boundaries-'));
  for (const file of [
    'package.json',
    'package-lock.json',
    'nx.json',
    'tsconfig.base.json',
    'tsconfig.json',
    'eslint.config.js',
    '.prettierrc',
  ]) {
    cpSync(join(root, file), join(folder, file));
  }
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  const put = (path: string, text: string) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  for (const project of globSync(['{apps,libs}/*/project.json', 'tools/project.json'], { cwd: root })) {
    put(project, readFileSync(join(root, project), 'utf8'));
    put(join(dirname(project), 'src', 'index.ts'), 'export const something = 1;\n');
  }
  put('libs/routing/src/storage/table.ts', 'export const table = 1;\n');
  put('libs/routing/src/domain/neighbour.ts', 'export const neighbour = 1;\n');
  for (const [path, { text }] of Object.entries(files)) put(path, text);
  return folder;
}

const environment = { ...process.env, NX_DAEMON: 'false', NX_TUI: 'false', FORCE_COLOR: '0', NODE_OPTIONS: '' };
const nx = (cwd: string, ...args: string[]) =>
  run(process.execPath, [join(root, 'node_modules/nx/dist/bin/nx.js'), ...args], {
    cwd,
    env: environment,
    maxBuffer: 32 * 1024 * 1024,
  });

beforeAll(async () => {
  copy = workspace();
  const lint = ['run', 'tools:lint-everything', '--skip-nx-cache', '--outputStyle=static'];
  const { stdout } = await nx(copy, ...lint).catch((error: { stdout: string }) => error);
  let file = '';
  for (const line of stdout.split('\n')) {
    if (line.startsWith(copy)) file = line.slice(copy.length + 1).trim();
    const rule = /^\s+\d+:\d+\s+error\s.*\s(\S+)$/.exec(line)?.[1];
    if (rule) said.set(file, [...(said.get(file) ?? []), rule]);
  }
});
afterAll(() => rmSync(copy, { recursive: true, force: true }));

describe('the lint', () => {
  const refused = Object.entries(files).filter(([, { refusedBy }]) => refusedBy);
  const allowed = Object.entries(files).filter(([, { refusedBy }]) => !refusedBy);

  it.each(refused.map(([path, { rule, refusedBy }]) => [rule, path, refusedBy]))(
    'sees to it that %s (%s)',
    (_rule, path, by) => {
      expect(said.get(path!)).toContain(by);
    },
  );

  it.each(allowed.map(([path, { rule }]) => [rule, path]))('knows that %s (%s)', (_rule, path) => {
    expect(said.get(path!)).toBeUndefined();
  });
});

describe('the graph of the projects', () => {
  it('has edges, without which the lint would see nothing and the cache keep old results', async () => {
    const file = join(copy, 'graph.json');
    await nx(root, 'graph', `--file=${file}`);
    const { graph } = JSON.parse(readFileSync(file, 'utf8')) as {
      graph: { dependencies: Record<string, { target: string }[]> };
    };
    expect(graph.dependencies['conversations']!.map(({ target }) => target)).toContain('contracts');
  });
});
