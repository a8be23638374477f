import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { connect } from 'amqplib';
import { Client } from 'pg';
import { aProduct, deskOf, type RunningProduct, until } from '#testing';
import { purgeParley } from './a-broker.ts';
import { operationsOf } from './open-api.ts';

const amqpUrl = process.env['AMQP_URL'];
const token = `marked${randomBytes(13).toString('hex')}`;
/** Every way in which a secret may hide in a text. */
const shapesOf = (secret: string) => {
  const bytes = Buffer.from(secret);
  const inBase64 = [0, 1, 2].map((shift) =>
    Buffer.concat([Buffer.alloc(shift), bytes])
      .toString('base64')
      .slice(shift + 2, -4),
  );
  const everyByte = [...bytes].map((byte) => `%${byte.toString(16)}`).join('');
  return [
    secret,
    encodeURIComponent(secret),
    everyByte,
    bytes.toString('hex'),
    bytes.toString('base64'),
    bytes.toString('base64url'),
    ...inBase64,
  ];
};

let product: RunningProduct;
const heard: string[] = [];
let stopListening: () => Promise<void>;
const answers: string[] = [];

async function everyRow(databaseUrl: string): Promise<string> {
  const client = new Client(databaseUrl);
  await client.connect();
  const { rows: tables } = await client.query<{ name: string }>(
    `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema')`,
  );
  const found: string[] = [];
  for (const { name } of tables) {
    const { rows } = await client.query<{ row: string }>(`SELECT t::text AS row FROM ${name} AS t`);
    found.push(
      ...rows.map(({ row }) =>
        row.replaceAll(/\\\\x([0-9a-f]+)/g, (_, hex: string) => Buffer.from(hex, 'hex').toString()),
      ),
    );
  }
  await client.end();
  return found.join('\n');
}

beforeAll(async () => {
  if (!amqpUrl) throw new Error('AMQP_URL is not set: run the tests with npm test.');
  await purgeParley(amqpUrl);
  const connection = await connect(amqpUrl);
  const channel = await connection.createChannel();
  await channel.assertExchange('events', 'topic', { durable: true });
  const { queue } = await channel.assertQueue('', { exclusive: true });
  await channel.bindQueue(queue, 'events', '#');
  await channel.consume(
    queue,
    (message) => void (message && heard.push(JSON.stringify(message.properties.headers) + message.content.toString())),
    { noAck: true },
  );
  stopListening = () => connection.close();

  product = await aProduct({ authToken: token, amqpUrl });
  const lena = deskOf(await product.ready('lena'));
  await product.text('+14255550100', 'Hello');
  const { id } = await lena.accept('+14255550100');
  const answer = await lena.reply(id, 'Good morning');
  await lena.delivery(id, answer.id, 'delivered');
  product.twilio.fault({ kind: 'bad-signature', customer: '+14255550101', next: 2 });
  await product.text('+14255550101', 'Believe me');
  product.twilio.fault({ kind: 'refuse', code: 21606, next: 1 });
  const refused = await lena.reply(id, 'Refused');
  await lena.delivery(id, refused.id, 'failed');

  const { paths } = (await (await fetch(`${product.baseUrl}/api/docs-json`)).json()) as Parameters<
    typeof operationsOf
  >[0];
  const ids: Record<string, string> = {
    accounts: product.wired.accountId,
    channels: product.wired.channelId,
    queues: product.wired.queueId,
    workstreams: product.wired.workstreamId,
    conversations: id,
  };
  for (const { method, path } of operationsOf({ paths })) {
    if (method !== 'GET' || path.startsWith('/api/live')) continue;
    const address = path.replaceAll(/(\w[\w-]*)\/\{id\}/g, (_, kind: string) => `${kind}/${ids[kind] ?? id}`);
    for (const subject of ['lena', 'sofia', 'dana']) {
      const answered = await fetch(`${product.baseUrl}${address}`, {
        headers: { authorization: `Bearer ${await product.token(subject)}` },
      });
      answers.push(await answered.text());
    }
  }
}, 120_000);
afterAll(async () => {
  await stopListening?.();
  await product?.stop();
}, 30_000);

