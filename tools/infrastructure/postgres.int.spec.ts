import { spawn } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { Client } from 'pg';
import { until } from '#testing';
import { temporaryFolder } from './child.ts';
import { startPostgres } from './postgres.ts';
import type { OwnServer } from './server.ts';

const folder = temporaryFolder('postgres-test');
const dataFolder = join(folder.path, 'data');
let postgres: OwnServer;

beforeAll(async () => {
  postgres = await startPostgres({ dataFolder });
}, 120_000);
afterAll(async () => {
  await postgres?.stop();
  folder.remove();
});

async function ask(sql: string): Promise<unknown> {
  const client = new Client(postgres.url);
  await client.connect();
  const { rows } = await client.query(sql);
  await client.end();
  return Object.values(rows[0] ?? {})[0];
}

describe('a PostgreSQL of our own', () => {
  it('flushes to disk, speaks UTF-8 and takes as many connections as four services times three need', async () => {
    expect(await ask('SHOW fsync')).toBe('on');
    expect(await ask('SHOW server_encoding')).toBe('UTF8');
    expect(Number(await ask('SHOW max_connections'))).toBeGreaterThanOrEqual(300);
  });

  it('compares words the same on every machine', async () => {
    expect(await ask(`SELECT lower('ÄÖ') || ('Z' < 'a')::text`)).toBe('äötrue');
  });

  it('has what was committed after a power cut', async () => {
    await ask('CREATE TABLE kept AS SELECT 42 AS answer');
    await postgres.kill();
    await postgres.start();
    expect(await ask('SELECT answer FROM kept')).toBe(42);
  });

  it('starts over the lock file of a killed one whose process id is somebody else’s now', async () => {
    const lock = join(dataFolder, 'postmaster.pid');
    const left = readFileSync(lock, 'utf8');
    await postgres.kill();
    writeFileSync(lock, left.replace(/^\d+/, String(process.pid)));
    await postgres.start();
    expect(await ask('SELECT answer FROM kept')).toBe(42);
  });

  it('leaves a process alone that only speaks of PostgreSQL, where a lock file names it', async () => {
    const reader = spawn(process.execPath, ['--eval', 'setInterval(() => {}, 1000)', 'postgres.ts']);
    const lock = join(dataFolder, 'postmaster.pid');
    const left = readFileSync(lock, 'utf8');
    await postgres.kill();
    writeFileSync(lock, left.replace(/^\d+/, String(reader.pid)));
    await postgres.start();
    expect([reader.exitCode, reader.signalCode]).toEqual([null, null]);
    reader.kill();
  });

  it('refuses a password it was not made with', async () => {
    await postgres.stop();
    await expect(startPostgres({ dataFolder, password: 'another' })).rejects.toThrow('another password');
    await postgres.start();
  });
});

describe('a process that is killed', () => {
  it('takes its servers and its temporary data with it', async () => {
    const script = `
      import { startPostgres, temporaryFolder } from ${JSON.stringify(join(import.meta.dirname, 'index.ts'))};
      const folder = temporaryFolder('orphan');
      const server = await startPostgres({ dataFolder: folder.path + '/data' });
      console.log(JSON.stringify({ folder: folder.path, url: server.url }));
      setInterval(() => {}, 1000);`;
    const child = spawn(process.execPath, ['--input-type=module', '--eval', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const line = await new Promise<string>((resolve) => createInterface({ input: child.stdout }).once('line', resolve));
    const left = JSON.parse(line) as { folder: string; url: string };
    child.kill('SIGKILL');
    await until('its folder is gone', () => !existsSync(left.folder), { withinMs: 20_000 });
    await expect(new Client(left.url).connect()).rejects.toThrow('ECONNREFUSED');
  });
});
