import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import type { JestEnvironment } from '@jest/environment';
import type { Config } from '@jest/types';
import { sourceMaps } from './compile.ts';
import { become } from './globals.ts';
import { forgetModules } from './modules.ts';

type Words = Parameters<typeof become>[0];
const require = createRequire(import.meta.url);

/**
 * How Jest loads a file of tests: as Node does, once in a process. Jest's own runtime gives each file a world of its own, in which Nest, TypeORM and
 * all of ours are read and run anew; no test of ours puts another module in a module's place, which is what these worlds are for
 * (docs/adr/0023-tests-share-their-modules.md). The parts of Jest's runtime that only serve such replacing are not there.
 */
class SharedRuntime {
  private readonly environment: JestEnvironment;

  constructor(_config: Config.ProjectConfig, environment: JestEnvironment, ...more: unknown[]) {
    this.environment = environment;
    const { watch, watchAll } = more.at(-1) as Config.GlobalConfig;
    if (watch || watchAll) forgetModules();
  }

  /** What runs the tests keeps its state in itself: each file has a new one. */
  requireInternalModule(path: string): unknown {
    delete require.cache[path];
    return require(path);
  }

  requireModule(path: string): unknown {
    return require(path);
  }

  unstable_shouldLoadAsEsm(): boolean {
    return true;
  }

  unstable_importModule(path: string): Promise<unknown> {
    return import(pathToFileURL(path).href);
  }

  setGlobalsForRuntime(words: Omit<Words, 'jest'>): void {
    become({ ...words, jest: this.jest() as unknown as Words['jest'] } as Words);
  }

  private jest() {
    const { fakeTimersModern: timers, moduleMocker: mocker, global } = this.environment;
    const jest = {
      fn: mocker!.fn.bind(mocker),
      spyOn: mocker!.spyOn.bind(mocker),
      useFakeTimers: (settings?: Parameters<NonNullable<typeof timers>['useFakeTimers']>[0]) => {
        timers!.useFakeTimers(settings);
        return jest;
      },
      useRealTimers: () => {
        timers!.useRealTimers();
        return jest;
      },
      setSystemTime: (now?: number | Date) => timers!.setSystemTime(now),
      advanceTimersByTime: (milliseconds: number) => timers!.advanceTimersByTime(milliseconds),
      advanceTimersByTimeAsync: (milliseconds: number) => timers!.advanceTimersByTimeAsync(milliseconds),
      setTimeout: (milliseconds: number) => {
        Object.assign(global, { [Symbol.for('TEST_TIMEOUT_SYMBOL')]: milliseconds });
        return jest;
      },
    };
    return jest;
  }

  getSourceMaps(): Map<string, string> {
    return sourceMaps;
  }

  getAllCoverageInfoCopy(): undefined {
    return undefined;
  }

  enterTestCode(): void {}
  leaveTestCode(): void {}
  teardown(): void {}
}

export { SharedRuntime as default };
