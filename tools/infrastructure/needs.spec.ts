import { rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { missingFrom, needsOf, notToRun, withMissing } from './needs.ts';

const written: string[] = [];
const aFile = (name: string, text: string) => {
  const path = join(tmpdir(), `${process.pid}-${name}`);
  writeFileSync(path, text);
  written.push(path);
  return path;
};
afterAll(() => written.forEach((path) => rmSync(path)));

const names = ['a broker: in memory keeps', 'a broker: RabbitMQ keeps'];

describe('a file of tests', () => {
  it('needs nothing, PostgreSQL, or everything, by its suffix', () => {
    expect(needsOf(aFile('a.spec.ts', ''))).toEqual([]);
    expect(needsOf(aFile('a.int.spec.ts', ''))).toEqual(['postgres']);
    expect(needsOf(aFile('a.e2e.spec.ts', ''))).toEqual(['postgres', 'rabbit']);
  });

  it('needs what it asks for', () => {
    expect(needsOf(aFile('b.int.spec.ts', `process.env['AMQP_URL']`))).toEqual(['postgres', 'rabbit']);
    expect(needsOf(aFile('b.e2e.spec.ts', `import { chromium } from 'playwright-core'`))).toContain('chromium');
  });
});

describe('without RabbitMQ', () => {
  const missing = missingFrom(withMissing({ rabbit: 'There is none.' }));

  it('only its own tests of a mixed file are skipped', () => {
    expect(notToRun(aFile('c.int.spec.ts', 'AMQP_URL'), names, missing)).toEqual(['a broker: RabbitMQ keeps']);
  });

  it('a file that does not ask for it runs whole', () => {
    expect(notToRun(aFile('d.int.spec.ts', ''), names, missing)).toEqual([]);
  });
});

describe('without PostgreSQL', () => {
  it('all tests of the file are skipped', () => {
    expect(notToRun(aFile('e.int.spec.ts', 'AMQP_URL'), names, { postgres: 'There is none.' })).toEqual(names);
  });
});
