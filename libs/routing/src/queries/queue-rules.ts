import type { EntityManager } from 'typeorm';
import { customAssignment, type CustomAssignmentView, type QueueId, Refusal } from '#contracts';
import { agentFields, calendarFields } from '#conditions';
import { warningsOf } from '../domain/queue-rule-faults.ts';
import { calendarsThere } from '../storage/calendars.ts';
import { queueRules } from '../storage/queue-rules.ts';
import { QueueTable } from '../storage/queue.table.ts';
import { routingRules } from '../storage/routing-rules.ts';
import { skillSlugs } from '../storage/skill-slugs.ts';

/** By which rules a queue orders its work and chooses its agents; none, until somebody says some. */
export async function queueRulesOf(manager: EntityManager, queueId: QueueId): Promise<CustomAssignmentView> {
  const queue = await manager.getRepository(QueueTable).findOneBy({ id: queueId });
  if (!queue || queue.removedAt) throw new Refusal('queue-not-found', 'There is no such queue.');
  const found = await queueRules({ manager }).find(queueId);
  const body = found?.body ?? customAssignment.parse({});
  return {
    ...body,
    queueId,
    queueName: queue.name,
    version: found?.version ?? 1,
    changedAt: found?.changedAt.toISOString() ?? null,
    inForce: queue.assignmentMethod === 'custom',
    warnings: warningsOf(body),
    agentFields: [...agentFields((await skillSlugs(manager)).skills), ...calendarFields(await calendarsThere(manager))],
    classifiedNames: await routingRules({ manager }).classifiedNames(),
  };
}
