import { once } from 'node:events';
import { mkdtemp } from 'node:fs/promises';
import { type AddressInfo, connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { Controller, Get, Module } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Client } from 'pg';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { problem } from '#contracts';
import {
  createFoundation,
  Database,
  EventBusModule,
  LiveChannel,
  RabbitLiveChannel,
  type SchemaDefinition,
} from '#event-bus';
import { developmentIssuer } from '#development-issuer';
import { Allow, OpenToAll } from '#identity';
import {
  aCable,
  aDatabase,
  anIssuer,
  type Cable,
  type Issuer,
  routesOpenToAll,
  scriptToken,
  signInAs,
  until,
} from '#testing';
import type { Neighbour } from './neighbour.ts';
import { createProcess, type ProcessOptions } from './process.ts';

class CreateSample1795000000000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(createFoundation);
  }
  async down(): Promise<void> {}
}
const sampleSchema: SchemaDefinition = {
  schema: 'process_sample',
  tables: [],
  migrations: [CreateSample1795000000000],
};

let slowly: PromiseWithResolvers<string>;

@Controller('api/sample')
@Allow('agent')
class Sample {
  constructor(private readonly database: Database) {}
  @Get('role')
  async role() {
    const [row] = await this.database.read((manager) => manager.query('SELECT current_user AS name'));
    return row;
  }
  @Get('slow')
  @OpenToAll()
  async slow() {
    return { said: await slowly.promise };
  }
}
@Module({ imports: [EventBusModule.forService(sampleSchema)], controllers: [Sample] })
class SampleModule {}

let url: string;
let issuer: Issuer;
let database: Cable;
let broker: Cable;
const started: NestFastifyApplication[] = [];
beforeAll(async () => {
  url = await aDatabase(sampleSchema);
  issuer = await anIssuer();
  database = await aCable(url);
  broker = await aCable(process.env['AMQP_URL'] ?? 'amqp://127.0.0.1:1');
});
afterEach(async () => {
  database.mend();
  broker.mend();
  await Promise.all(started.splice(0).map((app) => app.close()));
});
afterAll(async () => {
  await Promise.all([issuer.stop(), database.stop(), broker.stop()]);
});

async function aProcess(more: NodeJS.ProcessEnv = {}, options: ProcessOptions = {}) {
  const environment = { DATABASE_URL: database.url, OIDC_ISSUER: issuer.issuer, LOG_LEVEL: 'silent', ...more };
  const app = await createProcess([SampleModule], { environment, ...options });
  started.push(app);
  const get = async (path: string, roles: string[] | null = null) => {
    const headers = roles ? { authorization: `Bearer ${await issuer.token({ roles })}` } : {};
    const { statusCode: status, body, headers: answered } = await app.inject({ url: path, headers });
    return { status, headers: answered, text: body, json: () => JSON.parse(body) };
  };
  return { app, get };
}
/** The issuer's name has to be known before anything listens there. */
async function aFreePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
const listen = async ({ app }: { app: NestFastifyApplication }) => {
  await app.listen(0, '127.0.0.1');
  return app.getUrl();
};

