import type { AgentId, QueueId, WorkItemId, WorkstreamId } from '#contracts';
import type { Transaction } from '#event-bus';
import type { Line, WaitingItem } from '../domain/snapshot.ts';
import type { Passes } from '../domain/work-item.ts';

/** How far down a line is looked for them. */
const most = 20;

/** Of the oldest items of these lines those that somebody declined. */
export async function declinedItems(
  { manager }: Transaction,
  asked: readonly Line[],
  lines: ReadonlyMap<Line, { readonly queueId: QueueId; readonly workstreamId: WorkstreamId; readonly need: string }>,
): Promise<WaitingItem[]> {
  if (asked.length === 0) return [];
  const rows: { id: WorkItemId; n: number; lastInteractionAt: Date; passes: Record<AgentId, Passes> }[] =
    await manager.query(
      `SELECT item.id, line.n::int - 1 AS n, item.last_interaction_at AS "lastInteractionAt", item.passes
       FROM unnest($1::uuid[], $2::uuid[], $3::text[]) WITH ORDINALITY AS line (queue_id, workstream_id, need, n)
       CROSS JOIN LATERAL (
         SELECT id, last_interaction_at, passes FROM work_item
         WHERE status = 'waiting' AND queue_id = line.queue_id AND workstream_id = line.workstream_id AND need = line.need
         ORDER BY last_interaction_at, id LIMIT $4
       ) AS item
       WHERE item.passes <> '{}' ORDER BY line.n, item.last_interaction_at, item.id`,
      [
        asked.map((line) => lines.get(line)!.queueId),
        asked.map((line) => lines.get(line)!.workstreamId),
        asked.map((line) => lines.get(line)!.need),
        most,
      ],
    );
  return rows.map(({ n, ...item }) => ({ ...item, line: asked[n]! }));
}
