import type { EntityManager } from 'typeorm';
import { EntitySchema } from 'typeorm';
import type { ConversationId, QueueId } from '#contracts';
import { inBulk } from './in-bulk.ts';

/** A queue sent a conversation on to another because it was closed, full or slow. */
export interface OverflowMove {
  readonly id: string;
  readonly conversationId: ConversationId;
  readonly fromQueueId: QueueId;
  readonly toQueueId: QueueId;
  readonly condition: string;
  readonly movedAt: Date;
}

export const OverflowMoveTable = new EntitySchema<OverflowMove>({
  name: 'overflow_move',
  columns: {
    id: { type: 'uuid', primary: true },
    conversationId: { type: 'uuid', name: 'conversation_id' },
    fromQueueId: { type: 'uuid', name: 'from_queue_id' },
    toQueueId: { type: 'uuid', name: 'to_queue_id' },
    condition: { type: 'text' },
    movedAt: { type: 'timestamptz', name: 'moved_at' },
  },
  indices: [{ name: 'overflow_moves_of_conversation', columns: ['conversationId'] }],
});

export const overflowMoves = ({ manager }: { readonly manager: EntityManager }) => ({
  /** What is there already stays as it is. */
  add: (moves: readonly OverflowMove[]): Promise<number> => inBulk(manager, OverflowMoveTable).insert(moves),

  /** How often each of these was sent on. */
  async countOf(ids: readonly ConversationId[]): Promise<(id: ConversationId) => number> {
    const rows: { id: ConversationId; count: number }[] = await manager.query(
      `SELECT conversation_id AS id, count(*)::int AS count FROM overflow_move WHERE conversation_id = ANY($1) GROUP BY 1`,
      [ids],
    );
    const counts = new Map(rows.map(({ id, count }) => [id, count]));
    return (id) => counts.get(id) ?? 0;
  },
});
