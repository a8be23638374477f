// One batched consumer: ROLE=conversations or ROLE=routing.
import amqp from 'amqplib';
import pg from 'pg';
import { randomUUID } from 'node:crypto';
const { ROLE, AMQP_URL, DATABASE_URL } = process.env;
const BATCH = +(process.env.BATCH ?? 100),
  TYPE = process.env.QTYPE ?? 'quorum';
const db = new pg.Client(DATABASE_URL);
await db.connect();
const conn = await amqp.connect(AMQP_URL),
  ch = await conn.createConfirmChannel();
const [inX, q, outX] =
  ROLE === 'conversations' ? ['c.inbound', 'c.conversations', 'c.received'] : ['c.received', 'c.routing', 'c.assigned'];
await ch.assertExchange(inX, 'direct', { durable: true });
await ch.assertExchange(outX, 'direct', { durable: true });
await ch.assertQueue(q, { durable: true, arguments: { 'x-queue-type': TYPE } });
await ch.bindQueue(q, inX, 'in');
await ch.prefetch(BATCH * 2);
const work = {
  async conversations(ms) {
    const uniq = [...new Map(ms.map((m) => [m.from, m])).values()].sort((a, b) => (a.from < b.from ? -1 : 1));
    await db.query('begin');
    const r = await db.query(
      `insert into conversation(id, customer, number) select * from unnest($1::uuid[], $2::text[], $3::text[])
    on conflict (customer, number) do update set last_at = now() returning id, customer`,
      [uniq.map(() => randomUUID()), uniq.map((m) => m.from), uniq.map((m) => m.to)],
    );
    const conv = new Map(r.rows.map((x) => [x.customer, x.id]));
    const ins = await db.query(
      `insert into message(sid, conversation_id, body) select * from unnest($1::text[], $2::uuid[], $3::text[]) on conflict (sid) do nothing returning sid`,
      [ms.map((m) => m.id), ms.map((m) => conv.get(m.from)), ms.map((m) => m.body)],
    );
    const fresh = new Set(ins.rows.map((x) => x.sid));
    const out = ms.filter((m) => fresh.has(m.id)).map((m) => ({ ...m, conversation: conv.get(m.from) }));
    await db.query('insert into outbox_c(payload) select * from unnest($1::jsonb[])', [
      out.map((o) => JSON.stringify(o)),
    ]);
    await db.query('commit');
    return out;
  },
  async routing(ms) {
    const uniq = [...new Map(ms.map((m) => [m.conversation, m])).values()].sort((a, b) =>
      a.conversation < b.conversation ? -1 : 1,
    );
    await db.query('begin');
    await db.query(
      `insert into work_item(conversation_id, agent) select * from unnest($1::uuid[], $2::text[]) on conflict (conversation_id) do update set touched = now()`,
      [uniq.map((m) => m.conversation), uniq.map((m) => 'agent' + m.from.at(-1))],
    );
    await db.query('insert into outbox_r(payload) select * from unnest($1::jsonb[])', [
      ms.map((o) => JSON.stringify(o)),
    ]);
    await db.query('commit');
    return ms;
  },
}[ROLE];
let buf = [],
  busy = false;
async function flush() {
  if (busy || !buf.length) return;
  busy = true;
  const take = buf.splice(0, BATCH);
  const out = await work(take.map((d) => JSON.parse(d.content)));
  await Promise.all(
    out.map(
      (o) =>
        new Promise((ok, no) =>
          ch.publish(outX, 'in', Buffer.from(JSON.stringify(o)), { persistent: true }, (e) => (e ? no(e) : ok())),
        ),
    ),
  );
  await db.query(`delete from outbox_${ROLE[0]}`); // one relay per process here
  for (const d of take) ch.ack(d);
  busy = false;
  if (buf.length) setImmediate(flush);
}
await ch.consume(q, (d) => {
  buf.push(d);
  setImmediate(flush);
});
process.send?.('ready');
