import {
  type AgentId,
  type CapacityProfileId,
  presence,
  type Presence,
  type QueueId,
  type WorkItemId,
  type WorkstreamId,
} from '#contracts';
import type { Transaction } from '#event-bus';
import type { Agent } from '../domain/agent.ts';
import { inOrder, placeableOf, roomIn } from '../domain/choose-agents.ts';
import type { Favour, Line, Matching, Method, Snapshot, Standing, WaitingItem } from '../domain/snapshot.ts';
import { unseenMs } from '../domain/offer.ts';
import { takesOf } from '../domain/workstream.ts';
import type { NeededSkill } from '../domain/skills.ts';
import { declinersAllowed, type Passes } from '../domain/work-item.ts';
import { customItems, customWork, ratedSkills } from './custom-work.ts';
import { AgentTable } from './agent.table.ts';
import { setBased } from './set-based.ts';
import { rulesOf, settingsNow } from './settings.ts';

/** A line as it is stored: one of its items says what all of them need. */
export interface LineRow {
  readonly queueId: QueueId;
  readonly workstreamId: WorkstreamId;
  readonly need: string;
  readonly queueName: string;
  readonly priority: number;
  readonly capacityFormat: 'units' | 'profile';
  readonly capacityUnits: number;
  readonly capacityProfileId: CapacityProfileId | null;
  readonly offerSeconds: number;
  readonly method: Method;
  readonly allowedPresences: readonly Presence[];
  readonly skillMatching: Matching;
  readonly declinesAllowed: number;
  readonly declinePauseSeconds: number | null;
  readonly skills: readonly NeededSkill[];
  readonly profileIds: readonly CapacityProfileId[];
  readonly favour: Favour | null;
}

/** How many of those who were not chosen an explanation names. */
const namedAgents = 8;

export interface PlaceableWork extends Snapshot {
  readonly offerSeconds: ReadonlyMap<Line, number>;
  readonly queueNames: ReadonlyMap<QueueId, string>;
  /** Every queue that an agent serves. */
  readonly queuesServed: ReadonlyMap<AgentId, readonly QueueId[]>;
  /** True when there was more than was asked for. */
  readonly isCut: boolean;
}

/**
 * What could be offered now: at most `limit` items, in the order in which they are to be placed, and the agents for
 * them. Items that nobody free could take are not among them, however many there are, so no line holds up another.
 */
