import { Any, type EntityManager } from 'typeorm';
import type { ConversationId, WorkItemId, WorkItemsRequest, WorkItemView } from '#contracts';
import { page } from '#platform';
import type { WorkItem } from '../domain/work-item.ts';
import { WorkItemTable } from '../storage/work-item.table.ts';
import { byAge } from './page.ts';
import { queueNames } from './queues.ts';
import { viewOfWorkItem } from './views.ts';

/** One page of each status, of which the oldest are taken: each comes in order out of the index. */
const workItemsByAgeSql = `
  SELECT item.id FROM unnest($1::text[]) AS wanted (status) CROSS JOIN LATERAL (
    SELECT id, last_interaction_at FROM work_item
    WHERE status = wanted.status AND (last_interaction_at, id) > ($2, $3)
    ORDER BY last_interaction_at, id LIMIT $4
  ) AS item ORDER BY item.last_interaction_at, item.id LIMIT $4`;

const theBeginning = { since: '-infinity', id: '00000000-0000-0000-0000-000000000000' };

/** The work items of one status, or all that are not done, oldest first. */
export async function listWorkItems(
  db: EntityManager,
  { status, cursor, limit }: Pick<WorkItemsRequest, 'status' | 'cursor' | 'limit'>,
) {
  const { since, id } = byAge.read(cursor) ?? theBeginning;
  const statuses = status ? [status] : ['waiting', 'offered', 'assigned'];
  const found: { id: WorkItemId }[] = await db.query(workItemsByAgeSql, [statuses, since, id, limit + 1]);
  const rows = await db
    .getRepository(WorkItemTable)
    .find({ where: { id: Any(found.map((row) => row.id)) }, order: { lastInteractionAt: 'ASC', id: 'ASC' } });
  const names = await queueNames(
    db,
    rows.map(({ queueId }) => queueId),
  );
  return page(
    rows,
    limit,
    (last) => byAge.write({ since: last.lastInteractionAt.toISOString(), id: last.id }),
    (item) => viewOfWorkItem(item, names),
  );
}

/** The work that a conversation was: one item for each time that it was opened, the newest first. */
export async function listWorkOf(db: EntityManager, conversationId: ConversationId, limit: number) {
  const rows = await db
    .getRepository(WorkItemTable)
    .find({ where: { conversationId }, order: { episode: 'DESC' }, take: limit });
  const names = await queueNames(
    db,
    rows.map(({ queueId }) => queueId),
  );
  return { items: rows.map((item) => viewOfWorkItem(item, names)), next: null };
}

/** One item as lists show it. */
export async function viewWorkItem(db: EntityManager, item: WorkItem): Promise<WorkItemView> {
  return viewOfWorkItem(item, await queueNames(db, [item.queueId]));
}
