import type { Circus } from '@jest/types';
import type { EnvironmentContext, JestEnvironmentConfig } from '@jest/environment';
import SharedEnvironment from '../jest/environment.ts';
import { missingFrom, notToRun } from './needs.ts';
import { addWhatWasSeen, forgetWitnesses } from './witnesses.ts';

/** What Jest gives a test, and what tests on real servers get where nothing else is said, in milliseconds. */
const usual = 5_000;
const patience = { integration: 30_000, endToEnd: 120_000 };

/**
 * Node as it is, with more patience; tests that need a server which is not to be had are skipped, each under its own name. One that fails says
 * what was to be seen then.
 */
class EquippedEnvironment extends SharedEnvironment {
  private readonly path: string;

  constructor(config: JestEnvironmentConfig, context: EnvironmentContext) {
    super(config, context);
    this.path = context.testPath;
    forgetWitnesses();
  }

  async handleTestEvent(event: Circus.Event, state: Circus.State): Promise<void> {
    if (event.name === 'test_fn_failure') await addWhatWasSeen(event.error);
    if (event.name === 'run_start') this.equip(state);
  }

  private equip(state: Circus.State): void {
    // a project of jest.config.js cannot say this
    if (state.testTimeout === usual) {
      state.testTimeout = this.path.endsWith('.e2e.spec.ts') ? patience.endToEnd : patience.integration;
    }
    const tests = allOf(state.rootDescribeBlock);
    const skipped = new Set(notToRun(this.path, [...tests.keys()], missingFrom(process.env)));
    for (const [name, test] of tests) if (skipped.has(name)) test.mode = 'skip';
  }
}

/** The tests of a file by their full names. */
function allOf(block: Circus.DescribeBlock, before = ''): Map<string, Circus.TestEntry> {
  const found = new Map<string, Circus.TestEntry>();
  for (const child of block.children) {
    const name = `${before} ${child.name}`.trim();
    if (child.type === 'test') found.set(name, child);
    else for (const [inner, test] of allOf(child, name)) found.set(inner, test);
  }
  return found;
}

export { EquippedEnvironment as default };
