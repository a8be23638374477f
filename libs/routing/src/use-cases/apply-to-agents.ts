import type { AgentId, StaffKind } from '#contracts';
import type { Definition } from '#definitions';
import type { Transaction } from '#event-bus';
import { withCapacity } from '../domain/agent.ts';
import { countedAnew, type ProfileRoom } from '../domain/capacity.ts';
import { agents } from '../storage/agents.ts';
import { profileUse } from '../storage/profile-use.ts';
import { nextMidnight } from './end-day.ts';
import { show } from './show.ts';

/** A rating model or a capacity profile changed: so do the agents who are rated by it, or have it (product.md 12, 13). What items need already stays. */
export async function applyToAgents(tx: Transaction, { kind }: StaffKind, definition: Definition): Promise<void> {
  if (kind === 'rating-model') await rateAnew(tx, definition);
  if (kind === 'capacity-profile') await limitAnew(tx, definition);
}

async function rateAnew({ manager, wake }: Transaction, { id, body }: Definition): Promise<void> {
  const best = Math.max(...(body['values'] as { value: number }[]).map(({ value }) => value));
  await manager.query(
    `UPDATE agent_skill SET level = rating / $2::float8 FROM staff_definition AS skill
     WHERE skill.id = skill_id AND skill.kind = 'skill' AND skill.body ->> 'ratingModelId' = $1`,
    [id, best],
  );
  wake('assignment');
}

async function limitAnew(tx: Transaction, { id, body }: Definition): Promise<void> {
  const having: { id: AgentId }[] = await tx.manager.query(`SELECT id FROM agent WHERE profiles ? $1`, [id]);
  const staff = await agents(tx).lock(having.map((agent) => agent.id));
  const { workItemLimit, blocking, reset } = body as { workItemLimit: number; blocking: boolean; reset: string };
  const endOfDay = reset === 'end-of-day';
  const inWork = await profileUse(tx).inWork(staff.map((agent) => agent.id));
  const changed = staff.map((agent) => {
    const room: ProfileRoom = agent.profiles[id as never]!;
    const now = {
      ...countedAnew(room, endOfDay, inWork.get(agent.id)?.[id as never] ?? 0),
      limit: room.custom ? room.limit : workItemLimit,
      blocking,
    };
    return withCapacity(agent, agent.capacityTotal, { ...agent.profiles, [id]: now }, tx.now);
  });
  if (endOfDay && staff.length > 0) await nextMidnight(tx);
  await agents(tx).saveAll(changed);
  await show(tx, { agents: changed });
  tx.wake('assignment');
}
