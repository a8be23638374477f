import { address, type ConversationId } from '#contracts';
import type { Transaction } from '#event-bus';
import { askBot, askDirectory, askSkillFinders, askTranslator } from '../domain/errand-kinds.ts';

/** What stands in the place of an address that was forgotten. */
export const nobody = address.parse('erased');

/** Forgets what was said in these conversations and with whom. One statement for each table, however many there are. Rows stay, so that counts and reports stay what they were. */
export async function blank({ manager }: Transaction, ids: readonly ConversationId[]): Promise<void> {
  if (ids.length === 0) return;
  const statements = [
    // whoever is still being asked about them answers too late; before what was answered goes
    `DELETE FROM errand WHERE kind IN ('${askBot}', '${askDirectory}', '${askSkillFinders}') AND subject = ANY($1::text[])`,
    `DELETE FROM errand WHERE kind = '${askTranslator}' AND subject IN (SELECT id::text FROM message WHERE conversation_id = ANY($1))`,
    `DELETE FROM unfelt WHERE conversation_id = ANY($1)`,
    `DELETE FROM pending_text WHERE conversation_id = ANY($1)`,
    `DELETE FROM webhook_delivery WHERE about && (
       SELECT $1::text[] || array_agg(id::text) FROM message WHERE conversation_id = ANY($1::uuid[]))`,
    `DELETE FROM text_sentiment WHERE message_id IN (SELECT id FROM message WHERE conversation_id = ANY($1))`,
    `DELETE FROM hidden_text WHERE message_id IN (SELECT id FROM message WHERE conversation_id = ANY($1))`,
    `UPDATE reveal SET reason = '' WHERE conversation_id = ANY($1)`,
    `UPDATE message_media SET file_name = NULL WHERE id IN (SELECT unnest(media_ids) FROM message WHERE conversation_id = ANY($1))`,
    `UPDATE message SET body = '', masked = false, media_ids = '{}', media = '[]' WHERE conversation_id = ANY($1)`,
    `UPDATE note SET body = '' WHERE conversation_id = ANY($1)`,
    `UPDATE private_message SET body = '' WHERE conversation_id = ANY($1)`,
    `UPDATE survey_request SET comment = NULL, customer = '${nobody}', expires_at = least(expires_at, now()) WHERE conversation_id = ANY($1)`,
    `DELETE FROM assist_card WHERE conversation_id = ANY($1)`,
    `DELETE FROM message_translation WHERE conversation_id = ANY($1)`,
    `DELETE FROM bot_session WHERE conversation_id = ANY($1)`,
    `DELETE FROM conversation_context WHERE conversation_id = ANY($1)`,
    `UPDATE conversation SET last_text = '', version = version + 1, case_id = NULL, customer = '${nobody}' WHERE id = ANY($1)`,
  ];
  for (const statement of statements) await manager.query(statement, [ids]);
}

/** Of those whom runs wrote to that fulfil a condition on one value is kept what became of it. */
export async function forgetContacts(
  { manager }: Pick<Transaction, 'manager'>,
  condition: string,
  value: unknown,
): Promise<void> {
  await manager.query(
    `UPDATE outbound_contact SET to_number = 'erased ' || id, name = '', case_name = '', context = '{}', text = NULL, message = NULL, reference = NULL,
       sent_at = NULL, state = CASE WHEN state = 'pending' THEN 'cancelled' ELSE state END, due_at = NULL, waits = false
     WHERE ${condition}`,
    [value],
  );
}
