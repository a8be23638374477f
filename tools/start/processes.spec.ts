import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CannotStart, runTool } from './processes.ts';

const folder = mkdtempSync(join(tmpdir(), 'tools-'));
afterAll(() => rmSync(folder, { recursive: true }));
/** A tool that says what it did, what went wrong, and ends so. */
const aTool = (code: number, wrong = 'The broker is away.') => {
  const path = join(folder, `${code}-${wrong.length}.mjs`);
  writeFileSync(path, `console.log('Made tables.');console.error(${JSON.stringify(wrong)});process.exitCode=${code};`);
  return runTool(path, process.env).then(
    () => 'done',
    (error: unknown) => (error instanceof CannotStart ? error.message : String(error)),
  );
};

describe('a tool that npm start runs', () => {
  it('says what went wrong, and not what it did before', async () => {
    expect(await aTool(1)).toBe('The broker is away.');
  });

  it('says also what it wants to be done, where it ends with 2', async () => {
    expect(await aTool(2, 'Have this run:')).toBe('Have this run:\nMade tables.');
  });

  it('says nothing where all went well', async () => {
    expect(await aTool(0)).toBe('done');
  });
});
