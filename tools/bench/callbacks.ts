import { Agent, request } from 'node:http';
import { setTimeout as pass } from 'node:timers/promises';
import { Client } from 'pg';
import { v7 as uuid } from 'uuid';
import { signatureOf } from '../product/twilio-text.ts';
import { table } from './figures.ts';
import { atRate, otherCustomers, sender, type Target, theCustomers } from './load.ts';
import { type Bench, fresh, type RoundSettings, type Servers, spread } from './round.ts';

/** What an outgoing text usually comes to, callback by callback (twilio.md 4.4). */
const steps = ['sending', 'sent', 'delivered'] as const;

interface Sent {
  readonly messageId: string;
  readonly sid: string;
}

/** Texts as they are when Twilio has just taken them: written into the table, for to send them is not what is measured. */
async function accepted({ databaseUrl }: Bench, many: number): Promise<readonly Sent[]> {
  const texts = Array.from({ length: many }, (_, n) => ({
    messageId: uuid(),
    sid: `SM${'f'.repeat(16)}${n.toString(16).padStart(16, '0')}`,
  }));
  const client = new Client(databaseUrl);
  await client.connect();
  await client.query(
    `INSERT INTO gateway.delivery (message_id, whole_id, conversation_id, channel_id, recipient, body, priority, written_at, valid_until,
       state, version, provider_sid, attempts, due_at, submitted_at, changed_at)
     SELECT id, id, gen_random_uuid(), (SELECT id FROM gateway.channel LIMIT 1), '+14255550100', 'Hello', 10, now(), now() + interval '4 hours',
       'accepted', 3, sid, 1, now(), now(), now()
     FROM unnest($1::uuid[], $2::text[]) AS text (id, sid)`,
    [texts.map(({ messageId }) => messageId), texts.map(({ sid }) => sid)],
  );
  await client.query('ANALYZE gateway.delivery');
  await client.end();
  return texts;
}

/** Posts status callbacks as Twilio does, over kept connections. */
function reporter({ webhook, port, accountSid, authToken, number }: Target) {
  const agent = new Agent({ keepAlive: true, maxSockets: 256, scheduling: 'lifo' });
  const report = (
    { messageId, sid }: Sent,
    word: string,
    due: number,
  ): Promise<{ status: number; latency: number }> => {
    const url = new URL(webhook.replace(/\/messages$/, `/deliveries/${messageId}`));
    const form = {
      ...{ SmsSid: sid, MessageSid: sid, SmsStatus: word, MessageStatus: word, AccountSid: accountSid },
      ...{ From: number, To: '+14255550100', ApiVersion: '2010-04-01' },
    };
    return new Promise((resolve) => {
      const done = (status: number) => resolve({ status, latency: performance.now() - due });
      const headers = {
        'content-type': 'application/x-www-form-urlencoded; charset=UTF-8',
        'x-twilio-signature': signatureOf(url.href, form, authToken),
      };
      const asked = request(
        { agent, host: '127.0.0.1', port, path: url.pathname, method: 'POST', headers },
        (answer) => {
          answer.resume();
          answer.on('end', () => done(answer.statusCode ?? 0));
        },
      );
      asked.on('error', () => done(0));
      asked.end(new URLSearchParams(form).toString());
    });
  };
  return { report, stop: () => agent.destroy() };
}

/** How many of our texts are delivered, as the gateway knows; waits for the last of them. */
async function delivered({ databaseUrl }: Bench, expected: number): Promise<number> {
  const client = new Client(databaseUrl);
  await client.connect();
  try {
    for (let attempt = 0; ; attempt += 1) {
      const { rows } = await client.query<{ many: number }>(
        `SELECT count(*)::int AS many FROM gateway.delivery WHERE state = 'delivered'`,
      );
      if (rows[0]!.many >= expected || attempt === 200) return rows[0]!.many;
      await pass(50);
    }
  } finally {
    await client.end();
  }
}

/**
 * Customers' texts at a fixed rate, alone and then beside the status callbacks of as many texts of ours: three for each. Answers how long
 * the webhooks of both waited, and how many of our texts are known to be delivered.
 */
export async function callbacks(servers: Servers, settings: RoundSettings) {
  const { rate, seconds, customers, warmUp } = settings;
  const bench = await fresh(servers, settings);
  try {
    const sent = await accepted(bench, rate * seconds + rate * 3);
    const { report, stop } = reporter(bench.target);
    const reportAll = (texts: readonly Sent[]) =>
      atRate(rate * steps.length, texts.length * steps.length, (index, due) =>
        // every text's first callback, a second later its next one: as they come
        report(texts[Math.floor(index / (rate * 3)) * rate + (index % rate)]!, stepOf(index, rate), due),
      );
    const warm = sender(bench.target, 64, otherCustomers(Math.ceil(warmUp / 2)));
    await warm.closedLoop(warmUp);
    await reportAll(sent.slice(0, rate * 3));

    const texts = async () => {
      const load = sender(bench.target, 256, theCustomers(customers));
      const answers = await load.openLoop(rate, seconds);
      load.stop();
      return {
        webhookMs: spread(answers.map(({ latency }) => latency)),
        refused: answers.filter(({ status }) => status !== 200).length,
      };
    };
    const alone = await texts();
    const [beside, reports] = await Promise.all([texts(), reportAll(sent.slice(rate * 3))]);
    stop();
    return {
      rate,
      seconds,
      alone,
      beside,
      callbacks: {
        perSecond: rate * steps.length,
        webhookMs: spread(reports.map(({ latency }) => latency)),
        refused: reports.filter(({ status }) => status !== 200).length,
        delivered: await delivered(bench, sent.length),
        of: sent.length,
      },
    };
  } finally {
    await bench.stop();
  }
}

/** The figures of `callbacks` as a person reads them. */
export function shownCallbacks({
  rate,
  alone,
  beside,
  callbacks: reports,
}: Awaited<ReturnType<typeof callbacks>>): string {
  const row = (name: string, { webhookMs: { p50, p95, p99 }, refused }: typeof alone) => [name, p50, p95, p99, refused];
  const rows = [
    row(`${rate} texts a second alone`, alone),
    row('the same beside the callbacks', beside),
    row(`${reports.perSecond} callbacks a second`, reports),
  ];
  return [
    table(['', 'p50 ms', 'p95 ms', 'p99 ms', 'refused'], rows),
    `${reports.delivered} of ${reports.of} texts are known to be delivered`,
  ].join('\n');
}

/** In each second all texts of that second come one step further, one after the other. */
const stepOf = (index: number, rate: number): string => steps[Math.floor((index % (rate * 3)) / rate)]!;
