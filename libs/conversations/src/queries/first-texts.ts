import type { ConversationId } from '#contracts';
import type { EntityManager } from 'typeorm';

/** Of each of these the customer's first words, in the order of the thread. */
export async function firstTextsOf(
  manager: EntityManager,
  ids: readonly ConversationId[],
): Promise<Map<ConversationId, string>> {
  const found: { id: ConversationId; body: string }[] = await manager.query(
    `SELECT asked.id, first.body FROM unnest($1::uuid[]) AS asked (id) CROSS JOIN LATERAL (
       SELECT body FROM message WHERE conversation_id = asked.id AND direction = 'in'
       ORDER BY received_at, position LIMIT 1) AS first`,
    [ids],
  );
  return new Map(found.map(({ id, body }) => [id, body]));
}
