import type { AgentId, WorkItemId } from '#contracts';
import type { Transaction } from '#event-bus';
import type { Line, WaitingItem } from '../domain/snapshot.ts';
import type { Passes } from '../domain/work-item.ts';
import type { LineRow } from './lines.ts';

type Asked = readonly (readonly [Line, LineRow])[];

interface Row {
  readonly id: WorkItemId;
  readonly n: number;
  readonly lastInteractionAt: Date;
  readonly passes: Record<AgentId, Passes>;
}

/** The first so many of each line. */
const itemsSql = `
  SELECT item.id, line.n::int - 1 AS n, item.last_interaction_at AS "lastInteractionAt", item.passes
  FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[]) WITH ORDINALITY AS line (queue_id, workstream_id, need, cut, n)
  CROSS JOIN LATERAL (
    SELECT id, last_interaction_at, passes, place FROM work_item
    WHERE status = 'waiting' AND queue_id = line.queue_id AND workstream_id = line.workstream_id AND need = line.need
      AND cut = line.cut
    ORDER BY place, last_interaction_at, id LIMIT $5
  ) AS item`;
const inTurn = 'ORDER BY line.n, item.place, item.last_interaction_at, item.id';

const read = async ({ manager }: Transaction, sql: string, asked: Asked, most: number): Promise<WaitingItem[]> => {
  if (asked.length === 0) return [];
  const rows = asked.map(([, row]) => row);
  const found: Row[] = await manager.query(sql, [
    rows.map(({ queueId }) => queueId),
    rows.map(({ workstreamId }) => workstreamId),
    rows.map(({ need }) => need),
    rows.map(({ cut }) => cut),
    most,
  ]);
  return found.map(({ n, ...item }) => ({ ...item, line: asked[n]![0] }));
};

/** How far down a line is looked for what was declined. */
const looked = 20;

/** Of the first items of these lines those that somebody declined. */
export const declinedItems = (tx: Transaction, asked: Asked): Promise<WaitingItem[]> =>
  read(tx, `${itemsSql} WHERE item.passes <> '{}' ${inTurn}`, asked, looked);

/** The first items of these lines, so many of all together. */
export const firstItems = (tx: Transaction, asked: Asked, most: number): Promise<WaitingItem[]> =>
  read(tx, `${itemsSql} ${inTurn} LIMIT $5`, asked, most);
