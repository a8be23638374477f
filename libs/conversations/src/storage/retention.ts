import { EntitySchema, type EntityManager } from 'typeorm';
import type { Address, ConversationId, MessageId, WorkstreamId } from '#contracts';

/** Everything of a workstream that was closed before, or at that moment up to this id, is forgotten. */
export interface RetentionMark {
  readonly workstreamId: WorkstreamId;
  readonly closedAt: Date;
  readonly conversationId: ConversationId;
}

export const RetentionMarkTable = new EntitySchema<RetentionMark>({
  name: 'retention_mark',
  columns: {
    workstreamId: { type: 'uuid', name: 'workstream_id', primary: true },
    closedAt: { type: 'timestamptz', name: 'closed_at' },
    conversationId: { type: 'uuid', name: 'conversation_id' },
  },
});

/** What is kept too long. */
export const retention = ({ manager }: { readonly manager: EntityManager }) => ({
  /** Some of a workstream's that were closed before, the earliest first, behind what is forgotten already; locked. */
  expired: (
    workstreamId: WorkstreamId,
    before: Date,
    limit: number,
  ): Promise<{ id: ConversationId; customer: Address }[]> =>
    manager.query(
      `SELECT c.id, c.customer
       FROM conversation c LEFT JOIN retention_mark mark ON mark.workstream_id = $1
       WHERE c.status = 'closed' AND c.workstream_id = $1 AND c.closed_at < $2
         AND (c.closed_at, c.id) > (COALESCE(mark.closed_at, '-infinity'), COALESCE(mark.conversation_id, '00000000-0000-0000-0000-000000000000'))
       ORDER BY c.closed_at, c.id LIMIT $3 FOR UPDATE OF c`,
      [workstreamId, before, limit],
    ),

  /** Up to this one everything is forgotten; by the database's own clock, which is finer than ours. */
  mark: (id: ConversationId): Promise<unknown> =>
    manager.query(
      `INSERT INTO retention_mark (workstream_id, closed_at, conversation_id) SELECT workstream_id, closed_at, id FROM conversation WHERE id = $1
       ON CONFLICT (workstream_id) DO UPDATE SET closed_at = excluded.closed_at, conversation_id = excluded.conversation_id`,
      [id],
    ),

  async textsOf(ids: readonly ConversationId[]): Promise<MessageId[]> {
    const found: { id: MessageId }[] = await manager.query(
      `SELECT id FROM message WHERE conversation_id = ANY($1) ORDER BY id`,
      [ids],
    );
    return found.map(({ id }) => id);
  },
});
