import type { ConversationId } from '#contracts';
import type { EntityManager } from 'typeorm';
import type { Companion } from '../domain/conversation.ts';
import { type Participant, ParticipantTable } from './handling.table.ts';

/** Who took part in conversations besides their agents. */
export const participants = ({ manager }: { readonly manager: EntityManager }) => ({
  /** All of one conversation, from the first on. */
  of: (conversationId: ConversationId): Promise<Participant[]> =>
    manager
      .getRepository(ParticipantTable)
      .find({ where: { conversationId }, order: { joinedAt: 'ASC', agentId: 'ASC' } }),

  /** Writes down who came, spoke and left. */
  async follow(
    changed: readonly (Companion & { readonly conversationId: ConversationId; readonly leftAt: Date | null })[],
  ) {
    if (changed.length === 0) return;
    await manager.query(
      `INSERT INTO participant (conversation_id, agent_id, mode, joined_at, name, spoke, left_at)
       SELECT "conversationId", "agentId", mode, since, name, speaks, "leftAt" FROM json_to_recordset($1::json)
         AS now ("conversationId" uuid, "agentId" uuid, mode text, since timestamptz, name text, speaks boolean, "leftAt" timestamptz)
       ORDER BY 1, 2, 3, 4
       ON CONFLICT (conversation_id, agent_id, mode, joined_at) DO UPDATE
         SET spoke = participant.spoke OR excluded.spoke, left_at = coalesce(participant.left_at, excluded.left_at)`,
      [JSON.stringify(changed)],
    );
  },
});
