/** What one step of `npm test` found. */
export interface Outcome {
  readonly name: string;
  readonly passed: number;
  readonly failed: number;
  /** What did not run, by name. */
  readonly skipped: readonly string[];
  /** All there is to say about what failed. */
  readonly failures: readonly string[];
  /** What failed beside others and passed when it was run again alone: what it said then. It counts as passed, and wants looking into. */
  readonly unsteady?: readonly string[];
}

/** A step that is one check, not many tests. */
export const single = (name: string, { ok, output }: { ok: boolean; output: string }): Outcome => ({
  name,
  passed: ok ? 1 : 0,
  failed: ok ? 0 : 1,
  skipped: [],
  failures: ok ? [] : [output.trim()],
});

/** The part of Jest's JSON report that is read here. */
export interface JestReport {
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly message: string;
    readonly assertionResults: readonly { readonly status: string; readonly fullName: string }[];
  }[];
}

/** Counts the tests of a Jest run. A file that could not even be loaded is one failure. */
export function ofJest(name: string, { testResults }: JestReport, root: string): Outcome {
  const tests = testResults.flatMap(({ name: file, assertionResults }) =>
    assertionResults.map(({ status, fullName }) => ({ status, title: `${file.slice(root.length + 1)}: ${fullName}` })),
  );
  const unloaded = testResults.filter((file) => file.status === 'failed' && !file.assertionResults.some(hasFailed));
  return {
    name,
    passed: tests.filter(({ status }) => status === 'passed').length,
    failed: tests.filter(hasFailed).length + unloaded.length,
    skipped: tests.filter(({ status }) => status !== 'passed' && status !== 'failed').map(({ title }) => title),
    failures: testResults
      .filter(({ status }) => status === 'failed')
      .map(({ name: file, message }) => `${file.slice(root.length + 1)}\n${message.trim()}`),
  };
}
/** The files in which something failed. */
export const failedIn = ({ testResults }: JestReport): string[] =>
  testResults.filter(({ status }) => status === 'failed').map(({ name }) => name);

/** The first run, with its failed files replaced by how they did alone. What passed then is told of as unsteady. */
export function secondChance(name: string, first: JestReport, alone: JestReport, root: string): Outcome {
  const again = new Map(alone.testResults.map((file) => [file.name, file]));
  const testResults = first.testResults.map((file) => again.get(file.name) ?? file);
  const recovered = new Set(alone.testResults.filter(({ status }) => status === 'passed').map((file) => file.name));
  const unsteady = ofJest(name, { testResults: first.testResults.filter((file) => recovered.has(file.name)) }, root);
  return { ...ofJest(name, { testResults }, root), unsteady: unsteady.failures };
}

const hasFailed = ({ status }: { status: string }) => status === 'failed';

/** The line that `npm test` ends with, and whether all is well. With `strict`, what was skipped is not well. */
export function sum(outcomes: readonly Outcome[], strict: boolean): { line: string; ok: boolean } {
  const count = (of: (outcome: Outcome) => number) => outcomes.reduce((total, outcome) => total + of(outcome), 0);
  const [passed, failed] = [count((one) => one.passed), count((one) => one.failed)];
  const skipped = count((one) => one.skipped.length);
  return {
    line: `${passed} passed, ${failed} failed, ${skipped} skipped`,
    ok: failed === 0 && !(strict && skipped > 0),
  };
}
