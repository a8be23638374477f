import { spawn, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { deskOf, scriptToken, signInAs, until } from '#testing';
import { freePort, temporaryFolder } from '../infrastructure/index.ts';
import { caller } from '../product/set-up.ts';

const root = join(import.meta.dirname, '..', '..');
const folder = temporaryFolder('start');
const dataFolder = join(folder.path, 'data');
let port: number;
let url: string;
let started: Started | undefined;

interface Started {
  readonly child: ChildProcess;
  said(): string;
  readonly ended: Promise<number | null>;
}

/** As on a bare machine: without servers, whatever the tests themselves run on. */
function npmStart(changes: NodeJS.ProcessEnv = {}): Started {
  const { DATABASE_URL: _d, AMQP_URL: _a, NODE_OPTIONS: _n, ...environment } = process.env;
  const env = { ...environment, PORT: String(port), DATA_FOLDER: dataFolder, ...changes };
  const child = spawn(process.execPath, [join(root, 'tools', 'start.ts')], { cwd: root, env, stdio: 'pipe' });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data: Buffer) => (said += data.toString()));
  return { child, said: () => said, ended: new Promise((resolve) => child.once('exit', resolve)) };
}

async function up(): Promise<void> {
  started = npmStart();
  const { child, said } = started;
  const isUp = () => {
    if (child.exitCode !== null) throw new Error(`It ended:\n${said()}`);
    return said().includes('Ctrl-C stops everything');
  };
  await until('it is up', isUp, { withinMs: 110_000 });
}

const queues = async () => {
  const { scriptsSecret } = JSON.parse(readFileSync(join(dataFolder, 'issuer.json'), 'utf8')) as {
    scriptsSecret: string;
  };
  const token = await scriptToken(url, scriptsSecret);
  const answer = await fetch(`${url}/api/routing/queues`, { headers: { authorization: `Bearer ${token}` } });
  return (await answer.json()) as unknown;
};

beforeAll(async () => {
  port = await freePort();
  url = `http://localhost:${port}`;
  await up();
});
afterAll(async () => {
  started?.child.kill('SIGTERM');
  await started?.ended;
  folder.remove();
});

describe('npm start on a bare machine', () => {
  it('says where everything is and who can sign in', () => {
    for (const words of [url, `${url}/phone`, 'Lena Marsh', 'Dana Brooks', 'a crash', 'embedded PostgreSQL']) {
      expect(started!.said()).toContain(words);
    }
  });

  it.each(['/', '/phone', '/api/sign-in', '/health/ready', '/api/docs', '/oidc/.well-known/openid-configuration'])(
    'answers %s',
    async (path) => {
      expect((await fetch(url + path)).status).toBe(200);
    },
  );

  it('does its main job: a customer texts, an agent answers, the answer is delivered', async () => {
    const lena = deskOf(caller(url, await signInAs(url, 'lena')));
    await lena.call('PUT', '/api/routing/agents/me');
    const customer = '+14255550148';
    const texted = await fetch(`${url}/simulator/texts`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ from: customer, to: '+14252306549', body: 'Where is my parcel?' }),
    });
    expect(texted.ok).toBe(true);
    const { id } = await lena.accept(customer);
    const answer = await lena.reply(id, 'It arrives tomorrow.');
    await lena.delivery(id, answer.id, 'delivered');
  });

  it('keeps its secrets to itself', () => {
    const kept = JSON.parse(readFileSync(join(dataFolder, 'secrets.json'), 'utf8')) as Record<string, unknown>;
    const secrets = [
      kept['databasePassword'],
      kept['secretsKeys'],
      ...Object.values(kept['servicePasswords'] as object),
    ];
    const written = started!.said() + readFileSync(join(dataFolder, 'parley.log'), 'utf8');
    for (const secret of secrets) expect(written).not.toContain(secret);
  });

  it('does not start twice on the same data', async () => {
    const second = npmStart({ PORT: String(await freePort()) });
    expect(await second.ended).toBe(1);
    expect(second.said()).toContain('Parley already runs');
  });

  it('says in a sentence that its port is taken', async () => {
    const second = npmStart({ DATA_FOLDER: join(folder.path, 'other') });
    expect(await second.ended).toBe(1);
    expect(second.said()).toContain(`Port ${port} is taken`);
  });

  it('stops at Ctrl-C, and finds all data when it is started again', async () => {
    const before = await queues();
    expect(before).toMatchObject({ items: [{ slug: 'default-queue', isDefault: true }, { slug: 'deliveries' }] });
    started!.child.kill('SIGINT');
    expect(await started!.ended).toBe(0);
    await expect(fetch(url)).rejects.toThrow();
    await up();
    expect(await queues()).toEqual(before);
  });

  it('starts after it was killed', async () => {
    started!.child.kill('SIGKILL');
    await started!.ended;
    await up();
    expect((await fetch(`${url}/health/ready`)).status).toBe(200);
  });
});
