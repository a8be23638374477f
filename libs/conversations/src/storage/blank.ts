import { address, type ConversationId } from '#contracts';
import type { Transaction } from '#event-bus';

/** What stands in the place of an address that was forgotten. */
export const nobody = address.parse('erased');

/** Forgets what was said in these conversations and with whom. One statement for each table, however many there are. Rows stay, so that counts and reports stay what they were. */
export async function blank({ manager }: Transaction, ids: readonly ConversationId[]): Promise<void> {
  if (ids.length === 0) return;
  const statements = [
    `DELETE FROM webhook_delivery WHERE about && (
       SELECT $1::text[] || array_agg(id::text) FROM message WHERE conversation_id = ANY($1::uuid[]))`,
    `DELETE FROM text_sentiment WHERE message_id IN (SELECT id FROM message WHERE conversation_id = ANY($1))`,
    `DELETE FROM hidden_text WHERE message_id IN (SELECT id FROM message WHERE conversation_id = ANY($1))`,
    `UPDATE reveal SET reason = '' WHERE conversation_id = ANY($1)`,
    `UPDATE message SET body = '', masked = false, media_ids = '{}' WHERE conversation_id = ANY($1)`,
    `UPDATE note SET body = '' WHERE conversation_id = ANY($1)`,
    `UPDATE private_message SET body = '' WHERE conversation_id = ANY($1)`,
    `UPDATE survey_request SET comment = NULL WHERE conversation_id = ANY($1)`,
    `DELETE FROM assist_card WHERE conversation_id = ANY($1)`,
    `DELETE FROM message_translation WHERE conversation_id = ANY($1)`,
    `DELETE FROM bot_session WHERE conversation_id = ANY($1)`,
    `DELETE FROM conversation_context WHERE conversation_id = ANY($1)`,
    `UPDATE conversation SET last_text = '', version = version + 1, case_id = NULL, customer = '${nobody}' WHERE id = ANY($1)`,
  ];
  for (const statement of statements) await manager.query(statement, [ids]);
}
