import { setTimeout as pass } from 'node:timers/promises';
import { Client } from 'pg';
import type { AgentId } from '#contracts';
import { agentIdOf } from '#identity';
import { percentile, rounded } from './figures.ts';
import { cpuPer1000 } from './configuration.ts';
import { sender, theCustomers } from './load.ts';
import { type Bench, cpuOf, fresh, type RoundSettings, type Servers } from './round.ts';

/** How much of a past there is, and how many timers. */
export interface HistorySettings extends Pick<RoundSettings, 'agents' | 'customers' | 'profile' | 'rate' | 'seconds'> {
  /** Closed conversations with a text each. */
  readonly conversations: number;
  /** Texts of the one long thread. */
  readonly thread: number;
  readonly pendingTimers: number;
  readonly dueTimers: number;
}

type Call = Awaited<ReturnType<Bench['product']['as']>>;

/** A v7 id of that moment, each with an end of its own. */
const idAt = (moment: string, salt: string) =>
  `(lpad(to_hex((extract(epoch FROM ${moment}) * 1000)::bigint), 12, '0') || '7' || substr(md5(${salt}), 1, 3) || '8' || substr(md5(${salt}), 4, 15))::uuid`;

/** The columns of this table but for some, with commas between them. */
export const columnsOf = async (db: Client, table: string, but: readonly string[]) => {
  const { rows } = await db.query<{ name: string }>(
    `SELECT attname AS name FROM pg_attribute WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped`,
    [table],
  );
  const names = rows.map(({ name }) => name).filter((name) => !but.includes(name));
  return names.join(', ');
};

/** Conversations that were closed over three years, each with a text, copied of one that came in: whatever columns there are. A hundredth was this agent's. */
async function fill(db: Client, { conversations, thread }: HistorySettings, agent: AgentId): Promise<string> {
  await db.query(`SET work_mem = '256MB'; SET maintenance_work_mem = '512MB'; SET synchronous_commit = off`);
  const ofConversation = [
    'id',
    'customer',
    'status',
    'status_reason',
    'closed_at',
    'opened_at',
    'agent_id',
    'accepted',
  ];
  const restOfConversation = await columnsOf(db, 'conversations.conversation', ofConversation);
  const ofMessage = ['id', 'conversation_id', 'body', 'received_at', 'position'];
  const restOfMessage = await columnsOf(db, 'conversations.message', ofMessage);
  // the same moments in both tables: the id of a text's conversation is made of its moment
  const {
    rows: [{ now }],
  } = await db.query(`SELECT now()::text`);
  const past = `timestamptz '${now}' - interval '1 hour' - (${conversations}::int - n) * interval '95 seconds'`;
  await db.query(
    `INSERT INTO conversations.conversation (${ofConversation.join(', ')}, ${restOfConversation})
     SELECT ${idAt(past, `'c' || n`)}, '+1206' || lpad(n::text, 7, '0'), 'closed', 'agent-closed', ${past}, ${past}, CASE WHEN n % 100 = 0 THEN '${agent}'::uuid END, false, ${restOfConversation}
     FROM (SELECT * FROM conversations.conversation LIMIT 1) AS one, generate_series(1, ${conversations}::int) AS n`,
  );
  // 5,000 words that are about as frequent as each other, one that a tenth of all texts has, one that a tenth has and none of late, one that stands in three
  await db.query(
    `INSERT INTO conversations.message (${ofMessage.join(', ')}, ${restOfMessage})
     SELECT ${idAt(past, `'m' || n`)}, ${idAt(past, `'c' || n`)},
       'Order ' || n || ' about ' || concat_ws(' ', 'word' || n % 5000, 'word' || n * 7 % 4999, CASE WHEN n % 10 = 0 THEN 'lamp' END, CASE WHEN n < ${conversations}::int / 10 THEN 'candle' END, CASE WHEN n IN (17, 1717, 171717) THEN 'hippopotamus' END),
       ${past}, n, ${restOfMessage}
     FROM (SELECT * FROM conversations.message WHERE direction = 'in' LIMIT 1) AS one, generate_series(1, ${conversations}::int) AS n`,
  );
  const { rows } = await db.query<{ id: string }>(
    `SELECT id FROM conversations.conversation WHERE customer = '+12060000001'`,
  );
  const id = rows[0]!.id;
  await db.query(
    `INSERT INTO conversations.message (${ofMessage.join(', ')}, ${restOfMessage})
     SELECT ${idAt(`now() - n * interval '1 minute'`, `'t' || n`)}, $1, 'Text ' || n, now() - n * interval '1 minute', n, ${restOfMessage}
     FROM (SELECT * FROM conversations.message WHERE direction = 'in' LIMIT 1) AS one, generate_series(1, ${thread}::int) AS n`,
    [id],
  );
  await db.query(`VACUUM ANALYZE conversations.conversation`);
  await db.query(`VACUUM ANALYZE conversations.message`);
  return id;
}

async function timesOf(ask: () => Promise<unknown>, times = 30) {
  for (let warm = 0; warm < 3; warm += 1) await ask();
  const figures: number[] = [];
  for (let n = 0; n < times; n += 1) {
    const start = performance.now();
    await ask();
    figures.push(performance.now() - start);
  }
  return { p50: rounded(percentile(figures, 0.5), 1), p99: rounded(percentile(figures, 0.99), 1) };
}

