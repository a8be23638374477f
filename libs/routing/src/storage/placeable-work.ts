import type { AgentId, ConversationId, QueueId, WorkItemId, WorkstreamId } from '#contracts';
import type { Transaction } from '#event-bus';
import { byOrderedQueue, type Takers, takersOf } from '../domain/choose-agents.ts';
import type { Line, Snapshot, Standing, WaitingItem } from '../domain/snapshot.ts';
import { declinersAllowed } from '../domain/work-item.ts';
import { customWork, linesOf, ratedSkills } from './custom-work.ts';
import { agentsFor } from './agents-for.ts';
import { asCut, type LineRow } from './lines.ts';
import { rulesOf, type Settings } from './settings.ts';

/** How many of those who were not chosen an explanation names. */
const namedAgents = 8;

export interface PlaceableWork extends Snapshot {
  readonly offerSeconds: ReadonlyMap<Line, number | null>;
  readonly queueNames: ReadonlyMap<QueueId, string>;
  /** Whose work each of these is. */
  readonly about: ReadonlyMap<
    WorkItemId,
    { readonly workstreamId: WorkstreamId; readonly conversationId: ConversationId }
  >;
  /** True when there may be more at once: more than was asked for, or rules that look anew at who was given something. */
  readonly isMore: boolean;
  /** True when something waits that its queue's rules have not looked at. */
  readonly isUncut: boolean;
}

/**
 * What could be offered now of all lines that somebody waits in: at most `limit` items, in the order in which they are to be placed, and the agents for
 * them. Items that nobody free could take are not among them, however many there are, so no line holds up another.
 */
export async function placeableWork(
  tx: Transaction,
  settings: Settings,
  all: readonly LineRow[],
  { limit, isCutJustNow }: { readonly limit: number; readonly isCutJustNow: boolean },
): Promise<PlaceableWork> {
  const rules = rulesOf(settings);
  const custom = await customWork(tx, all);
  const { cut: stored, uncut } = asCut(all, custom, isCutJustNow);
  const lines = await linesOf(tx, stored, custom, settings);
  const byRules = custom.rules.size > 0;
  const staff = await agentsFor(tx, [...lines.keys()]);
  const skills =
    byRules &&
    (await ratedSkills(
      tx,
      staff.map(({ id }) => id),
    ));

  const members = new Map<QueueId, AgentId[]>();
  for (const { id, queueIds } of staff)
    for (const queueId of queueIds) members.set(queueId, [...(members.get(queueId) ?? []), id]);
  const people = {
    now: tx.now,
    agents: staff,
    members,
    rules,
    standings: new Map(
      staff.map(({ id, levels, turns }): [AgentId, Standing] => [
        id,
        skills ? { levels, turns, skills: skills.get(id) ?? [] } : { levels, turns },
      ]),
    ),
  };
  const placeable = [...lines.keys()]
    .map((line) => ({ line, takers: takersOf(line, people, limit) }))
    .filter(({ takers }) => takers.room > 0);
  const found = placeable.length === 0 ? [] : await itemsOf(tx, placeable, lines, limit);
  const items = found.map(({ conversationId: _conversationId, ...item }) => item);

  return {
    ...people,
    named: settings.assignment.explain ? namedAgents : 0,
    items,
    offerSeconds: new Map([...lines].map(([line, { offerSeconds }]) => [line, offerSeconds])),
    about: new Map(
      found.map(({ id, line, conversationId }) => [
        id,
        { conversationId, workstreamId: lines.get(line)!.workstreamId },
      ]),
    ),
    queueNames: new Map(stored.map(({ queueId, queueName }) => [queueId, queueName])),
    isMore: items.length === limit || (byRules && items.length > 0),
    isUncut: uncut.length > 0,
  };
}

/** An item that all who could take it have declined too often is passed over. */
const isWanted = `passes = '{}' OR (
        EXISTS (SELECT FROM unnest(line.agent_ids) AS agent (id)
                WHERE coalesce((passes -> agent.id ->> 'declined')::int, 0) < line.declines
                  AND (line.pause IS NULL OR passes -> agent.id ->> 'declinedAt' IS NULL
                    OR (passes -> agent.id ->> 'declinedAt')::timestamptz + make_interval(secs => line.pause) <= $4))
        AND (SELECT count(*) FROM jsonb_each(passes) AS pass WHERE (pass.value ->> 'declined')::int > 0) < $3)`;
const itemsInLine = `SELECT id, conversation_id, last_interaction_at, passes, place FROM work_item
      WHERE status = 'waiting' AND queue_id = line.queue_id AND workstream_id = line.workstream_id AND need = line.need
        AND cut = line.cut AND (${isWanted})`;
/** The first of each line, up to its room. What goes to who had it before goes by age alone (product.md 11.2). */
const itemsOfLinesSql = `
  SELECT item.id, line.n, item.conversation_id AS "conversationId", item.last_interaction_at AS "lastInteractionAt", item.passes, encode(item.place, 'hex') AS place
  FROM jsonb_to_recordset($1::jsonb)
    AS line (n int, queue_id uuid, workstream_id uuid, need text, cut text, is_affinity boolean, priority int, ordered int, room int,
      declines int, pause int, agent_ids text[])
  CROSS JOIN LATERAL (
    (${itemsInLine} AND NOT line.is_affinity ORDER BY place, last_interaction_at, id LIMIT least(line.room, $2))
    UNION ALL
    (${itemsInLine} AND line.is_affinity ORDER BY last_interaction_at, id LIMIT least(line.room, $2))
  ) AS item
  ORDER BY NOT line.is_affinity, line.priority, line.ordered, CASE WHEN line.ordered > 0 THEN item.place END,
    item.last_interaction_at, item.id LIMIT $2`;

interface Placeable {
  readonly line: Line;
  readonly takers: Takers;
}

async function itemsOf(
  { manager, now }: Transaction,
  placeable: readonly Placeable[],
  lines: ReadonlyMap<Line, LineRow>,
  limit: number,
): Promise<(WaitingItem & { readonly conversationId: ConversationId })[]> {
  const queues = placeable.map(({ line }) => line).filter(({ prioritisedIn }) => prioritisedIn !== undefined);
  const ids = [...new Set(queues.toSorted(byOrderedQueue).map(({ queueId }) => queueId))];
  const asked = placeable.map(({ line, takers }, n) => {
    const { queueId, workstreamId, need, cut } = lines.get(line)!;
    const isAffinity = line.favour?.kind === 'affinity';
    const where = { queue_id: queueId, workstream_id: workstreamId, need, cut };
    const order = { is_affinity: isAffinity, priority: isAffinity ? 0 : line.priority };
    const ordered = isAffinity || line.prioritisedIn === undefined ? 0 : ids.indexOf(queueId) + 1;
    const { allowed: declines, pauseSeconds: pause } = line.declines;
    return { n, ...where, ...order, ordered, room: takers.room, declines, pause, agent_ids: takers.agentIds };
  });
  type Row = Omit<WaitingItem, 'line' | 'place'> & { n: number; place: string | null; conversationId: ConversationId };
  const rows: Row[] = await manager.query(itemsOfLinesSql, [JSON.stringify(asked), limit, declinersAllowed, now]);
  return rows.map(({ n, place, ...item }) => ({ ...item, line: placeable[n]!.line, ...(place !== null && { place }) }));
}
