import { failedIn, ofJest, secondChance, single, sum } from './outcome.ts';

const file = (name: string, status: string, tests: Record<string, string>, message = '') => ({
  name: `/repository/${name}`,
  status,
  message,
  assertionResults: Object.entries(tests).map(([fullName, status]) => ({ fullName, status })),
});

describe('a run of Jest', () => {
  it('counts tests and names what was skipped', () => {
    const report = { testResults: [file('a.spec.ts', 'passed', { 'one works': 'passed', 'two waits': 'pending' })] };
    expect(ofJest('unit', report, '/repository')).toEqual({
      name: 'unit',
      passed: 1,
      failed: 0,
      skipped: ['a.spec.ts: two waits'],
      failures: [],
    });
  });

  it('says all about what failed', () => {
    const report = { testResults: [file('a.spec.ts', 'failed', { 'one works': 'failed' }, 'Expected 1')] };
    expect(ofJest('unit', report, '/repository')).toMatchObject({ failed: 1, failures: ['a.spec.ts\nExpected 1'] });
  });

  it('counts a file that cannot be loaded as a failure', () => {
    const report = { testResults: [file('a.spec.ts', 'failed', {}, 'Cannot find module')] };
    expect(ofJest('unit', report, '/repository').failed).toBe(1);
  });

  it('counts a file whose tests pass and whose end fails as a failure', () => {
    const report = { testResults: [file('a.spec.ts', 'failed', { 'one works': 'passed' }, 'afterAll broke')] };
    expect(ofJest('unit', report, '/repository')).toMatchObject({ passed: 1, failed: 1 });
  });
});

describe('a file that failed beside others and is run again alone', () => {
  const first = {
    testResults: [
      file('a.spec.ts', 'passed', { 'one works': 'passed' }),
      file('b.spec.ts', 'failed', { 'two works': 'passed', 'three works': 'failed' }, 'Too late'),
      file('c.spec.ts', 'failed', { 'four works': 'failed' }, 'Expected 1'),
    ],
  };
  const alone = {
    testResults: [
      file('b.spec.ts', 'passed', { 'two works': 'passed', 'three works': 'passed' }),
      file('c.spec.ts', 'failed', { 'four works': 'failed' }, 'Expected 2'),
    ],
  };

  it('is one of those in which something failed', () => {
    expect(failedIn(first)).toEqual(['/repository/b.spec.ts', '/repository/c.spec.ts']);
  });

  it('counts as passed when it passes then, and is told of with what it said', () => {
    expect(secondChance('unit', first, alone, '/repository')).toMatchObject({
      passed: 3,
      unsteady: ['b.spec.ts\nToo late'],
    });
  });

  it('counts as failed when it fails again, once', () => {
    expect(secondChance('unit', first, alone, '/repository')).toMatchObject({
      failed: 1,
      failures: ['c.spec.ts\nExpected 2'],
    });
  });
});

describe('the closing line', () => {
  const lint = single('lint', { ok: true, output: '' });
  const skipping = { name: 'unit', passed: 3, failed: 0, skipped: ['one', 'two'], failures: [] };

  it('counts tests and steps together', () => {
    expect(sum([lint, skipping], false)).toEqual({ line: '4 passed, 0 failed, 2 skipped', ok: true });
  });

  it('is not well when something failed', () => {
    expect(sum([single('types', { ok: false, output: 'error' })], false)).toMatchObject({ ok: false });
  });

  it('is not well under STRICT=1 when something was skipped', () => {
    expect(sum([lint, skipping], true).ok).toBe(false);
  });
});
