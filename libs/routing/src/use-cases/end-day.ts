import type { AgentId } from '#contracts';
import type { Transaction } from '#event-bus';
import { endDay as endOf } from '../domain/agent.ts';
import { agents } from '../storage/agents.ts';
import { profileUse } from '../storage/profile-use.ts';
import { dayOver } from '../timers/day-over.ts';
import { show } from './show.ts';

/** The day's end in the zone of the process, which is the installation's (`TZ`). */
export const midnightAfter = (now: Date): Date => new Date(now.getFullYear(), now.getMonth(), now.getDate() + 1);
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
  const inWork = await profileUse(tx).inWork(staff.map(({ id }) => id));
  const changed = staff.map((agent) => endOf(agent, inWork.get(agent.id) ?? {}, tx.now));
  await agents(tx).saveAll(changed);
  await show(tx, { agents: changed });
  tx.wake('assignment');
}
