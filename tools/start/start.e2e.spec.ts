import { spawn, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { v5 as uuidOf } from 'uuid';
import { agentIdOf } from '#identity';
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

const secrets = () =>
  JSON.parse(readFileSync(join(dataFolder, 'issuer.json'), 'utf8')) as { readonly scriptsSecret: string };

const queues = async () => {
  const token = await scriptToken(url, secrets().scriptsSecret);
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

  it('is set up by a script as docs/api.md says, request by request, and again without harm', async () => {
    const page = readFileSync(join(root, 'docs', 'api.md'), 'utf8');
    const requests = [...page.matchAll(/^parley (\w+) (\S+)(?: '([^']*)')?(?: (\d+))?$/gm)];
    expect(requests.length).toBeGreaterThan(15);
    const token = await scriptToken(url, secrets().scriptsSecret);
    const ask = ([, method, path, body, version]: readonly (string | undefined)[]) =>
      fetch(`${url}${path}`, {
        method: method!,
        headers: {
          authorization: `Bearer ${token}`,
          ...(body && { 'content-type': 'application/json' }),
          ...(version && { 'if-match': `"${version}"` }),
        },
        ...(body && { body }),
      });
    for (const request of requests) {
      let answer: Response | undefined;
      // what a service was told a moment ago the next one may not have heard yet
      await until(`${request[1]} ${request[2]}`, async () => (answer = await ask(request)).status !== 404);
      expect([request[2], answer!.status, answer!.ok ? '' : await answer!.text()]).toEqual([request[2], 200, '']);
    }
    for (const request of requests.filter(([, , , , version]) => !version))
      expect((await ask(request)).status).toBe(200);
    const namespace = /namespace `([0-9a-f-]{36})`/.exec(page)![1]!;
    expect(uuidOf('https://sign-in.example lena', namespace)).toBe(agentIdOf('https://sign-in.example', 'lena'));
  });

  it('keeps its secrets to itself', () => {
    const kept = JSON.parse(readFileSync(join(dataFolder, 'secrets.json'), 'utf8')) as Record<string, unknown>;
    const unsaid = [
      kept['databasePassword'],
      kept['secretsKeys'],
      ...Object.values(kept['servicePasswords'] as object),
    ];
    const written = started!.said() + readFileSync(join(dataFolder, 'parley.log'), 'utf8');
    for (const secret of unsaid) expect(written).not.toContain(secret);
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
    const items = [{ slug: 'default-queue', isDefault: true }, { slug: 'deliveries' }, { slug: 'acme-first' }, {}];
    expect(before).toMatchObject({ items });
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
