import type { EntityManager } from 'typeorm';
import type { MessageId } from '#contracts';
import { heldUntil, leavesAt } from '../domain/pace.ts';
import { senders } from '../storage/senders.ts';

/** What is further back than so many texts is not counted one by one. */
const countedTexts = 2_000;

/** When a text will presumably leave, and whether it is the day's cap that holds it until then. */
export interface Expectation {
  readonly at: Date;
  readonly isCapped: boolean;
}

/** When texts that wait will presumably leave, as far as the pace and the day of their senders tell. Those that do not wait in a bucket are not among them. */
export async function expectations(
  manager: EntityManager,
  messageIds: readonly MessageId[],
  now: Date,
): Promise<ReadonlyMap<MessageId, Expectation>> {
  const rows: { messageId: MessageId; bucket: string; segments: number; before: number }[] = await manager.query(
    `SELECT asked.message_id AS "messageId", asked.bucket, asked.segments, ahead.segments::int AS before
     FROM delivery AS asked CROSS JOIN LATERAL (
       SELECT coalesce(sum(segments), 0) AS segments FROM (
         SELECT segments FROM delivery WHERE bucket = asked.bucket AND state = 'queued'
           AND (priority, turn, message_id) < (asked.priority, asked.turn, asked.message_id)
         ORDER BY priority, turn, message_id LIMIT ${countedTexts}
       ) AS counted
     ) AS ahead
     WHERE asked.message_id = ANY($1) AND asked.state = 'queued' AND asked.bucket <> ''`,
    [messageIds],
  );
  const buckets = await senders({ manager }).readBuckets([...new Set(rows.map(({ bucket }) => bucket))]);
  const byName = new Map(buckets.map((bucket) => [bucket.name, bucket]));
  return new Map(
    rows.flatMap(({ messageId, bucket, segments, before }) => {
      const its = byName.get(bucket);
      if (!its) return [];
      const isCapped = heldUntil(its, before, segments, now) !== null;
      return [[messageId, { at: leavesAt(its, before, segments, now), isCapped }] as const];
    }),
  );
}
