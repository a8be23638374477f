import type { QueueId } from '#contracts';
import type { Transaction } from '#event-bus';
import { unseenMs } from '../domain/offer.ts';
import type { Person } from '../domain/rank-agents.ts';
import type { Heard } from '../domain/why-not.ts';
import type { Agent } from '../domain/agent.ts';
import type { Standing } from '../domain/snapshot.ts';
import { ratedSkills } from './custom-work.ts';
import { AgentTable } from './agent.table.ts';
import { setBased } from './set-based.ts';

/** Who serves a queue, as far as they are looked at: those first who are connected. */
export interface Serving {
  /** How many serve it and have ever signed in. */
  readonly serving: number;
  readonly people: readonly (Person & Heard)[];
}

type Row = Agent & Standing & Heard & { readonly asked: QueueId; readonly serving: number };

/** Everybody who serves these queues, whether they are there or not, `most` of each; with their levels of these skills. */
export async function whoServes(
  { manager, now }: Transaction,
  queueIds: readonly QueueId[],
  skillIds: readonly string[],
  most: number,
  /** Whether rules look at all their skills. */
  withSkills = false,
): Promise<ReadonlyMap<QueueId, Serving>> {
  if (queueIds.length === 0) return new Map();
  const rows: Row[] = await manager.query(
    `SELECT asked, member.serving, ${setBased(manager, AgentTable).list}, coalesce(beat_at > $2, false) AS "isHeard",
       jsonb_build_object(asked, extract(epoch FROM member.turn) * 1000) AS turns,
       coalesce((SELECT jsonb_object_agg(skill_id, level) FROM agent_skill
         WHERE agent_id = agent.id AND active AND skill_id = ANY($4)), '{}') AS levels
     FROM unnest($1::uuid[]) AS asked CROSS JOIN LATERAL (
       SELECT agent_id, coalesce(last_assigned_at, joined_at) AS turn, (count(*) OVER ())::int AS serving
       FROM queue_member JOIN agent ON agent.id = agent_id WHERE queue_id = asked
       ORDER BY silent_since IS NOT NULL, agent_id LIMIT $3
     ) AS member
     JOIN agent ON agent.id = member.agent_id LEFT JOIN agent_beat ON agent_beat.agent_id = agent.id
     ORDER BY asked, silent_since IS NOT NULL, agent.id`,
    [queueIds, new Date(now.getTime() - unseenMs), most, [...skillIds]],
  );
  const skills = withSkills ? await ratedSkills({ manager }, [...new Set(rows.map(({ id }) => id))]) : null;
  const byQueue = Map.groupBy(rows, ({ asked }) => asked);
  return new Map(
    [...byQueue].map(([queueId, members]) => [
      queueId,
      {
        serving: members[0]!.serving,
        people: members.map(({ asked: _, serving: __, isHeard, levels, turns, ...agent }) => ({
          agent,
          isHeard,
          levels,
          turns,
          ...(skills && { skills: skills.get(agent.id) ?? [] }),
        })),
      },
    ]),
  );
}
