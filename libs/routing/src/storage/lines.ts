import {
  assignmentSettings,
  type CapacityProfileId,
  type ConversationId,
  type Presence,
  type QueueId,
  type WorkstreamId,
} from '#contracts';
import type { Transaction } from '#event-bus';
import type { Favour, Matching, Method } from '../domain/snapshot.ts';
import type { NeededSkill } from '../domain/skills.ts';
import type { CustomWork } from './custom-work.ts';
import { isCutBy, isCutIn } from './cuts.ts';

/** A line as it is stored: one of its items says what all of them need. */
export interface LineRow {
  readonly queueId: QueueId;
  readonly workstreamId: WorkstreamId;
  readonly need: string;
  /** By which rules of its queue it was cut out, and what they see of its items. */
  readonly cut: string;
  /** One of those that wait in it. */
  readonly conversationId: ConversationId;
  readonly queueName: string;
  readonly priority: number;
  readonly capacityFormat: 'units' | 'profile';
  readonly capacityUnits: number;
  readonly capacityProfileId: CapacityProfileId | null;
  /** Null: as the template says. */
  readonly offerSeconds: number | null;
  readonly method: Method;
  readonly allowedPresences: readonly Presence[];
  readonly skillMatching: Matching;
  readonly declinesAllowed: number;
  readonly declinePauseSeconds: number | null;
  readonly skills: readonly NeededSkill[];
  readonly profileIds: readonly CapacityProfileId[];
  /** Null also where none of those who came first serves the queue any more: nobody waits for them (product.md 6.5, rule 5). */
  readonly favour: Favour | null;
}

/** Declines that are allowed while nobody has said anything (product.md 11.5). */
const usual = assignmentSettings.parse({}).declinesAllowed;

/**
 * Every line that somebody waits in. The lines are found by skipping through the index, one probe for each, so that
 * fifty thousand waiting items cost no more than one.
 */
export const linesSql = `
  WITH RECURSIVE line AS (
    (SELECT queue_id, workstream_id, need, cut, id FROM work_item WHERE status = 'waiting'
     ORDER BY queue_id, workstream_id, need, cut LIMIT 1)
    UNION ALL
    SELECT after.queue_id, after.workstream_id, after.need, after.cut, after.id FROM line CROSS JOIN LATERAL (
      SELECT queue_id, workstream_id, need, cut, id FROM work_item
      WHERE status = 'waiting'
        AND (queue_id, workstream_id, need, cut) > (line.queue_id, line.workstream_id, line.need, line.cut)
      ORDER BY queue_id, workstream_id, need, cut LIMIT 1
    ) AS after
  )
  SELECT line.queue_id AS "queueId", line.workstream_id AS "workstreamId", line.need, line.cut,
    item.conversation_id AS "conversationId", queue.name AS "queueName", priority,
    queue.assignment_method AS method,
    capacity_format AS "capacityFormat", capacity_units AS "capacityUnits", capacity_profile_id AS "capacityProfileId",
    offer_seconds AS "offerSeconds", allowed_presences AS "allowedPresences", skill_matching AS "skillMatching",
    coalesce(declines_allowed, (SELECT (body ->> 'declinesAllowed')::int FROM assignment_settings), ${usual}) AS "declinesAllowed", decline_pause_seconds AS "declinePauseSeconds",
    item.skills, item.profile_ids AS "profileIds", CASE WHEN EXISTS (
      SELECT FROM jsonb_array_elements_text(item.favour -> 'agentIds') AS favoured (id)
      JOIN queue_member AS served ON served.queue_id = line.queue_id AND served.agent_id = favoured.id::uuid
    ) THEN item.favour END AS favour
  FROM line CROSS JOIN LATERAL (
    -- each by its key, also where the plan was made while nothing waited
    SELECT conversation_id, skills, profile_ids, favour FROM work_item WHERE id = line.id LIMIT 1
  ) AS item
  JOIN queue ON queue.id = line.queue_id JOIN distribution ON distribution.workstream_id = line.workstream_id
  JOIN workstream ON workstream.id = line.workstream_id AND mode <> 'pick'`;

export const linesIn = ({ manager }: Pick<Transaction, 'manager'>): Promise<LineRow[]> =>
  // with no values to plan for it is planned once for each connection
  manager.query(linesSql, []);

/**
 * Of these lines those that rules in force cut. The others wait for that, and so does all of their queue, for its order is not known before all of
 * it was looked at; but where all was looked at `justNow`, what has come since waits alone.
 */
export function asCut(rows: readonly LineRow[], { cuts }: CustomWork, justNow = false) {
  const uncut = rows.filter(({ queueId, cut }) => !isCutBy(cut, cuts.get(queueId)));
  if (uncut.length === 0) return { cut: rows, uncut };
  const behind = uncut.filter(({ queueId, cut }) => !justNow || isCutIn(cut, queueId)).map(({ queueId }) => queueId);
  const without = new Set<unknown>([...uncut, ...behind]);
  return { cut: rows.filter((row) => !without.has(row) && !without.has(row.queueId)), uncut };
}
