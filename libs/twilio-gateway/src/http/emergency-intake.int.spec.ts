import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { connect } from 'amqplib';
import { randomBytes } from 'node:crypto';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { messageReceived, type MessageId } from '#contracts';
import { Broker, Database, declareTopology, departing } from '#event-bus';
import { createProcess } from '#platform';
import { Seal } from '#secrets';
import { aCable, aChannel, aDatabase, anAccount, aRabbit, aReply, type Cable, until } from '#testing';
import { sign } from '#twilio-simulator';
import { gatewaySchema, gatewaySubscriptions, TwilioGatewayModule } from '../index.ts';
import { aFolder } from '../test/a-folder.ts';

const keys = `test:${Buffer.alloc(32, 7).toString('base64')}`;
const base = 'https://parley.example';
const accountSid = `AC${'0'.repeat(31)}1`;
const { accountId, number } = aChannel().data;
const sealedAuthToken = new Seal(keys).seal('north-token', `account/${accountId}/auth-token`);
const newToken = new Seal(keys).seal('new-token', `account/${accountId}/auth-token`);

let rabbit: Awaited<ReturnType<typeof aRabbit>>;
let database: Cable;
let broker: Cable;
let app: NestFastifyApplication;
let folder: ReturnType<typeof aFolder>;
/** The same database, past the cable. */
let beside: Database;

beforeAll(async () => {
  rabbit = await aRabbit();
  process.env['SECRETS_KEYS'] = keys;
  // nobody but ourselves hears what we say here
  const heard = { name: 'conversations.receive-message', type: messageReceived.type };
  const told = { name: 'conversations.record-delivery', type: 'gateway.delivery-changed.v1' };
  const applied = { name: 'channel-config.record-applied', type: 'gateway.configuration-applied.v1' };
  await declareTopology(rabbit.url, [...gatewaySubscriptions, heard, told, applied]);
}, 60_000);
afterAll(async () => {
  delete process.env['SECRETS_KEYS'];
  await rabbit?.stop();
}, 60_000);

/** What the test before left in RabbitMQ, where it could not know whether it had arrived, is not this one's. */
async function forget(): Promise<void> {
  const model = await connect(rabbit.url);
  const channel = await model.createChannel();
  await channel.purgeQueue('gateway.emergency-intake');
  await model.close();
}

const startProcess = () =>
  createProcess([TwilioGatewayModule], {
    needs: 'database-or-broker',
    environment: {
      DATABASE_URL: database.url,
      AMQP_URL: broker.url,
      OIDC_ISSUER: 'https://sign-in.example',
      PUBLIC_BASE_URL: base,
      LOG_LEVEL: 'silent',
    },
  });

beforeEach(async () => {
  folder = aFolder();
  process.env['MEDIA_FOLDER'] = folder.path;
  await forget();
  const url = await aDatabase(gatewaySchema);
  beside = await Database.open(url, gatewaySchema);
  database = await aCable(url);
  broker = await aCable(rabbit.url);
  app = await startProcess();
  await app
    .get(Broker)
    .publish([anAccount({ accountSid, sealedAuthToken }), aChannel({ since: '2026-01-01T00:00:00Z' })].map(departing));
  await until('the channel is in force', async () => (await post(aForm('The first'))) === 200);
}, 30_000);
afterEach(async () => {
  database.mend();
  broker.mend();
  await app?.close();
  await beside?.dataSource.destroy();
  await database?.stop();
  await broker?.stop();
  delete process.env['MEDIA_FOLDER'];
  folder.remove();
}, 30_000);

const aForm = (body: string): Record<string, string> => ({
  MessageSid: `SM${randomBytes(16).toString('hex')}`,
  AccountSid: accountSid,
  From: '+14155550111',
  To: number,
  Body: body,
});
async function post(form: Record<string, string>, path = 'messages', token = 'north-token'): Promise<number> {
  const url = `/webhooks/twilio/north-key/${path}`;
  const answer = await app.inject({
    method: 'POST',
    url,
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      'x-twilio-signature': sign(token, base + url, Object.entries(form)),
    },
    payload: new URLSearchParams(form).toString(),
  });
  return answer.statusCode;
}
const ready = async () => (await app.inject({ url: '/health/ready' })).statusCode;
const query = <T>(sql: string, parameters: unknown[] = []): Promise<T[]> =>
  beside.read((db) => db.query(sql, parameters));
interface Row {
  readonly sid: string;
  readonly received_at: Date;
}
const stored = (): Promise<Row[]> =>
  query(`SELECT sid, received_at FROM incoming_message ORDER BY received_at, position OFFSET 1`);
const sids = async () => (await stored()).map(({ sid }) => sid);

