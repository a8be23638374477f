import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { jest } from '@jest/globals';
import { type JestReport, ofJest, type Outcome } from '../check/outcome.ts';
import { run } from '../check/run.ts';
import { temporaryFolder } from '../infrastructure/child.ts';

jest.setTimeout(60_000); // it starts another Jest, on a machine that may be busy

const files = {
  'shared.ts': `export const shared = { files: 0 };`,
  'one.spec.ts': `
    import { shared } from './shared.ts';
    shared.files += 1;
    const left = [process.env['LEFT'], globalThis.console.left, Symbol.for('TEST_TIMEOUT_SYMBOL') in globalThis];
    it(\`is file \${shared.files} of its process\`, () => {
      expect(left).toEqual([undefined, undefined, false]);
      process.env['LEFT'] = 'something';
      globalThis.console = { ...console, left: 'something' };
    });
  `,
  'decorated.spec.ts': `
    const marked: unknown[] = [];
    const mark = (target: unknown) => void marked.push(target);
    @mark
    class Decorated { constructor(readonly name: string) {} }
    it('has its decorators', () => expect(marked).toEqual([Decorated]));
  `,
  'fails.spec.ts': `
    interface Gone { readonly when: 'compiled' }
    type GoneToo = Gone;

    it('says where', () => expect(1 as unknown as GoneToo).toBe(2));
  `,
  'hangs.spec.ts': `
    import { jest } from '@jest/globals';
    jest.setTimeout(50);
    it('ends all the same', () => new Promise(() => {}));
  `,
  'leaves.spec.ts': `
    it('leaves a promise behind', async () => {
      void Promise.reject(new Error('nobody waits for this'));
      await new Promise(setImmediate);
    });
  `,
  'throws.spec.ts': `throw new Error('not even loaded');`,
  'unreadable.spec.ts': `it('is no TypeScript', () => {`,
  'lonely.spec.ts': `import './is-not-there.ts'; it('is never asked', () => {});`,
};

let outcome: Outcome;
const said = (file: string) => outcome.failures.find((failure) => failure.startsWith(file));

beforeAll(async () => {
  const folder = temporaryFolder('jest');
  const within = { ...files, 'two.spec.ts': files['one.spec.ts'] };
  for (const [name, text] of Object.entries(within)) writeFileSync(join(folder.path, name), text);
  const config = {
    rootDir: folder.path,
    runtime: join(import.meta.dirname, 'runtime.ts'),
    testEnvironment: join(import.meta.dirname, 'environment.ts'),
    transform: {},
    testMatch: ['**/*.spec.ts'],
  };
  const file = join(folder.path, 'report.json');
  const done = await run('jest/bin/jest.js', [
    '--config',
    JSON.stringify(config),
    '--runInBand',
    '--json',
    `--outputFile=${file}`,
  ]);
  if (!existsSync(file)) throw new Error(done.output);
  outcome = ofJest('some', JSON.parse(readFileSync(file, 'utf8')) as JestReport, folder.path);
  folder.remove();
});

describe('a file of tests', () => {
  it('shares what it loads with the files before it, and nothing that they did to their world', () => {
    expect(said('one.spec.ts') ?? said('two.spec.ts')).toBeUndefined();
    expect(outcome.passed).toBe(3);
  });

  it('says of what fails which line of the source it was', () => {
    expect(said('fails.spec.ts')).toMatch(/Expected: 2[^]*fails\.spec\.ts:5:/);
  });

  it.each([
    ['hangs.spec.ts', 'Exceeded timeout of 50 ms'],
    ['leaves.spec.ts', 'nobody waits for this'],
    ['throws.spec.ts', 'not even loaded'],
    ['unreadable.spec.ts', 'unreadable.spec.ts:1'],
    ['lonely.spec.ts', 'is-not-there.ts'],
  ])('fails when it %s', (file, words) => {
    expect(said(file)).toContain(words);
  });

  it('counts as failed once, also when it could not be loaded', () => {
    expect(outcome.failed).toBe(6);
  });
});
