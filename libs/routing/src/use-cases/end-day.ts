import type { AgentId, CapacityProfileId } from '#contracts';
import type { Transaction } from '#event-bus';
import { endDay as endOf } from '../domain/agent.ts';
import { agents } from '../storage/agents.ts';
import { dayOver } from '../timers/day-over.ts';
import { show } from './show.ts';

/** The zone of the process, which is the installation's (`TZ`). */
const midnightAfter = (now: Date): Date => new Date(now.getFullYear(), now.getMonth(), now.getDate() + 1);
const theDay = 'capacity';

/** The day's end is watched from now on: some agent has a profile that is counted by the day. */
export const nextMidnight = (tx: Transaction): Promise<void> => tx.schedule(dayOver, theDay, midnightAfter(tx.now), {});

/** At midnight profiles that are counted by the day are free again, but for what is in work still (product.md 13.7). Set-based, whatever the number of agents. */
export async function endDay(tx: Transaction): Promise<void> {
  const having: { id: AgentId }[] = await tx.manager.query(
    `SELECT id FROM agent WHERE jsonb_path_exists(profiles, '$.*.endOfDay ? (@ == true)')`,
  );
  if (having.length === 0) return;
  await nextMidnight(tx);
  const staff = await agents(tx).lock(having.map(({ id }) => id));
  const rows: { agentId: AgentId; profileId: CapacityProfileId; count: number }[] = await tx.manager.query(
    `SELECT agent_id AS "agentId", held.id AS "profileId", count(*)::int AS count
     FROM work_item CROSS JOIN LATERAL unnest(held_profile_ids) AS held (id)
     WHERE status IN ('offered', 'assigned') AND agent_id = ANY($1) GROUP BY 1, 2`,
    [staff.map(({ id }) => id)],
  );
  const changed = staff.map((agent) => {
    const inWork = rows.filter(({ agentId }) => agentId === agent.id).map(({ profileId, count }) => [profileId, count]);
    return endOf(agent, Object.fromEntries(inWork) as Record<CapacityProfileId, number>, tx.now);
  });
  await agents(tx).saveAll(changed);
  await show(tx, { agents: changed });
  tx.wake('assignment');
}
