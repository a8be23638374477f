import type { ConversationId, QueueId, WorkItemId } from '#contracts';
import type { Transaction } from '#event-bus';
import { type CustomWork, lookAt, worksOf } from './custom-work.ts';
import { writeCut } from './cuts.ts';
import type { LineRow } from './lines.ts';

interface Item {
  readonly id: WorkItemId;
  readonly queueId: QueueId;
  readonly conversationId: ConversationId;
}

export const uncutItems = ({ manager }: Pick<Transaction, 'manager'>) => ({
  /**
   * Cuts out up to `most` items of these lines by the rules in force, and answers how many. Who holds an item may be about to change what rules
   * see of it: it is passed over, so that nobody waits for anybody.
   */
  async cut(rows: readonly LineRow[], custom: CustomWork, most: number): Promise<number> {
    if (rows.length === 0) return 0;
    const items: Item[] = await manager.query(lockedSql, [
      rows.map(({ queueId }) => queueId),
      rows.map(({ workstreamId }) => workstreamId),
      rows.map(({ need }) => need),
      rows.map(({ cut }) => cut),
      most,
    ]);
    // what is known of them is read only now that nobody can change it
    const ids = items.filter(({ queueId }) => custom.rules.has(queueId)).map(({ conversationId }) => conversationId);
    const works = await worksOf({ manager }, ids);
    const found = items.map(({ id, queueId, conversationId }) => {
      const { cut, looks, place } = lookAt(queueId, works.get(conversationId) ?? {}, custom);
      return { id, cut: writeCut(cut, looks), place };
    });
    await manager.query(
      `UPDATE work_item SET cut = new.cut, place = decode(new.place, 'hex')
       FROM unnest($1::uuid[], $2::text[], $3::text[]) AS new (id, cut, place)
       WHERE work_item.id = new.id AND work_item.id = ANY($1)`,
      [found.map(({ id }) => id), found.map(({ cut }) => cut), found.map(({ place }) => place)],
    );
    return items.length;
  },
  /** Rules have to look at these locked items anew: more is known of their conversations. False where none had looked at any. */
  async anew(ids: readonly WorkItemId[]): Promise<boolean> {
    if (ids.length === 0) return false;
    const [, changed]: [unknown, number] = await manager.query(
      `UPDATE work_item SET cut = '', place = NULL WHERE id = ANY($1) AND cut <> ''`,
      [ids],
    );
    return changed > 0;
  },
});

const lockedSql = `
  SELECT id, queue_id AS "queueId", conversation_id AS "conversationId" FROM work_item
  WHERE status = 'waiting' AND id = ANY(ARRAY(
    SELECT item.id FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[]) AS line (queue_id, workstream_id, need, cut)
    CROSS JOIN LATERAL (
      SELECT id FROM work_item
      WHERE status = 'waiting' AND queue_id = line.queue_id AND workstream_id = line.workstream_id AND need = line.need
        AND cut = line.cut LIMIT $5
    ) AS item LIMIT $5
  )) ORDER BY id FOR UPDATE SKIP LOCKED`;