/** What the four services and their database do while nothing happens, in a minute. */
async function idle({ product }: Bench, db: Client, seconds: number) {
  const commits = async () => {
    const { rows } = await db.query<{ count: string }>(
      `SELECT xact_commit AS count FROM pg_stat_database WHERE datname = current_database()`,
    );
    return Number(rows[0]!.count);
  };
  await pass(3000);
  const [cpu, before] = [cpuOf(product), await commits()];
  await pass(seconds * 1000);
  const after = cpuOf(product);
  const used = Object.entries(after).reduce((sum, [service, now]) => sum + now - cpu[service]!, 0);
  return {
    transactionsPerMinute: rounded(((await commits()) - before) * (60 / seconds)),
    cpuSecondsPerMinute: rounded(used * (60 / seconds), 2),
  };
}

/** Timers of conversations of the past: pending for a year, or due now for conversations that are open far too long. */
async function timers(bench: Bench, db: Client, { pendingTimers, dueTimers }: HistorySettings) {
  const none = await idle(bench, db, 15);
  await db.query(
    `INSERT INTO conversations.timer (kind, subject, due_at, data, correlation_id)
     SELECT one.kind, gen_random_uuid(), now() + interval '1 year', one.data, one.correlation_id
     FROM (SELECT * FROM conversations.timer WHERE kind = 'close-idle-conversation' LIMIT 1) AS one, generate_series(1, ${pendingTimers}::int)`,
  );
  await db.query(`ANALYZE conversations.timer`);
  const pending = await idle(bench, db, 15);

  await bench.product.add('conversations');
  const but = ['id', 'customer', 'status', 'status_since', 'opened_at', 'version', 'agent_id', 'accepted'];
  const rest = await columnsOf(db, 'conversations.conversation', but);
  await db.query(
    `INSERT INTO conversations.conversation (${but.join(', ')}, ${rest})
     SELECT gen_random_uuid(), '+1303' || lpad(n::text, 7, '0'), 'open', now() - interval '40 days', now() - interval '40 days', 1, NULL, false, ${rest}
     FROM (SELECT * FROM conversations.conversation WHERE status <> 'closed' LIMIT 1) AS one, generate_series(1, ${dueTimers}::int) AS n`,
  );
  await db.query(
    `INSERT INTO conversations.timer (kind, subject, due_at, data, correlation_id)
     SELECT one.kind, c.id, now(), one.data, one.correlation_id
     FROM (SELECT * FROM conversations.timer WHERE kind = 'close-idle-conversation' LIMIT 1) AS one,
       conversations.conversation c WHERE c.customer LIKE '+1303%'`,
  );
  const start = performance.now();
  for (;;) {
    const { rows } = await db.query<{ closed: string; once: string }>(
      `SELECT count(*) FILTER (WHERE status = 'closed') AS closed, count(*) FILTER (WHERE version = 2) AS once
       FROM conversations.conversation WHERE customer LIKE '+1303%'`,
    );
    if (Number(rows[0]!.closed) === dueTimers) {
      const seconds = rounded((performance.now() - start) / 1000, 1);
      return { none, pending, due: { timers: dueTimers, seconds, closedOnce: Number(rows[0]!.once) } };
    }
    if (performance.now() - start > 120_000) throw new Error(`Only ${rows[0]!.closed} timers ran within two minutes.`);
    await pass(200);
  }
}

const search = (call: Call, query: string) => call('GET', `/api/conversations/search?${query}`);

/** What the past costs: searching it, opening a long thread, taking in a text with it and without, and timers that wait for their time. */
export async function history(servers: Servers, settings: HistorySettings) {
  const bench = await fresh(servers, settings);
  const db = new Client(bench.databaseUrl);
  await db.connect();
  const load = sender(bench.target, 64, theCustomers(settings.customers));
  await load.openLoop(50, 3);
  load.stop();
  const empty = await cpuPer1000(bench, settings);
  const begun = performance.now();
  const id = await fill(db, settings, agentIdOf(bench.product.issuer, 'lena'));
  const fillSeconds = rounded((performance.now() - begun) / 1000, 1);
  const full = await cpuPer1000(bench, settings);
  const call = await bench.product.as('dana', 'administrator');
  const asAgent = await bench.product.as('lena', 'agent');
  const lastYear = [730, 365].map((days) => new Date(Date.now() - days * 86_400_000).toISOString());
  const found = {
    'a word of three texts': await timesOf(() => search(call, 'q=hippopotamus')),
    'a word of 200 texts': await timesOf(() => search(call, 'q=word1234')),
    'a word of a tenth of all': await timesOf(() => search(call, 'q=lamp')),
    'a word of a tenth of all, none of late': await timesOf(() => search(call, 'q=candle')),
    'a word of all, of a year': await timesOf(() => search(call, `q=order&from=${lastYear[0]}&to=${lastYear[1]}`)),
    "a word of all, of an agent's": await timesOf(() => search(asAgent, 'q=order')),
    "a word of 200 texts, of an agent's": await timesOf(() => search(asAgent, 'q=word1234')),
    'two words': await timesOf(() => search(call, 'q=lamp%20word1230')),
    'a beginning of a word': await timesOf(() => search(call, 'q=hippo')),
    'of one customer': await timesOf(() => search(call, `q=order&customer=${encodeURIComponent('+12060001717')}`)),
    'a word that no text has': await timesOf(() => search(call, 'q=zebra')),
  };
  const thread = await timesOf(async () => {
    await call('GET', `/api/conversations/${id}`);
    await call('GET', `/api/conversations/${id}/messages?limit=50`);
  });
  const ran = await timers(bench, db, settings);
  await db.end();
  await bench.stop();
  return { fillSeconds, cpuPer1000: { empty, full }, search: found, openThread: thread, timers: ran };
}
