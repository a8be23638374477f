import type { AgentId, Presence, QueueId, WorkItemId, WorkstreamId } from '#contracts';
import type { Transaction } from '#event-bus';
import type { Agent } from '../domain/agent.ts';
import type { Snapshot, WaitingItem } from '../domain/choose-agents.ts';
import { unseenMs } from '../domain/offer.ts';
import { declinersAllowed, declinesAllowed, type Passes } from '../domain/work-item.ts';

/** Items that wait in one queue for one workstream's sake, and who could take one of them now. */
interface Line {
  readonly queueId: QueueId;
  readonly workstreamId: WorkstreamId;
  readonly queueName: string;
  readonly priority: number;
  readonly units: number;
  readonly offerSeconds: number;
  readonly allowedPresences: readonly Presence[];
  /** How many items these agents could take together. */
  readonly room: number;
  readonly agentIds: readonly AgentId[];
}

export interface PlaceableWork extends Snapshot {
  readonly offerSeconds: ReadonlyMap<WorkItemId, number>;
  readonly queueNames: ReadonlyMap<QueueId, string>;
  /** Every queue that an agent serves. */
  readonly queuesServed: ReadonlyMap<AgentId, readonly QueueId[]>;
  /** True when there was more than was asked for. */
  readonly isCut: boolean;
}

/**
 * What could be offered now: at most `limit` items, in the order in which they are to be placed, and the agents for
 * them. Items that nobody free could take are not among them, however many there are, so no line holds up another.
 * Of each line it knows as many of the best agents as the items could need; with decliners in front, a few more.
 */
export async function placeableWork(tx: Transaction, limit: number): Promise<PlaceableWork> {
  const lines = await linesToServe(tx, limit);
  const agents = await agentsOf(tx, [...new Set(lines.flatMap(({ agentIds }) => agentIds))]);
  const items = lines.length === 0 ? [] : await itemsOf(tx, lines, limit);

  const members = new Map<QueueId, Set<AgentId>>();
  for (const { queueId, agentIds } of lines)
    members.set(queueId, new Set([...(members.get(queueId) ?? []), ...agentIds]));
  return {
    now: tx.now,
    items,
    agents,
    members: new Map([...members].map(([queueId, ids]) => [queueId, [...ids]])),
    offerSeconds: new Map(items.map(({ id, offerSeconds }) => [id, offerSeconds])),
    queueNames: new Map(lines.map(({ queueId, queueName }) => [queueId, queueName])),
    queuesServed: new Map(agents.map(({ id, queueIds }) => [id, queueIds])),
    isCut: items.length === limit,
  };
}

/**
 * Every line that somebody waits in and somebody free serves. The lines are found by skipping through the index, one
 * probe for each, so that fifty thousand waiting items cost no more than one.
 */
const linesToServeSql = `
  WITH RECURSIVE line AS (
    (SELECT queue_id, workstream_id FROM work_item WHERE status = 'waiting' ORDER BY queue_id, workstream_id LIMIT 1)
    UNION ALL
    SELECT after.queue_id, after.workstream_id FROM line CROSS JOIN LATERAL (
      SELECT queue_id, workstream_id FROM work_item
      WHERE status = 'waiting' AND (queue_id, workstream_id) > (line.queue_id, line.workstream_id)
      ORDER BY queue_id, workstream_id LIMIT 1
    ) AS after
  ), free AS MATERIALIZED (
    SELECT agent.id, presence, idle_since, capacity_total - capacity_used AS units
    FROM agent JOIN agent_beat ON agent_beat.agent_id = agent.id AND beat_at > $1
    WHERE silent_since IS NULL AND capacity_used < capacity_total
  ), served AS MATERIALIZED (
    SELECT line.*, name, priority, capacity_units, offer_seconds, allowed_presences FROM line
    JOIN queue ON queue.id = line.queue_id
    JOIN distribution USING (workstream_id)
    WHERE EXISTS (
      SELECT FROM free JOIN queue_member ON agent_id = free.id AND queue_member.queue_id = line.queue_id
      WHERE presence = ANY(allowed_presences) AND units >= capacity_units)
  ), length AS MATERIALIZED (
    SELECT count(*) AS waiting FROM served CROSS JOIN LATERAL (
      SELECT FROM work_item
      WHERE status = 'waiting' AND queue_id = served.queue_id AND workstream_id = served.workstream_id
      ORDER BY last_interaction_at LIMIT $2
    ) AS item
  )
  SELECT queue_id AS "queueId", workstream_id AS "workstreamId", name AS "queueName", priority, capacity_units AS units,
    offer_seconds AS "offerSeconds", allowed_presences AS "allowedPresences", able.room, able.ids AS "agentIds"
  FROM served CROSS JOIN LATERAL (
    SELECT array_agg(id) AS ids, sum(CASE capacity_units WHEN 0 THEN $2 ELSE units / capacity_units END)::int AS room
    FROM (
      SELECT free.id, units
      FROM free JOIN queue_member ON agent_id = free.id AND queue_member.queue_id = served.queue_id
      WHERE presence = ANY(allowed_presences) AND units >= capacity_units
      ORDER BY units DESC, idle_since NULLS FIRST, free.id
      LIMIT least($2, (SELECT waiting FROM length)) + $3
    ) AS best
  ) AS able`;

