import {
  Body,
  Controller,
  Get,
  HttpException,
  Module,
  Param,
  Post,
  Put,
  Query,
  Req,
  ServiceUnavailableException,
} from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { problem, Refusal } from '#contracts';
import { currentCause } from '#event-bus';
import { Allow, CurrentPerson, OpenToAll } from '#identity';
import { anIssuer, type Issuer } from '#testing';
import { Answers, AnswersNothing } from './answers.ts';
import { createProcess } from './process.ts';

const thing = z.object({
  name: z.string().trim().min(1, 'is required').max(10),
  kind: z.enum(['round', 'square']).default('round'),
  parts: z.array(z.object({ weight: z.number().int().min(1) })).max(3),
  notes: z.record(z.string(), z.string()).optional(),
});
const search = z.object({ limit: z.coerce.number().int().min(1).max(200).default(50) });
const seen = z.object({ thing, limit: z.number() });
const raw = z.object({ hex: z.string(), buffer: z.boolean() });
let handled = 0;

@Controller('api/things')
@Allow('agent')
class Things {
  @Put(':id')
  @Answers(seen)
  put(
    @Param('id', { schema: z.uuid() }) _id: string,
    @Query({ schema: search }) { limit }: z.output<typeof search>,
    @Body({ schema: thing }) body: z.output<typeof thing>,
  ) {
    handled += 1;
    return { thing: body, limit, secret: 'not in the schema' };
  }
  @Get('cause')
  cause() {
    return currentCause();
  }
  @Get('me')
  me(@CurrentPerson() person: unknown) {
    return person;
  }
  @Get('refused/:code')
  refused(@Param('code') code: string) {
    throw new Refusal(code, 'It cannot be.', 'name');
  }
  @Get('broken')
  broken() {
    throw Object.assign(new Error('duplicate key (number)=(+14255550148)'), {
      query: 'INSERT',
      parameters: ['a secret'],
    });
  }
  @Get('away')
  away() {
    throw Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:5432'), { code: 'ECONNREFUSED' });
  }
  @Get('unavailable')
  unavailable() {
    throw new ServiceUnavailableException('the inside');
  }
  @Get('no-number')
  noNumber() {
    throw new Refusal('unreadable', 'is no telephone number', 'to');
  }
  @Get('teapot')
  teapot() {
    throw new HttpException('I am one.', 418);
  }
  @Get('wrong')
  @Answers(seen)
  wrong() {
    return { thing: 1 };
  }
  @Post('nothing')
  @AnswersNothing()
  nothing() {}
}

@Controller('webhooks')
@OpenToAll()
class Webhooks {
  @Post()
  @Answers(raw)
  take(@Req() { body }: FastifyRequest) {
    return { hex: (body as Buffer).toString('hex'), buffer: Buffer.isBuffer(body) };
  }
}

@Controller('api/forgotten')
class Forgotten {
  @Get()
  show() {
    return {};
  }
}

@Module({ controllers: [Things, Webhooks, Forgotten] })
class Service {}

const id = '018f6d2c-7b3a-7c4e-9a55-0d2f3b6c9e11';
let issuer: Issuer;
let app: NestFastifyApplication;
let bearer: string;
const lines: Record<string, unknown>[] = [];

