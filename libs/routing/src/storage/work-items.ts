import { Any, In, Not } from 'typeorm';
import type { ConversationId, OfferId, WorkItemId } from '#contracts';
import type { Transaction } from '#event-bus';
import type { WorkItem } from '../domain/work-item.ts';
import { setBased } from './set-based.ts';
import { WorkItemTable } from './work-item.table.ts';

/** The work items this transaction may read and change. An offer is changed only by who holds the lock of its item. */
export const workItems = ({ manager }: Transaction) => {
  const table = manager.getRepository(WorkItemTable);
  const locked = { order: { id: 'ASC' }, lock: { mode: 'pessimistic_write' } } as const;
  return {
    /** Those of these that still wait, by id. */
    lockWaiting: (ids: readonly WorkItemId[]): Promise<WorkItem[]> =>
      table.find({ where: { id: Any([...ids]), status: 'waiting' }, ...locked }),
    /** Those whose offer is one of these and still stands, by id. */
    lockOffered: (ids: readonly WorkItemId[], offerIds: readonly OfferId[]): Promise<WorkItem[]> =>
      table.find({ where: { id: Any([...ids]), offerId: In([...offerIds]), status: 'offered' }, ...locked }),
    /** What these conversations still need, by id: at most one item each. */
    lockLive: (ids: readonly ConversationId[]): Promise<WorkItem[]> =>
      table.find({ where: { conversationId: Any([...ids]), status: Not('done') }, ...locked }),
    /** The newest version of any item of these conversations. */
    async newestVersions(ids: readonly ConversationId[]): Promise<Map<ConversationId, number>> {
      const rows: { id: ConversationId; version: number }[] = await manager.query(
        `SELECT conversation_id AS id, max(version) AS version FROM work_item WHERE conversation_id = ANY($1) GROUP BY 1`,
        [ids],
      );
      return new Map(rows.map(({ id, version }) => [id, version]));
    },
    /** Assigns the item if this offer of it still stands: one row, or somebody or something was faster. */
    async take(id: WorkItemId, offerId: OfferId): Promise<boolean> {
      const [, taken]: [unknown, number] = await manager.query(
        `UPDATE work_item SET status = 'assigned', version = version + 1
         WHERE id = $1 AND offer_id = $2 AND status = 'offered'`,
        [id, offerId],
      );
      return taken === 1;
    },
    get: (id: WorkItemId): Promise<WorkItem> => table.findOneByOrFail({ id }),
    insertAll: (items: readonly WorkItem[]) => setBased(manager, WorkItemTable).insert(items),
    saveAll: (changed: readonly WorkItem[]) => setBased(manager, WorkItemTable).update(changed),
  };
};