describe('while the database is away and RabbitMQ is there', () => {
  it('a signed text is answered 200 and taken in when the database is back, received when it came, once', async () => {
    const before = Date.now();
    database.cut();
    const forms = Array.from({ length: 30 }, (_, n) => aForm(`Text ${n}`));
    for (const form of forms) expect(await post(form)).toBe(200);
    expect(await post(forms[0]!)).toBe(200);
    const after = Date.now();
    expect(await ready()).toBe(200);
    expect(await sids()).toEqual([]);
    database.mend();
    await until('all are taken in', async () => (await stored()).length >= 30);
    expect(await sids()).toEqual(forms.map(({ MessageSid }) => MessageSid));
    for (const { received_at } of await stored()) {
      expect(received_at.getTime()).toBeGreaterThanOrEqual(before - 1000);
      expect(received_at.getTime()).toBeLessThanOrEqual(after + 1000);
    }
    const later = aForm('After the outage');
    await until('texts go straight to the database again', async () => {
      await post(later);
      return (await sids()).includes(later['MessageSid']!);
    });
    expect((await stored()).length).toBe(31);
  });

  it('it may also be silent instead of gone: then the first waits, and the others do not', async () => {
    database.freeze();
    const forms = [aForm('First'), aForm('Second'), aForm('Third')];
    expect(await post(forms[0]!)).toBe(200);
    expect(await Promise.all([post(forms[1]!), post(forms[2]!)])).toEqual([200, 200]);
    database.mend();
    await until('all are taken in', async () => (await stored()).length === 3, { withinMs: 30_000 });
    expect((await sids()).toSorted()).toEqual(forms.map(({ MessageSid }) => MessageSid!).toSorted());
  }, 60_000);

  it('what became of a text of ours is kept as well, and known afterwards', async () => {
    const reply = aReply();
    await query(
      `INSERT INTO delivery (message_id, whole_id, conversation_id, channel_id, recipient, body, priority, written_at, valid_until, state, version,
         provider_sid, attempts, due_at, changed_at)
       VALUES ($1, $1, $2, $3, $4, 'Hello', 0, now(), now(), 'accepted', 3, 'SM1', 1, now(), now())`,
      [reply.data.messageId, reply.data.conversationId, reply.data.channelId, reply.data.to],
    );
    database.cut();
    const report = { MessageSid: 'SM1', AccountSid: accountSid, MessageStatus: 'delivered' };
    expect(await post(report, `deliveries/${reply.data.messageId}`)).toBe(200);
    const nobodys = '0195c1a9-3f1d-7c6e-8a55-0d2f3b6c9e77' as MessageId;
    expect(await post(report, `deliveries/${nobodys}`)).toBe(200);
    database.mend();
    await until('it is known', async () => {
      const [row] = await query<{ state: string }>(`SELECT state FROM delivery`);
      return row?.state === 'delivered';
    });
    expect([...(await app.get(Broker).deadLetters.count()).values()].filter((dead) => dead > 0)).toEqual([]);
  });

  it('nothing is believed that is not signed', async () => {
    database.cut();
    expect(await post(aForm('Pay me'), 'messages', 'another-token')).toBe(503);
    expect(await post({ ...aForm('Who?'), To: '+14252300000' })).toBe(503);
    database.mend();
    await until('the database answers', async () => (await post(aForm('Pay me'), 'messages', 'another-token')) === 403);
    expect(await sids()).toEqual([]);
  });
});

describe('a process that starts while the database is away and RabbitMQ is there', () => {
  const startAgain = async () => {
    await app.close();
    database.cut();
    app = await startProcess();
  };

  it('takes in the texts of the accounts it knew, and is whole when the database is back', async () => {
    await startAgain();
    const forms = Array.from({ length: 5 }, (_, n) => aForm(`Text ${n}`));
    for (const form of forms) expect(await post(form)).toBe(200);
    expect(await ready()).toBe(200);
    expect(await sids()).toEqual([]);
    database.mend();
    await until('all are taken in', async () => (await stored()).length === 5, { withinMs: 30_000 });
    expect(await sids()).toEqual(forms.map(({ MessageSid }) => MessageSid));
    await app
      .get(Broker)
      .publish([anAccount({ version: 2, accountSid, sealedAuthToken: newToken }), aChannel()].map(departing));
    await until('it hears and does what it does', async () => {
      return (await post(aForm('The last'), 'messages', 'new-token')) === 200;
    });
    expect(await post(aForm('An old token'))).toBe(403);
    await until('what came last is there, too', async () => (await stored()).length > 5);
  }, 60_000);

  it('believes nothing that is not signed, and knows no account that it did not know', async () => {
    await startAgain();
    expect(await post(aForm('Pay me'), 'messages', 'another-token')).toBe(503);
    expect(await post({ ...aForm('Who?'), To: '+14252300000' })).toBe(503);
    database.mend();
    await until('the database answers', async () => (await post(aForm('Pay me'), 'messages', 'another-token')) === 403);
    expect(await sids()).toEqual([]);
  }, 60_000);

  it('refuses texts for Twilio to bring again where nothing was kept, or somebody changed what was', async () => {
    const kept = join(folder.path, 'accounts.sealed');
    await app.close();
    const sealed = readFileSync(kept, 'utf8');
    expect(sealed).not.toContain(accountSid);
    writeFileSync(kept, `${sealed.slice(0, -2)}${sealed.at(-2) === 'A' ? 'B' : 'A'}${sealed.at(-1)}`);
    database.cut();
    app = await startProcess();
    expect(await post(aForm('Changed'))).toBe(503);
    rmSync(kept);
    await app.close();
    app = await startProcess();
    expect(await post(aForm('Nothing kept'))).toBe(503);
  }, 60_000);
});

describe('while both are away', () => {
  it('a text is answered 503, and the process is not ready', async () => {
    database.cut();
    broker.cut();
    const form = aForm('Nowhere');
    expect(await post(form)).toBe(503);
    await until('it says so', async () => (await ready()) === 503);
    broker.mend();
    await until('RabbitMQ keeps it', async () => (await post(form)) === 200, { withinMs: 20_000 });
    database.mend();
    await until('it is taken in', async () => (await sids()).length === 1);
  }, 60_000);
});

describe('while RabbitMQ is away', () => {
  it('a text is taken in by the database', async () => {
    broker.cut();
    const form = aForm('Hello');
    expect(await post(form)).toBe(200);
    expect(await sids()).toEqual([form['MessageSid']]);
    expect(await ready()).toBe(200);
  });
});
