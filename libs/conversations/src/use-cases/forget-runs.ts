import { type Address, type ConversationId, dayMs, type MessageId, textsExpired, type WorkstreamId } from '#contracts';
import { chunks, type Transaction } from '#event-bus';
import { forgetContacts } from '../storage/blank.ts';

/** How many are forgotten in one transaction. */
const atOnce = 200;
/** What was sent counts for caps of a month, and for an answer as long as the run says (product.md 29.2): so long it is kept at least. */
const leastDays = 31;

/**
 * Forgets whom a workstream's runs wrote to that ended longer than so many days ago, and what nobody answered (product.md 34). What was answered is
 * forgotten with its conversation. True when there may be more.
 */
export async function forgetRuns(tx: Transaction, workstreamId: WorkstreamId, keepDays: number): Promise<boolean> {
  const { manager } = tx;
  const [run]: { id: string }[] = await manager.query(
    `SELECT r.id FROM outbound_run r JOIN channel ON channel.id = r.channel_id
     WHERE r.forgotten_at IS NULL AND coalesce(r.workstream_id, channel.workstream_id) = $1 AND r.ends_at < $2
       AND r.ends_at + make_interval(days => greatest(r.keep_context_days, ${leastDays})) < $3
     ORDER BY r.ends_at LIMIT 1 FOR UPDATE OF r`,
    [workstreamId, new Date(tx.now.getTime() - keepDays * dayMs), tx.now],
  );
  if (!run) return false;
  const contacts: { id: string; to: Address; thread: ConversationId }[] = await manager.query(
    `SELECT id, to_number AS "to", thread_id AS thread FROM outbound_contact
     WHERE run_id = $1 AND to_number NOT LIKE 'erased %' ORDER BY id LIMIT $2 FOR UPDATE`,
    [run.id, atOnce],
  );
  await forgetUnanswered(tx, contacts);
  await forgetContacts(
    tx,
    'id = ANY($1)',
    contacts.map(({ id }) => id),
  );
  if (contacts.length < atOnce)
    await manager.query('UPDATE outbound_run SET forgotten_at = $2 WHERE id = $1', [run.id, tx.now]);
  return true;
}

/** The texts that lie in no conversation; the gateway forgets them, too. */
async function forgetUnanswered(
  tx: Transaction,
  contacts: readonly { readonly to: Address; readonly thread: ConversationId }[],
): Promise<void> {
  const [texts]: [{ id: MessageId }[]] = await tx.manager.query(
    `UPDATE message SET body = '' WHERE conversation_id = ANY($1::uuid[])
       AND NOT EXISTS (SELECT FROM conversation WHERE id = message.conversation_id) RETURNING id`,
    [contacts.map(({ thread }) => thread)],
  );
  if (texts.length === 0) return;
  const messageIds = texts.map(({ id }) => id);
  await tx.manager.query('DELETE FROM webhook_delivery WHERE about && $1::text[]', [messageIds]);
  for (const some of chunks(messageIds, 1000))
    tx.publish(textsExpired, {
      messageIds: some,
      customers: [...new Set(contacts.map(({ to }) => to))],
      expiredAt: tx.now.toISOString(),
    });
}