function linesToServe({ manager, now }: Transaction, limit: number): Promise<Line[]> {
  const heardOf = new Date(now.getTime() - unseenMs);
  return manager.query(linesToServeSql, [heardOf, limit, declinersAllowed]);
}

type Served = Agent & { readonly queueIds: readonly QueueId[] };

async function agentsOf({ manager }: Transaction, ids: readonly AgentId[]): Promise<Served[]> {
  if (ids.length === 0) return [];
  return manager.query(
    `SELECT id, version, name, presence, presence_set_by AS "presenceSetBy", presence_since AS "presenceSince",
       capacity_used AS "capacityUsed", capacity_total AS "capacityTotal", idle_since AS "idleSince",
       silent_since AS "silentSince", presence_before AS "presenceBefore", presence_before_set_by AS "presenceBeforeSetBy",
       ARRAY(SELECT queue_id FROM queue_member WHERE agent_id = agent.id ORDER BY queue_id) AS "queueIds"
     FROM agent WHERE id = ANY($1)`,
    [ids],
  );
}

/** The first of each line, up to its room; an item that everybody there has declined too often is passed over. */
const itemsOfLinesSql = `
  SELECT item.id, line.n, item.last_interaction_at AS "lastInteractionAt", item.passes
  FROM jsonb_to_recordset($1::jsonb)
    AS line (n int, queue_id uuid, workstream_id uuid, priority int, room int, agent_ids text[])
  CROSS JOIN LATERAL (
    SELECT id, last_interaction_at, passes FROM work_item
    WHERE status = 'waiting' AND queue_id = line.queue_id AND workstream_id = line.workstream_id
      AND (passes = '{}' OR (
        EXISTS (SELECT FROM unnest(line.agent_ids) AS agent (id)
                WHERE coalesce((passes -> agent.id ->> 'declined')::int, 0) < $3)
        AND (SELECT count(*) FROM jsonb_each(passes) AS pass WHERE (pass.value ->> 'declined')::int > 0) < $4))
    ORDER BY last_interaction_at, id LIMIT least(line.room, $2)
  ) AS item
  ORDER BY line.priority, item.last_interaction_at, item.id LIMIT $2`;

async function itemsOf({ manager }: Transaction, lines: readonly Line[], limit: number) {
  const asked = lines.map(({ queueId, workstreamId, priority, room, agentIds }, n) => ({
    n,
    queue_id: queueId,
    workstream_id: workstreamId,
    priority,
    room,
    agent_ids: agentIds,
  }));
  const rows: { id: WorkItemId; n: number; lastInteractionAt: Date; passes: Record<AgentId, Passes> }[] =
    await manager.query(itemsOfLinesSql, [JSON.stringify(asked), limit, declinesAllowed, declinersAllowed]);
  return rows.map(({ id, n, lastInteractionAt, passes }): WaitingItem & { readonly offerSeconds: number } => {
    const { queueId, priority, units, allowedPresences, offerSeconds } = lines[n]!;
    return { id, queueId, priority, lastInteractionAt, units, allowedPresences, passes, offerSeconds };
  });
}