export async function placeableWork(tx: Transaction, limit: number): Promise<PlaceableWork> {
  const stored = await linesIn(tx);
  const settings = await settingsNow(tx.manager);
  const rules = rulesOf(settings);
  const custom = await customWork(tx, stored);
  const lines = new Map(stored.map((row) => [lineOf(row), row]));
  const staff = stored.length === 0 ? [] : await agentsFor(tx, stored, custom !== null);
  const skills =
    custom &&
    (await ratedSkills(
      tx,
      staff.map(({ id }) => id),
    ));

  const members = new Map<QueueId, AgentId[]>();
  for (const { id, queueIds } of staff)
    for (const queueId of queueIds) members.set(queueId, [...(members.get(queueId) ?? []), id]);
  const people = {
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
    .filter(({ queueId }) => !custom?.rules.has(queueId))
    .map((line) => ({ line, room: roomIn(line, people, limit), able: ableIn(line, people.members) }))
    .filter(({ room }) => room > 0);
  const usual = placeable.length === 0 ? [] : await itemsOf(tx, placeable, lines, limit);
  const tailored = custom && (await customItems(tx, lines, custom));
  const able = tailored ? placeableOf(tailored.items, { ...people, now: tx.now }, limit) : [];
  const items = tailored ? [...usual, ...able].toSorted(inOrder).slice(0, limit) : usual;
  const rows = tailored ? new Map([...lines, ...tailored.rowOf]) : lines;

  return {
    ...people,
    now: tx.now,
    named: settings.assignment.explain ? namedAgents : 0,
    items,
    offerSeconds: new Map([...rows].map(([line, { offerSeconds }]) => [line, offerSeconds])),
    queueNames: new Map(stored.map(({ queueId, queueName }) => [queueId, queueName])),
    queuesServed: new Map(staff.map(({ id, queueIds }) => [id, queueIds])),
    isCut: items.length === limit,
  };
}

export const lineOf = (row: LineRow): Line => ({
  queueId: row.queueId,
  priority: row.priority,
  takes: takesOf(row, row.profileIds),
  allowedPresences: row.allowedPresences,
  // A queue with rules of its own goes by capacity until it has some.
  method: row.method === 'custom' ? 'highest-capacity' : row.method,
  skills: row.skills,
  matching: row.skillMatching,
  favour: row.favour,
  declines: { allowed: row.declinesAllowed, pauseSeconds: row.declinePauseSeconds },
});

/** So many of a line's agents that fewer decliners than make an item leave assignment leave one of them. */
const ableIn = ({ queueId, favour }: Line, members: ReadonlyMap<QueueId, readonly AgentId[]>): AgentId[] => [
  ...(favour?.agentIds ?? []),
  ...(members.get(queueId) ?? []).slice(0, declinersAllowed + 1),
];

/**
 * Every line that somebody waits in. The lines are found by skipping through the index, one probe for each, so that
 * fifty thousand waiting items cost no more than one.
 */
const linesSql = `
  WITH RECURSIVE line AS (
    (SELECT queue_id, workstream_id, need, id FROM work_item WHERE status = 'waiting'
     ORDER BY queue_id, workstream_id, need LIMIT 1)
    UNION ALL
    SELECT after.queue_id, after.workstream_id, after.need, after.id FROM line CROSS JOIN LATERAL (
      SELECT queue_id, workstream_id, need, id FROM work_item
      WHERE status = 'waiting' AND (queue_id, workstream_id, need) > (line.queue_id, line.workstream_id, line.need)
      ORDER BY queue_id, workstream_id, need LIMIT 1
    ) AS after
  )
  SELECT line.queue_id AS "queueId", line.workstream_id AS "workstreamId", line.need, queue.name AS "queueName", priority,
    queue.assignment_method AS method,
    capacity_format AS "capacityFormat", capacity_units AS "capacityUnits", capacity_profile_id AS "capacityProfileId",
    offer_seconds AS "offerSeconds", allowed_presences AS "allowedPresences", skill_matching AS "skillMatching",
    declines_allowed AS "declinesAllowed", decline_pause_seconds AS "declinePauseSeconds",
    item.skills, item.profile_ids AS "profileIds", item.favour
  FROM line JOIN work_item AS item ON item.id = line.id
  JOIN queue ON queue.id = line.queue_id JOIN distribution ON distribution.workstream_id = line.workstream_id
  JOIN workstream ON workstream.id = line.workstream_id AND mode <> 'pick'`;

export const linesIn = ({ manager }: Transaction): Promise<LineRow[]> => manager.query(linesSql);

type Served = Agent & Standing & { readonly queueIds: readonly QueueId[] };

/** Who is there and serves one of these lines, or is favoured in one, with what the choice needs to know of them. */
async function agentsFor(
  { manager, now }: Transaction,
  lines: readonly LineRow[],
  whateverPresence: boolean,
): Promise<Served[]> {
  const skillIds = [...new Set(lines.flatMap(({ skills }) => skills.map(({ skillId }) => skillId)))];
  const favoured = [...new Set(lines.flatMap(({ favour }) => favour?.agentIds ?? []))];
  return manager.query(
    `SELECT ${setBased(manager, AgentTable).list}, serves.queue_ids AS "queueIds", serves.turns,
       ${skillIds.length === 0 ? `'{}'::jsonb` : levelsSql} AS levels
     FROM agent JOIN agent_beat ON agent_beat.agent_id = agent.id AND beat_at > $1
     CROSS JOIN LATERAL (
       SELECT coalesce(array_agg(queue_id ORDER BY queue_id), '{}') AS queue_ids,
         coalesce(jsonb_object_agg(queue_id, extract(epoch FROM coalesce(last_assigned_at, joined_at)) * 1000), '{}') AS turns
       FROM queue_member WHERE agent_id = agent.id
     ) AS serves
     WHERE silent_since IS NULL AND presence = ANY($2) AND (serves.queue_ids && $3 OR agent.id = ANY($4))`,
    [
      new Date(now.getTime() - unseenMs),
      whateverPresence ? presence.options : [...new Set(lines.flatMap(({ allowedPresences }) => allowedPresences))],
      [...new Set(lines.map(({ queueId }) => queueId))],
      favoured,
      ...(skillIds.length === 0 ? [] : [skillIds]),
    ],
  );
}

const levelsSql = `coalesce((SELECT jsonb_object_agg(skill_id, level) FROM agent_skill
  WHERE agent_id = agent.id AND active AND skill_id = ANY($5)), '{}')`;

/** The first of each line, up to its room; an item that everybody there has declined too often is passed over. */
const itemsOfLinesSql = `
  SELECT item.id, line.n, item.last_interaction_at AS "lastInteractionAt", item.passes
  FROM jsonb_to_recordset($1::jsonb)
    AS line (n int, queue_id uuid, workstream_id uuid, need text, is_affinity boolean, priority int, room int,
      declines int, pause int, agent_ids text[])
  CROSS JOIN LATERAL (
    SELECT id, last_interaction_at, passes FROM work_item
    WHERE status = 'waiting' AND queue_id = line.queue_id AND workstream_id = line.workstream_id AND need = line.need
      AND (passes = '{}' OR (
        EXISTS (SELECT FROM unnest(line.agent_ids) AS agent (id)
                WHERE coalesce((passes -> agent.id ->> 'declined')::int, 0) < line.declines
                  AND (line.pause IS NULL OR passes -> agent.id ->> 'declinedAt' IS NULL
                    OR (passes -> agent.id ->> 'declinedAt')::timestamptz + make_interval(secs => line.pause) <= $4))
        AND (SELECT count(*) FROM jsonb_each(passes) AS pass WHERE (pass.value ->> 'declined')::int > 0) < $3))
    ORDER BY last_interaction_at, id LIMIT least(line.room, $2)
  ) AS item
  ORDER BY NOT line.is_affinity, line.priority, item.last_interaction_at, item.id LIMIT $2`;

interface Placeable {
  readonly line: Line;
  readonly room: number;
  readonly able: readonly AgentId[];
}

async function itemsOf(
  { manager, now }: Transaction,
  placeable: readonly Placeable[],
  lines: ReadonlyMap<Line, LineRow>,
  limit: number,
): Promise<WaitingItem[]> {
  const asked = placeable.map(({ line, room, able }, n) => {
    const { queueId, workstreamId, need, priority } = lines.get(line)!;
    const isAffinity = line.favour?.kind === 'affinity';
    const where = { queue_id: queueId, workstream_id: workstreamId, need };
    const { allowed: declines, pauseSeconds: pause } = line.declines;
    return { n, ...where, is_affinity: isAffinity, priority, room, declines, pause, agent_ids: able };
  });
  const rows: { id: WorkItemId; n: number; lastInteractionAt: Date; passes: Record<AgentId, Passes> }[] =
    await manager.query(itemsOfLinesSql, [JSON.stringify(asked), limit, declinersAllowed, now]);
  return rows.map(({ n, ...item }) => ({ ...item, line: placeable[n]!.line }));
}