describe('a secret', () => {
  it('is found by this search where it does lie, so the search can fail', () => {
    for (const text of [
      `x${token}y`,
      Buffer.from(`ab${token}cd`).toString('base64'),
      Buffer.from(`a:${token}`).toString('base64'),
    ]) {
      expect(shapesOf(token).some((shape) => text.includes(shape))).toBe(true);
    }
  });

  it('of Twilio is in no log line, no event, no table and no answer', async () => {
    await until('events were heard', () => heard.some((event) => event.includes('gateway.delivery-changed.v1')));
    expect(heard.some((event) => event.includes('channel-config.account-changed.v1'))).toBe(true);
    const places = {
      log: product.log(),
      events: heard.join('\n'),
      tables: await everyRow(product.databaseUrl),
      answers: answers.join('\n'),
    };
    for (const [place, text] of Object.entries(places)) {
      expect(text.length).toBeGreaterThan(500);
      expect([place, shapesOf(token).filter((shape) => text.includes(shape))]).toEqual([place, []]);
    }
  });

  it('that signs access tokens, or is one, is in no log line, no event and no table', async () => {
    const issuer = JSON.parse(readFileSync(product.issuerFile, 'utf8')) as {
      keys: { d: string }[];
      scriptsSecret: string;
    };
    const secrets = [
      ...issuer.keys.map(({ d }) => d),
      issuer.scriptsSecret,
      ...(await Promise.all(['lena', 'dana'].map((who) => product.token(who)))),
    ];
    const places = { log: product.log(), events: heard.join('\n'), tables: await everyRow(product.databaseUrl) };
    for (const secret of secrets)
      for (const [place, text] of Object.entries(places))
        expect([place, text.includes(secret)]).toEqual([place, false]);
  });

  it('is not all that is kept out of the log: bodies and whole numbers of customers are, too', () => {
    for (const words of ['Good morning', 'Believe me', '+14255550100', '14255550101'])
      expect(product.log()).not.toContain(words);
  });
});

describe('without a token', () => {
  it('every route is closed, except webhooks, health, where to sign in, and files by their signed links', async () => {
    const { paths } = (await (await fetch(`${product.baseUrl}/api/docs-json`)).json()) as Parameters<
      typeof operationsOf
    >[0];
    const operations = operationsOf({ paths });
    expect(operations.length).toBeGreaterThan(30);
    const open: string[] = [];
    for (const { method, path } of operations) {
      const answer = await fetch(
        `${product.baseUrl}${path.replaceAll(/\{\w+\}/g, '018f6d2c-7b3a-7c4e-9a55-0d2f3b6c9e11')}`,
        { method },
      );
      await answer.body?.cancel();
      if (answer.status !== 401) open.push(`${method} ${path}`);
    }
    expect(open.sort()).toEqual([
      'GET /api/gateway/media/{id}',
      'GET /api/sign-in',
      'GET /health/live',
      'GET /health/ready',
      'GET /webhooks/twilio/{accountKey}/fallback',
      'GET /webhooks/twilio/{accountKey}/messages',
      'POST /webhooks/azure/{accountKey}/events',
      'POST /webhooks/twilio/{accountKey}/deliveries/{messageId}',
      'POST /webhooks/twilio/{accountKey}/fallback',
      'POST /webhooks/twilio/{accountKey}/messages',
    ]);
  });

  it('says who an access token stands for, by the id that everything else names them by', async () => {
    const [lena, sofia] = [await product.as('lena'), await product.as('sofia')];
    const { id: agentId } = await lena<{ id: string }>('GET', '/api/routing/agents/me');
    expect(await lena('GET', '/api/sign-in/me')).toEqual({ agentId, name: 'Lena Marsh', roles: ['agent'] });
    expect(await sofia('GET', '/api/sign-in/me')).toMatchObject({ name: 'Sofia Lindgren', roles: ['supervisor'] });
    const dana = await product.as('dana');
    expect(await dana('GET', '/api/sign-in/agent-id?subject=lena')).toEqual({ agentId });
  });

  it.each([
    [
      'a token of another issuer',
      'eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJodHRwczovL290aGVyIiwic3ViIjoiYSIsImV4cCI6OTk5OTk5OTk5OX0.c2ln',
    ],
    [
      'a token that says it needs no signature',
      `${Buffer.from('{"alg":"none"}').toString('base64url')}.${Buffer.from('{"sub":"dana","roles":["administrator"]}').toString('base64url')}.`,
    ],
    ['no token at all', 'nonsense'],
  ])('or with %s, an answer is 401', async (_what, bearer) => {
    const answer = await fetch(`${product.baseUrl}/api/channel-config/accounts`, {
      headers: { authorization: `Bearer ${bearer}` },
    });
    expect(answer.status).toBe(401);
    expect(answer.headers.get('www-authenticate')).toMatch(/^Bearer/);
  });
});
