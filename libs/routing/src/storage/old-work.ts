import type { Transaction } from '#event-bus';

/** Deletes at most `$2` rows that this finds by an index, those that somebody else holds aside; gone for by their keys. */
const some = (table: string, found: string): string =>
  `DELETE FROM ${table} WHERE id = ANY(ARRAY(SELECT old.id FROM ${found} LIMIT $2 FOR UPDATE OF old SKIP LOCKED))`;
/** The same, agent by agent: by the keys that reports use, too. */
const someOfAgents = (table: string, isOver: string): string =>
  `DELETE FROM ${table} WHERE id = ANY(ARRAY(
     SELECT old.id FROM agent CROSS JOIN LATERAL (SELECT id FROM ${table} AS old WHERE agent_id = agent.id AND ${isOver} LIMIT $2) AS old LIMIT $2))`;

/** What somebody has in hand, however long that is. */
const inHand = `EXISTS (SELECT FROM work_item WHERE work_item.id = old.work_item_id AND status <> 'done')`;
/** A conversation that waits for its customer is work again when they write, or a supervisor gives it out: from what its work was. */
const waits = 'waits_since IS NOT NULL AND ended_version > ready_version';

/** What was over before `$1`. */
const byTime = [
  some(
    'work_item',
    `work_item AS old WHERE status = 'done' AND last_interaction_at < $1 AND coalesce(ended_at, last_interaction_at) < $1
       AND NOT EXISTS (SELECT FROM conversation WHERE conversation.id = old.conversation_id AND ${waits})
     ORDER BY last_interaction_at, id`,
  ),
  someOfAgents('offer', `offered_at < $1 AND state <> 'offered' AND NOT ${inHand}`),
  someOfAgents('consultation', 'began_at < $1 AND ended_at < $1'),
  some('consult_search', `consult_search AS old WHERE began_at < $1 AND ended_at < $1 ORDER BY began_at`),
  some('queue_stay', `queue_stay AS old WHERE queued_at < $1 AND left_at < $1 AND NOT ${inHand} ORDER BY queued_at`),
  some('overflow', `overflow AS old WHERE happened_at < $1 ORDER BY happened_at`),
];

/** What began with an id before `$1`, as ids carry their time: a conversation that is over and of which no work is left, if there ever was any. */
const byId = [
  `DELETE FROM early_conversation WHERE conversation_id = ANY(ARRAY(
     SELECT conversation_id FROM early_conversation WHERE conversation_id < $1::uuid ORDER BY conversation_id LIMIT $2 FOR UPDATE SKIP LOCKED))`,
  some(
    'conversation',
    `conversation AS old WHERE id < $1::uuid AND ended_version >= ready_version AND NOT (${waits})
       AND NOT EXISTS (SELECT FROM work_item WHERE work_item.conversation_id = old.id)
     ORDER BY id`,
  ),
];

/**
 * Forgets at most so many rows of each table of what was over by then, where `firstId` is the first id of that time; answers whether there is more.
 * One replica at a time: two that delete the same rows would wait for each other.
 */
export async function forgetOldWork(
  { manager }: Pick<Transaction, 'manager'>,
  { before, firstId, atMost }: { readonly before: Date; readonly firstId: string; readonly atMost: number },
): Promise<boolean> {
  const [{ mine }]: [{ mine: boolean }] = await manager.query(
    `SELECT pg_try_advisory_xact_lock(hashtext('routing'), hashtext('trim-work')) AS mine`,
  );
  if (!mine) return false;
  let isMore = false;
  for (const [since, statements] of [[before, byTime] as const, [firstId, byId] as const])
    for (const sql of statements) {
      const [, removed]: [unknown, number] = await manager.query(sql, [since, atMost]);
      isMore ||= removed >= atMost;
    }
  return isMore;
}
