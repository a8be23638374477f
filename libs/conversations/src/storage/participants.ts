import type { ClosureReason, ConversationId } from '#contracts';
import { type EntityManager, In, IsNull } from 'typeorm';
import type { Companion } from '../domain/conversation.ts';
import { type Participant, ParticipantTable } from './handling.table.ts';

/** Who took part in conversations besides their agents. */
export const participants = ({ manager }: { readonly manager: EntityManager }) => ({
  /** All of one conversation, from the first on. */
  of: (conversationId: ConversationId): Promise<Participant[]> =>
    manager
      .getRepository(ParticipantTable)
      .find({ where: { conversationId }, order: { joinedAt: 'ASC', agentId: 'ASC' } }),

  /** All of each of these, from the first on. */
  async ofAll(ids: readonly ConversationId[]): Promise<Map<ConversationId, Participant[]>> {
    const found = await manager
      .getRepository(ParticipantTable)
      .find({ where: { conversationId: In([...ids]) }, order: { joinedAt: 'ASC', agentId: 'ASC' } });
    return Map.groupBy(found, ({ conversationId }) => conversationId);
  },

  /** The desk of who reads along or joined, and still does, was heard of. */
  async heard({ conversationId, agentId }: Pick<Participant, 'conversationId' | 'agentId'>, now: Date): Promise<void> {
    await manager.query(
      `UPDATE participant SET seen_at = $3 WHERE conversation_id = $1 AND agent_id = $2 AND mode = 'monitor' AND left_at IS NULL`,
      [conversationId, agentId, now],
    );
  },

  /** When that was last; null: they do not take part, or nobody kept it. */
  async heardAt({ conversationId, agentId }: Pick<Participant, 'conversationId' | 'agentId'>): Promise<Date | null> {
    const present = { conversationId, agentId, mode: 'monitor' as const, leftAt: IsNull() };
    return (await manager.getRepository(ParticipantTable).findOneBy(present))?.seenAt ?? null;
  },

  /** Writes down who came, spoke and left. */
  async follow(
    changed: readonly (Companion & {
      readonly conversationId: ConversationId;
      readonly leftAt: Date | null;
      readonly closureReason: ClosureReason | null;
    })[],
  ) {
    if (changed.length === 0) return;
    await manager.query(
      `INSERT INTO participant (conversation_id, agent_id, mode, joined_at, name, spoke, left_at, closure_reason)
       SELECT "conversationId", "agentId", mode, since, name, speaks, "leftAt", "closureReason" FROM json_to_recordset($1::json)
         AS now ("conversationId" uuid, "agentId" uuid, mode text, since timestamptz, name text, speaks boolean, "leftAt" timestamptz,
           "closureReason" text)
       ORDER BY 1, 2, 3, 4
       ON CONFLICT (conversation_id, agent_id, mode, joined_at) DO UPDATE
         SET spoke = participant.spoke OR excluded.spoke, left_at = excluded.left_at, closure_reason = excluded.closure_reason`,
      [JSON.stringify(changed)],
    );
  },
});
