import { Any, type EntityManager } from 'typeorm';
import { z } from 'zod';
import type { AgentId, WorkItemId, WorkItemsRequest } from '#contracts';
import { cursorOf, page } from '#platform';
import { WorkItemTable } from '../storage/work-item.table.ts';
import { queueNames } from './queues.ts';
import { viewOfWorkItem } from './views.ts';

/** What the list can be sorted by, as texts that sort as they should (product.md 19.1). */
const sorts = {
  age: `to_char(item.last_interaction_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US')`,
  customer: `item.customer`,
  workstream: `workstream.name`,
  mode: `workstream.mode`,
} as const;
const bySort = cursorOf(z.object({ value: z.string(), id: z.uuid() }));

/** What is typed, if it can be a part of a number: its digits, however they are spaced. */
const digitsIn = (typed: string): string | null =>
  /^\+?[\d\s()./-]*\d[\d\s()./-]*$/.test(typed) ? typed.replace(/\D/g, '') : null;

/**
 * What waits in the queues that this agent serves, and they may pick: of one queue alone, and with these words in it, where that is asked
 * (product.md 19.1).
 */
export async function openWork(
  db: EntityManager,
  agentId: AgentId,
  { sort, cursor, limit, queueId, q }: WorkItemsRequest,
) {
  const from = bySort.read(cursor);
  const found: { id: WorkItemId; value: string }[] = await db.query(
    `SELECT item.id, ${sorts[sort]} AS value FROM queue_member
     JOIN work_item AS item ON item.queue_id = queue_member.queue_id AND item.status = 'waiting'
     JOIN workstream ON workstream.id = item.workstream_id
     JOIN queue ON queue.id = item.queue_id
     WHERE queue_member.agent_id = $1 AND ($5::uuid IS NULL OR queue_member.queue_id = $5)
       AND ($6 = '' OR position($7 IN item.customer) > 0 OR position(lower($6) IN lower(item.preview)) > 0
         OR position(lower($6) IN lower(queue.name)) > 0 OR position(lower($6) IN lower(workstream.name)) > 0)
       AND ($2::text IS NULL OR (${sorts[sort]}, item.id) > ($2, $3::uuid))
     ORDER BY value, item.id LIMIT $4`,
    [agentId, from?.value ?? null, from?.id ?? null, limit + 1, queueId ?? null, q, digitsIn(q)],
  );
  const rows = await db.getRepository(WorkItemTable).find({ where: { id: Any(found.map(({ id }) => id)) } });
  const itemById = new Map(rows.map((item) => [item.id, item]));
  const names = await queueNames(
    db,
    rows.map(({ queueId }) => queueId),
  );
  return page(
    found.filter(({ id }) => itemById.has(id)),
    limit,
    bySort.write,
    ({ id }) => viewOfWorkItem(itemById.get(id)!, names),
  );
}