describe('a process', () => {
  it('says at once everything its environment lacks', async () => {
    const environment = { PORT: 'many', AMQP_URL: 'http://here', PUBLIC_BASE_URL: 'https://parley.example/desk#rc=2' };
    const error = await createProcess([], { environment }).then(String, String);
    for (const name of ['DATABASE_URL', 'OIDC_ISSUER', 'PORT', 'AMQP_URL', 'PUBLIC_BASE_URL'])
      expect(error).toContain(name);
  });

  it('works on a service’s schema as the service’s own role once that has a password', async () => {
    const owner = new Client(url);
    await owner.connect();
    await owner.query(
      `DROP ROLE IF EXISTS parley_process_sample; CREATE ROLE parley_process_sample LOGIN PASSWORD 'p@ss/w:rd'`,
    );
    const asOwner = await aProcess();
    const asItself = await aProcess({ DATABASE_PASSWORD_PROCESS_SAMPLE: 'p@ss/w:rd' });
    expect((await asOwner.get('/api/sample/role', ['agent'])).json().name).toBe(new URL(url).username);
    expect((await asItself.get('/api/sample/role', ['agent'])).json().name).toBe('parley_process_sample');
    await asItself.app.close();
    await owner.query('DROP ROLE parley_process_sample');
    await owner.end();
  });

  it('talks over RabbitMQ when it has an address', async () => {
    const { app } = await aProcess({ AMQP_URL: broker.url });
    expect(app.get(LiveChannel)).toBeInstanceOf(RabbitLiveChannel);
  });

  it('lets nobody in without a token, except where it must', async () => {
    const { app } = await aProcess();
    expect(await routesOpenToAll(app)).toEqual([
      { method: 'GET', path: '/api/sample/slow', status: expect.any(Number) },
      { method: 'HEAD', path: '/api/sample/slow', status: expect.any(Number) },
    ]);
  });

  it('finishes what is under way before it ends, and takes nothing new', async () => {
    const running = await aProcess();
    const base = await listen(running);
    slowly = Promise.withResolvers();
    const arrived = once(running.app.getHttpServer(), 'request');
    const answer = fetch(`${base}/api/sample/slow`);
    await arrived;
    const closed = running.app.close();
    await until('nobody else is let in', () =>
      fetch(`${base}/api/sign-in`).then(
        () => false,
        () => true,
      ),
    );
    slowly.resolve('at last');
    expect(await (await answer).json()).toEqual({ said: 'at last' });
    await closed;
  });

  it('gives its neighbours their paths before the services, and stays their neighbour', async () => {
    const neighbour: Neighbour = {
      name: 'a phone',
      owns: (path) => path === '/phone',
      handle: (request, response) => void response.end(`ring ${request.url}`),
    };
    const base = await listen(await aProcess({}, { beside: [neighbour] }));
    expect(await (await fetch(`${base}/phone?call=1`)).text()).toBe('ring /phone?call=1');
    expect((await fetch(`${base}/phones`)).status).toBe(404);
    expect((await fetch(`${base}/api/sign-in`)).status).toBe(200);
  });

  it.each([
    ['no HTTP at all', 'hello\r\n\r\n', 400],
    ['headers without end', `GET / HTTP/1.1\r\nhost: x\r\nx: ${'x'.repeat(40_000)}\r\n\r\n`, 431],
  ])('answers %s with a problem too', async (_what, sent, status) => {
    const { port } = new URL(await listen(await aProcess()));
    const socket = connect(Number(port), '127.0.0.1').on('error', () => {});
    socket.end(sent);
    const answer = await text(socket);
    expect(answer).toContain(`HTTP/1.1 ${status} `);
    expect(problem.parse(JSON.parse(answer.split('\r\n\r\n')[1]!)).status).toBe(status);
  });

  it('waits for a database that is not there yet, and says so once', async () => {
    const lines: string[] = [];
    database.cut();
    const starting = aProcess({ LOG_LEVEL: 'warn' }, { logTo: { write: (line: string) => void lines.push(line) } });
    await until('it has tried again', () => database.refused() > 2);
    database.mend();
    const { get } = await starting;
    expect((await get('/health/ready')).status).toBe(200);
    expect(lines.filter((line) => line.includes('the start waits for it')).length).toBe(1);
  });

  it('with its broker inside is the only one on its database; another one begins when it has ended', async () => {
    const lines: string[] = [];
    const logTo = { write: (line: string) => void lines.push(line) };
    const { app } = await aProcess({}, { alone: true });
    const second = aProcess({ LOG_LEVEL: 'warn' }, { alone: true, logTo });
    await until('it says what it waits for', () => lines.some((line) => line.includes('waits for its end')));
    await aProcess({ AMQP_URL: broker.url }, { alone: true });
    await app.close();
    expect((await (await second).get('/health/ready')).status).toBe(200);
  });

  it('leaves nothing open when it cannot start', async () => {
    const environment = {
      DATABASE_URL: Object.assign(new URL(url), { pathname: '/no_such_database' }).href,
      OIDC_ISSUER: issuer.issuer,
      LOG_LEVEL: 'silent',
    };
    await expect(createProcess([SampleModule], { environment })).rejects.toThrow('does not exist');
  });
});

