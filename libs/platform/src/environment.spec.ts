import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { readEnvironment } from './environment.ts';

const folder = mkdtempSync(join(tmpdir(), 'environment-'));
afterAll(() => rmSync(folder, { recursive: true }));
const aFile = (content: string) => {
  const path = join(folder, `${content.length}`);
  writeFileSync(path, content);
  return path;
};
const schema = z.object({ SECRETS_KEYS: z.string().min(1), PORT: z.coerce.number().default(3000) });

describe('what a process is told', () => {
  it('comes from the environment, with what is usual where nothing is said', () => {
    expect(readEnvironment(schema, { SECRETS_KEYS: 'one:abc' })).toEqual({ SECRETS_KEYS: 'one:abc', PORT: 3000 });
  });

  it.each(['one:abc', 'one:abc\n', 'one:abc\r\n'])('comes from a file that is named instead (%j)', (content) => {
    expect(readEnvironment(schema, { SECRETS_KEYS_FILE: aFile(content) }).SECRETS_KEYS).toBe('one:abc');
  });

  it('is complained about in words that name what is missing or wrong', () => {
    const port = z.object({ ...schema.shape, PORT: z.coerce.number().int().min(1).max(65_535) });
    expect(() => readEnvironment(port, { PORT: 'many' })).toThrow(
      'The environment is not right:\n✖ SECRETS_KEYS: is required\n✖ PORT: must be a number',
    );
    const set = { SECRETS_KEYS: 'one:abc' };
    expect(() => readEnvironment(port, { ...set, PORT: '99999' })).toThrow('✖ PORT: must be at most 65535');
    expect(() => readEnvironment(port, { ...set, PORT: '80.5' })).toThrow('✖ PORT: must be a whole number');
  });

  it('is complained about all at once, and never shown', () => {
    const both = { SECRETS_KEYS: 'one:abc', SECRETS_KEYS_FILE: aFile('two:def') };
    expect(() => readEnvironment(schema, both)).toThrow('SECRETS_KEYS and SECRETS_KEYS_FILE are both set');
    const gone = { SECRETS_KEYS_FILE: join(folder, 'nowhere'), PORT: 'x' };
    expect(() => readEnvironment(schema, gone)).toThrow(/SECRETS_KEYS_FILE cannot be read: ENOENT[^]*PORT/);
    expect(() => readEnvironment(schema, { ...both, PORT: 'x' })).not.toThrow(/abc|def/);
    expect(() => readEnvironment(schema, { SECRETS_KEYS_FILE: aFile('\n') })).toThrow('SECRETS_KEYS');
  });
});
