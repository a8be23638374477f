import type { EntityManager } from 'typeorm';
import { idle, type Lately, type Load } from '../domain/outbound-pace.ts';
import { inBulk } from './in-bulk.ts';
import { type OutboundContact, OutboundContactTable, type OutboundRun, OutboundRunTable } from './outbound.tables.ts';

/** A run that ended longer ago has nobody left who is to be told that it is over. */
const endedDays = 7;

/** Runs that take whom they write to in turn: in an order of their own, or slowed down (product.md 29.2). */
export const outboundTurns = ({ manager }: { readonly manager: EntityManager }) => ({
  /** Those with somebody whose time has come. */
  due(now: Date): Promise<OutboundRun[]> {
    return inBulk(manager, OutboundRunTable).where(
      `c.state = 'running' AND (c.taken_in <> 'fifo' OR c.throttle <> '[]') AND c.ends_at > $1::timestamptz - interval '${endedDays} days'
       AND EXISTS (SELECT FROM outbound_contact WHERE run_id = c.id AND state = 'pending' AND due_at <= $1)`,
      [now],
    );
  },
  /** Those of these of which nobody else takes any, until this transaction is over. */
  async alone(ids: readonly string[]): Promise<ReadonlySet<string>> {
    const mine: { id: string }[] = await manager.query(
      `SELECT id FROM unnest($1::text[]) AS id WHERE pg_try_advisory_xact_lock(hashtext('conversations.pace'), hashtext(id))`,
      [[...ids].sort()],
    );
    return new Set(mine.map(({ id }) => id));
  },
  /** What of these left within the last minute. */
  async lately(ids: readonly string[], now: Date): Promise<(runId: string) => Lately> {
    const rows: { run: string; texts: number; last: Date }[] = await manager.query(
      `SELECT run_id AS run, count(*)::int AS texts, max(sent_at) AS last FROM outbound_contact
       WHERE run_id = ANY($1::uuid[]) AND sent_at > $2::timestamptz - interval '1 minute' GROUP BY run_id`,
      [ids, now],
    );
    const known = new Map(rows.map(({ run, ...lately }) => [run, lately]));
    return (runId) => known.get(runId) ?? { texts: 0, last: null };
  },
  /** As many of each of these runs as may be taken, whose turn it is, locked. */
  async take(
    wanted: readonly { readonly runId: string; readonly texts: number }[],
    now: Date,
  ): Promise<OutboundContact[]> {
    const asked = wanted.filter(({ texts }) => texts > 0);
    if (asked.length === 0) return [];
    const taken: { id: string }[] = await manager.query(
      `SELECT next.id FROM unnest($1::uuid[], $2::int[]) AS asked (run_id, texts) CROSS JOIN LATERAL (
         SELECT id FROM outbound_contact WHERE run_id = asked.run_id AND state = 'pending' AND turn IS NOT NULL AND due_at <= $3
         ORDER BY turn, id LIMIT asked.texts FOR UPDATE SKIP LOCKED) AS next`,
      [asked.map(({ runId }) => runId), asked.map(({ texts }) => texts), now],
    );
    const contacts = await inBulk(manager, OutboundContactTable).where('c.id = ANY($1)', [taken.map(({ id }) => id)]);
    const place = new Map(taken.map(({ id }, index) => [id, index]));
    return contacts.toSorted((one, other) => place.get(one.id)! - place.get(other.id)!);
  },
  /** When the next one's time comes. */
  async nextDue(now: Date): Promise<Date | null> {
    const [next]: { due: Date }[] = await manager.query(
      `SELECT due_at AS due FROM outbound_contact
       WHERE state = 'pending' AND turn IS NOT NULL AND due_at > $1 ORDER BY due_at LIMIT 1`,
      [now],
    );
    return next?.due ?? null;
  },
});

/** How busy those are who answer what these runs bring in, by run. */
export async function loadsOf(
  manager: EntityManager,
  runs: readonly Pick<OutboundRun, 'id' | 'channelId' | 'workstreamId' | 'throttle'>[],
  now: Date,
): Promise<(runId: string) => Load> {
  const slowed = runs.filter(({ throttle }) => throttle.length > 0);
  if (slowed.length === 0) return () => idle;
  const rows: { run: string; wait: number | null; open: number; lately: number }[] = await manager.query(
    `SELECT asked.run_id AS run, waiting.wait, waiting.open, answers.lately
     FROM unnest($1::uuid[], $2::uuid[], $4::uuid[]) AS asked (run_id, channel_id, workstream_id)
     JOIN channel ON channel.id = asked.channel_id
     CROSS JOIN LATERAL (
       SELECT avg(extract(epoch FROM $3::timestamptz - conversation.status_since) / 60)::float8 AS wait,
         count(*) FILTER (WHERE context.outbound ->> 'runId' = asked.run_id::text)::int AS open
       FROM conversation LEFT JOIN conversation_context AS context ON context.conversation_id = conversation.id
       WHERE conversation.workstream_id = coalesce(asked.workstream_id, channel.workstream_id) AND conversation.status <> 'closed'
         AND (conversation.status = 'open' OR conversation.status = 'active' AND NOT conversation.accepted)
         AND context.bot_state IS DISTINCT FROM 'with-bot'
     ) AS waiting
     CROSS JOIN LATERAL (
       SELECT count(*)::int AS lately FROM outbound_contact AS contact
       LEFT JOIN conversation_context AS context ON context.conversation_id = contact.thread_id
       WHERE contact.run_id = asked.run_id AND contact.answered_at > $3::timestamptz - interval '1 hour'
         AND coalesce(context.bot_state, '') NOT IN ('with-bot', 'ended')
     ) AS answers`,
    [
      slowed.map(({ id }) => id),
      slowed.map(({ channelId }) => channelId),
      now,
      slowed.map(({ workstreamId }) => workstreamId),
    ],
  );
  const loads = new Map(
    rows.map(({ run, wait, open, lately }) => [
      run,
      { averageWaitMinutes: wait ?? 0, openEscalations: open, escalations: lately },
    ]),
  );
  return (runId) => loads.get(runId) ?? idle;
}