describe('a process with the development issuer beside it', () => {
  it('lets in whoever signs in there, person or script, in their roles', async () => {
    const port = await aFreePort();
    const publicBaseUrl = `http://127.0.0.1:${port}`;
    const beside = await developmentIssuer({ publicBaseUrl, folder: await mkdtemp(join(tmpdir(), 'parley-process-')) });
    const { app } = await aProcess({ OIDC_ISSUER: beside.issuer }, { beside: [beside] });
    await app.listen(port, '127.0.0.1');
    const status = async (path: string, token: string) => {
      const { status } = await fetch(publicBaseUrl + path, { headers: { authorization: `Bearer ${token}` } });
      return status;
    };
    const lena = await signInAs(publicBaseUrl, 'lena');
    expect(await status('/api/sample/role', lena)).toBe(200);
    expect(await status('/metrics', lena)).toBe(403);
    const script = await scriptToken(publicBaseUrl, beside.scriptsSecret);
    expect(await status('/metrics', script)).toBe(200);
    expect(await status('/api/sample/role', script)).toBe(403);
  });
});

describe('health', () => {
  it('is ready while database and broker are there', async () => {
    const { get } = await aProcess({ AMQP_URL: broker.url });
    expect((await get('/health/ready')).json()).toEqual({ status: 'ready', database: 'up', broker: 'up' });
    expect((await get('/health/live')).json()).toEqual({ status: 'up' });
  });

  it('is not ready while the database is away, but alive', async () => {
    const { get } = await aProcess();
    database.cut();
    const answer = await get('/health/ready');
    expect(answer.status).toBe(503);
    expect(answer.json()).toEqual({ status: 'not-ready', database: 'away', broker: 'up' });
    expect((await get('/health/live')).status).toBe(200);
  });

  it('is not ready while the database is there and does not answer', async () => {
    const { get } = await aProcess();
    database.freeze();
    expect((await get('/health/ready')).json()).toMatchObject({ status: 'not-ready', database: 'away' });
  });

  it('of a process that can do with either is ready while one is there', async () => {
    const { get } = await aProcess({ AMQP_URL: broker.url }, { needs: 'database-or-broker' });
    database.cut();
    expect((await get('/health/ready')).json()).toEqual({ status: 'ready', database: 'away', broker: 'up' });
  });
});

describe('the numbers of a process', () => {
  it('are an administrator’s', async () => {
    const { get } = await aProcess();
    expect((await get('/metrics', ['agent', 'supervisor'])).status).toBe(403);
    expect((await get('/metrics', ['administrator'])).status).toBe(200);
  });

  it('say what waits to leave and what failed, by service, and how requests went, by route', async () => {
    const { app, get } = await aProcess({ AMQP_URL: broker.url });
    broker.cut();
    await app
      .get(Database, { strict: false })
      .read((manager) => manager.query(`INSERT INTO outbox (event) VALUES ('{"occurredAt": "2026-01-05T09:00:00Z"}')`));
    await get('/api/sample/role', ['agent']);
    const { text, headers } = await get('/metrics', ['administrator']);
    expect(headers['content-type']).toContain('text/plain');
    expect(text).toMatch(/parley_outbox_oldest_seconds\{service="process_sample"\} [1-9]\d+/);
    expect(text).toContain('parley_failed_timers{service="process_sample"} 0');
    expect(text).toContain('parley_broker_reachable 0');
    expect(text).toContain('parley_http_request_seconds_count{method="GET",route="/api/sample/role",status="200"} 1');
    expect(text).toContain('process_resident_memory_bytes');
  });

  it('of a database that is away are left out, the others are not', async () => {
    const { get } = await aProcess();
    database.cut();
    const { text } = await get('/metrics', ['administrator']);
    expect(text).not.toContain('parley_outbox_events{');
    expect(text).toContain('parley_broker_reachable 1');
  });
});

describe('the description of the interface', () => {
  it('needs a token like everything else', async () => {
    const { get } = await aProcess();
    for (const path of ['/api/docs', '/api/docs-json', '/api/docs/swagger-ui.css']) {
      expect((await get(path)).status).toBe(401);
      expect((await get(path, ['agent'])).status).toBe(200);
    }
  });

  it('is open where it was told to be, and its page loads nothing from elsewhere', async () => {
    const { get } = await aProcess({}, { openDocs: true });
    const page = await get('/api/docs');
    expect(page.headers['content-security-policy']).toContain("default-src 'self'");
    for (const [, file] of page.text.matchAll(/(?:src|href)="(docs\/[^"]+)"/g)) {
      expect((await get(`/api/${file}`)).status).toBe(200);
    }
    expect((await get('/api/docs/..%2fpackage.json')).status).toBe(404);
  });
});