beforeAll(async () => {
  issuer = await anIssuer();
  const environment = { DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none', OIDC_ISSUER: issuer.issuer };
  const logTo = { write: (line: string) => void lines.push(JSON.parse(line)) };
  app = await createProcess([Service], { environment, logTo });
  bearer = `Bearer ${await issuer.token()}`;
});
afterAll(async () => {
  await app.close();
  await issuer.stop();
});
beforeEach(() => {
  lines.length = 0;
  handled = 0;
});

interface Call {
  readonly headers?: Record<string, string>;
  readonly payload?: string | Buffer | object;
}
async function call(method: 'GET' | 'PUT' | 'POST', url: string, { headers, payload }: Call = {}) {
  const answer = await app.inject({
    method,
    url,
    headers: { authorization: bearer, ...headers },
    ...(payload !== undefined && { payload }),
  });
  return {
    status: answer.statusCode,
    headers: answer.headers,
    text: answer.body,
    body: answer.body ? answer.json() : undefined,
  };
}
const good = { name: ' lamp ', parts: [{ weight: 3, colour: 'red' }], colour: 'blue' };
const put = (payload: object | string, query = '', to = id) =>
  call('PUT', `/api/things/${to}${query}`, { payload, headers: { 'content-type': 'application/json' } });

describe('a request that can be read', () => {
  it('reaches its route trimmed, completed and without what the schema does not know', async () => {
    const { status, body } = await put(good, '?limit=7');
    expect(status).toBe(200);
    expect(body).toEqual({ thing: { name: 'lamp', kind: 'round', parts: [{ weight: 3 }] }, limit: 7 });
  });

  it('is not kept by anybody on the way back', async () => {
    expect((await put(good)).headers).toMatchObject({
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
    });
  });

  it('may be answered by nothing at all', async () => {
    expect(await call('POST', '/api/things/nothing')).toMatchObject({ status: 204, text: '' });
  });
});

describe('a request that cannot be read', () => {
  it('is told every wrong field of its address, its query and its body, and changes nothing', async () => {
    const { status, headers, body } = await put(
      { kind: 'flat', parts: [{ weight: 1 }, { weight: 'x' }] },
      '?limit=0',
      'seven',
    );
    expect(status).toBe(400);
    expect(headers['content-type']).toContain('application/problem+json');
    expect(problem.parse(body)).toMatchObject({ code: 'unreadable', title: 'Bad Request', status: 400 });
    expect(body.errors).toEqual([
      { field: 'id', message: 'must be a UUID' },
      { field: 'limit', message: 'must be at least 1' },
      { field: 'name', message: 'is required' },
      { field: 'kind', message: 'must be one of round, square' },
      { field: 'parts.1.weight', message: 'must be a number' },
    ]);
    expect(body.detail).toBe('id must be a UUID; limit must be at least 1; name is required; and 2 more.');
    expect(handled).toBe(0);
  });

  it.each([
    ['too long a text', { ...good, name: 'x'.repeat(11) }, 'name', 'must have at most 10 characters'],
    ['an empty text', { ...good, name: ' ' }, 'name', 'is required'],
    ['too long a list', { ...good, parts: Array(4).fill({ weight: 1 }) }, 'parts', 'must have at most 3 entries'],
    ['another type', { ...good, name: 7 }, 'name', 'must be a text'],
    ['NUL', { ...good, name: 'a\0b' }, 'name', 'must not contain the NUL character'],
    ['half a character', '{"name":"a\\ud800","parts":[]}', 'name', 'must be well-formed Unicode'],
    ['NUL in a name', { ...good, notes: { 'a\0b': 'x' } }, 'notes', 'must not contain the NUL character in a name'],
    [
      'half a character in a name',
      '{"name":"a","parts":[],"notes":{"a\\ud800":"x"}}',
      'notes',
      'must be well-formed Unicode in a name',
    ],
    ['no object', '[]', 'body', 'must be an object'],
    ['null', 'null', 'body', 'must be an object'],
    ['nothing', '', 'body', 'is required'],
  ])('names the field that holds %s', async (_what, payload, field, message) => {
    const { status, body } = await put(payload);
    expect(status).toBe(400);
    expect(body.errors).toEqual([{ field, message }]);
  });

  it.each([
    ['broken off', '{"name": "la'],
    ['not UTF-8', Buffer.from([0x22, 0xff, 0x22])],
  ])('is refused when its JSON is %s', async (_what, payload) => {
    const { status, body } = await call('PUT', `/api/things/${id}`, {
      payload,
      headers: { 'content-type': 'application/json' },
    });
    expect(status).toBe(400);
    expect(problem.parse(body)).toMatchObject({ code: 'unreadable', detail: 'The body is not JSON in UTF-8.' });
  });

  it('cannot exhaust the stack with lists in lists', async () => {
    expect((await put('['.repeat(200_000) + ']'.repeat(200_000))).status).toBe(400);
  });

  it('cannot slip a prototype in', async () => {
    const { body } = await put('{"__proto__":{"kind":"square"},"name":"lamp","parts":[]}');
    expect(body.thing.kind).toBe('round');
  });

  it.each([
    [
      'more than a megabyte',
      'application/json',
      JSON.stringify({ ...good, note: 'x'.repeat(1_100_000) }),
      413,
      'too-large',
      'The body is larger than 1 MB, which is the most here.',
    ],
    [
      'a form of more than 64 KB',
      'application/x-www-form-urlencoded',
      'x'.repeat(70_000),
      413,
      'too-large',
      'The body is larger than 64 KB, which is the most here.',
    ],
    [
      'another kind of body',
      'text/plain',
      'hello',
      415,
      'unsupported-media-type',
      'Send application/json, and say so in Content-Type.',
    ],
  ])('is refused when it brings %s, and told what may be', async (_what, type, payload, status, code, detail) => {
    const answer = await call('PUT', `/api/things/${id}`, { payload, headers: { 'content-type': type } });
    expect(answer.status).toBe(status);
    expect(problem.parse(answer.body)).toMatchObject({ code, detail });
  });

  it.each([
    ['an overlong id', `/api/things/${'x'.repeat(500)}`],
    ['an address that cannot be decoded', '/api/things/%E0%A4%A'],
  ])('is refused for %s', async (_what, url) => {
    const { status, body } = await call('PUT', url, { payload: good });
    expect(status).toBe(400);
    expect(problem.parse(body).code).toBe('unreadable');
  });
});

describe('a form', () => {
  it('arrives as the bytes it came as, because its signature is over them', async () => {
    const payload = Buffer.from('Body=%2B1+%E2%82%AC&Body=&x=\xff', 'latin1');
    const { body } = await call('POST', '/webhooks', {
      payload,
      headers: { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' },
    });
    expect(body).toEqual({ hex: payload.toString('hex'), buffer: true });
  });
});

describe('a refusal', () => {
  it.each([
    ['queue-not-found', 404],
    ['not-allowed', 403],
    ['version-required', 428],
    ['version-mismatch', 412],
    ['too-many-requests', 429],
    ['unreadable', 400],
    ['already-taken', 409],
  ])('%s is answered %i with its code and its field', async (code, status) => {
    const answer = await call('GET', `/api/things/refused/${code}`);
    expect(answer.status).toBe(status);
    expect(problem.parse(answer.body)).toMatchObject({
      code,
      detail: 'It cannot be.',
      type: `urn:parley:problem:${code}`,
      errors: [{ field: 'name', message: 'It cannot be.' }],
    });
  });

  it('that is worded to follow its field is told with it, as what cannot be read is', async () => {
    const { status, body } = await call('GET', '/api/things/no-number');
    expect([status, problem.parse(body)]).toMatchObject([
      400,
      { detail: 'to is no telephone number.', errors: [{ field: 'to', message: 'is no telephone number' }] },
    ]);
  });

  it('of Nest’s own kind gets a code from its status', async () => {
    expect((await call('GET', '/api/things/teapot')).body).toMatchObject({
      status: 418,
      code: 'i-m-a-teapot',
      detail: 'I am one.',
    });
  });

  it('of an unknown address does not repeat what was asked there', async () => {
    const { status, body } = await call('GET', '/api/none?token=secret');
    expect(status).toBe(404);
    expect(problem.parse(body)).toMatchObject({ code: 'not-found', detail: 'There is no GET /api/none.' });
  });
});

describe('a failure of ours', () => {
  it('is told without any inner detail, and logged without values', async () => {
    const { status, body, text } = await call('GET', '/api/things/broken');
    expect(status).toBe(500);
    expect(problem.parse(body).code).toBe('broken');
    expect(text).not.toContain('duplicate');
    const [line] = lines;
    expect(line).toMatchObject({
      level: 'error',
      outcome: 'broken',
      status: 500,
      detail: expect.stringContaining('duplicate key'),
    });
    expect(JSON.stringify(lines)).not.toMatch(/14255550148|a secret|INSERT/);
  });

  it('to keep to the schema of an answer is a failure too', async () => {
    expect((await call('GET', '/api/things/wrong')).status).toBe(500);
  });

  it.each(['away', 'unavailable'])('because something is %s asks to try again', async (what) => {
    const { status, headers, body, text } = await call('GET', `/api/things/${what}`);
    expect(status).toBe(503);
    expect(headers['retry-after']).toBe('5');
    expect(problem.parse(body).code).toBe('outage');
    expect(text).not.toMatch(/5432|inside/);
  });
});

describe('the correlation id', () => {
  it('is the caller’s own when it is a UUID: in the answer, in the problem, on what follows', async () => {
    const headers = { 'x-correlation-id': id.toUpperCase() };
    const { headers: answered, body } = await call('GET', '/api/things/cause', { headers });
    expect(answered['x-correlation-id']).toBe(id);
    expect(body).toEqual({ correlationId: id, causationId: null });
    expect((await call('GET', '/api/none', { headers })).body.correlationId).toBe(id);
  });

  it('is a new one otherwise', async () => {
    const { headers, body } = await call('GET', '/api/things/cause', { headers: { 'x-correlation-id': 'mine' } });
    expect(z.uuid().parse(headers['x-correlation-id'])).toBe(body.correlationId);
  });
});

describe('a route', () => {
  it('without a token says how to sign in', async () => {
    const { status, headers, body } = await call('GET', '/api/things/me', { headers: { authorization: '' } });
    expect(status).toBe(401);
    expect(headers['www-authenticate']).toBe('Bearer realm="parley"');
    expect(problem.parse(body).code).toBe('not-signed-in');
  });

  it('with a token that is not to be believed says why', async () => {
    const { status, headers } = await call('GET', '/api/things/me', { headers: { authorization: 'Bearer nonsense' } });
    expect(status).toBe(401);
    expect(headers['www-authenticate']).toContain(
      'error="invalid_token", error_description="The access token cannot be read."',
    );
  });

  it('knows who calls', async () => {
    expect((await call('GET', '/api/things/me')).body).toMatchObject({
      issuer: issuer.issuer,
      subject: 'someone',
      name: 'Some One',
      roles: ['agent'],
    });
  });

  it('is closed to other roles, before anything of the request is read', async () => {
    const authorization = `Bearer ${await issuer.token({ roles: ['supervisor'] })}`;
    const { status, body } = await call('PUT', '/api/things/x', { headers: { authorization }, payload: {} });
    expect(status).toBe(403);
    expect(problem.parse(body)).toMatchObject({ code: 'not-allowed', detail: 'Only agents may do this.' });
  });

  it('that says nothing about who may call it is closed to everybody', async () => {
    expect((await call('GET', '/api/forgotten')).status).toBe(403);
  });
});

describe('the log', () => {
  it('has one line for a request: its route, not its address, and how it ended', async () => {
    await put(good, '?limit=7');
    expect(lines).toEqual([
      {
        level: 'info',
        time: expect.any(String),
        door: 'http',
        name: 'PUT /api/things/:id',
        correlationId: expect.any(String),
        ms: expect.any(Number),
        outcome: 'done',
        status: 200,
      },
    ]);
  });

  it.each([
    ['GET', '/api/things/refused/already-taken', 'refused'],
    ['PUT', '/api/things/seven', 'unreadable'],
    ['GET', '/api/things/away', 'outage'],
    ['GET', '/api/none?token=secret', 'refused'],
  ] as const)('says of %s %s that it was %s', async (method, url, outcome) => {
    await call(method, url);
    expect(lines).toMatchObject([{ outcome }]);
    expect(JSON.stringify(lines)).not.toMatch(/secret|seven/);
  });

  it('stays quiet while watchers find everything well', async () => {
    await call('GET', '/health/live');
    expect(lines).toEqual([]);
  });
});
