import { fork } from 'node:child_process';
import { once } from 'node:events';
import { createHmac } from 'node:crypto';
import http from 'node:http';
import amqp from 'amqplib';
import pg from 'pg';
const { AMQP_URL, DATABASE_URL } = process.env,
  N = +(process.argv[2] ?? 20000),
  C = +(process.argv[3] ?? 64),
  pool = +(process.argv[4] ?? 2000),
  W = +(process.argv[5] ?? 0);
const db = new pg.Client(DATABASE_URL);
await db.connect();
await db.query(`drop table if exists conversation, message, work_item, outbox_c, outbox_r;
 create table conversation(id uuid primary key, customer text, number text, last_at timestamptz default now(), unique(customer, number));
 create table message(sid text primary key, conversation_id uuid, body text, at timestamptz default now()); create index on message(conversation_id, at);
 create table work_item(conversation_id uuid primary key, agent text, touched timestamptz default now());
 create table outbox_c(id bigserial primary key, payload jsonb); create table outbox_r(id bigserial primary key, payload jsonb);`);
const conn = await amqp.connect(AMQP_URL),
  ch = await conn.createChannel();
for (const q of ['c.conversations', 'c.routing', 'c.sink']) await ch.deleteQueue(q);
await ch.assertExchange('c.assigned', 'direct', { durable: true });
await ch.assertQueue('c.sink');
await ch.bindQueue('c.sink', 'c.assigned', 'in');
const env = {
  ...process.env,
  AUTH_TOKEN: 'secret',
  PUBLIC_URL: 'https://example.test',
  PORT: process.env.PORT ?? '18080',
};
const kids = [
  ['worker.mjs', { ROLE: 'conversations' }],
  ['worker.mjs', { ROLE: 'routing' }],
  ['gateway.mjs', {}],
].map(([f, e]) => fork(new URL(f, import.meta.url), { env: { ...env, ...e } }));
await Promise.all(kids.map((k) => once(k, 'message')));
let e2e = [],
  ack = [],
  expected,
  ok;
await ch.consume(
  'c.sink',
  (d) => {
    e2e.push(Date.now() - JSON.parse(d.content).at);
    if (e2e.length === expected) ok();
  },
  { noAck: true },
);
const agent = new http.Agent({ keepAlive: true, maxSockets: C });
const one = (k) =>
  new Promise((ok, no) => {
    const p = {
      ToCountry: 'US',
      MessageSid: 'SM' + String(k).padStart(32, '0'),
      AccountSid: 'AC' + '0'.repeat(32),
      From: (k < W ? '+1206555' : '+1425555') + String(k % pool).padStart(4, '0'),
      To: '+14255550100',
      Body: 'hello '.repeat(20),
      NumMedia: '0',
      NumSegments: '1',
      ApiVersion: '2010-04-01',
    };
    let s = 'https://example.test/in';
    for (const x of Object.keys(p).sort()) s += x + p[x];
    const t = performance.now(),
      r = http.request(
        {
          agent,
          host: '127.0.0.1',
          port: +env.PORT,
          path: '/in',
          method: 'POST',
          headers: {
            'content-type': 'application/x-www-form-urlencoded',
            'x-twilio-signature': createHmac('sha1', 'secret').update(s).digest('base64'),
          },
        },
        (res) => {
          res.resume();
          res.on('end', () => {
            if (res.statusCode !== 200) no(new Error('' + res.statusCode));
            ack.push(performance.now() - t);
            ok();
          });
        },
      );
    r.on('error', no);
    r.end(new URLSearchParams(p).toString());
  });
const phase = async (from, to) => {
  [e2e, ack, expected] = [[], [], to - from];
  const all = new Promise((resolve) => (ok = resolve));
  const t = performance.now();
  let i = from;
  await Promise.all(
    Array.from({ length: C }, async () => {
      while (i < to) await one(i++);
    }),
  );
  const tAck = performance.now() - t;
  await all;
  return [tAck, performance.now() - t];
};
if (W > 0) await phase(0, W);
const [tAck, tAll] = await phase(W, W + N);
const q = (a, p) => a.sort((x, y) => x - y)[Math.floor(a.length * p)].toFixed(1);
const rows = (await db.query('select count(*) from message')).rows[0].count;
console.log(
  JSON.stringify({
    N,
    C,
    batch: env.BATCH ?? 100,
    webhookPerS: Math.round((N / tAck) * 1e3),
    endToEndPerS: Math.round((N / tAll) * 1e3),
    ackMs: [q(ack, 0.5), q(ack, 0.99)],
    e2eMs: [q(e2e, 0.5), q(e2e, 0.99)],
    rows: rows - W,
  }),
);
kids.forEach((k) => k.kill());
process.exit(0);
