/*
 * What `import { jest } from '@jest/globals'` answers. Modules stay from one file of tests to the next, and Jest's words belong to one file: these
 * bindings are live.
 */
type Words = typeof import('@jest/globals');

export let afterAll: Words['afterAll'];
export let afterEach: Words['afterEach'];
export let beforeAll: Words['beforeAll'];
export let beforeEach: Words['beforeEach'];
export let describe: Words['describe'];
export let expect: Words['expect'];
export let it: Words['it'];
export let jest: Words['jest'];
export let test: Words['test'];

/** From now on they are those of the next file. */
export function become(words: Words): void {
  ({ afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest, test } = words);
}
