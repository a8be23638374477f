import type { EntityManager } from 'typeorm';
import { Refusal, type WorkstreamId } from '#contracts';
import { calendarFields, conditionFields } from '#conditions';
import { calendarsThere } from '../storage/calendars.ts';
import { routingRules, RoutingRulesTable, type RulesKind } from '../storage/routing-rules.ts';
import { variablesThere } from '../storage/variable-names.ts';
import { WorkstreamTable } from '../storage/workstream.table.ts';
import { bodyOf } from '../use-cases/save-rules.ts';

/** What conditions of a workstream's rules may look at. */
async function fieldsOf(manager: EntityManager, workstreamId: WorkstreamId) {
  const context = await variablesThere({ manager }, workstreamId);
  const classified = (await routingRules({ manager }).classifiedNames(workstreamId)).map((name) => ({
    name,
    type: 'text' as const,
  }));
  return [...conditionFields({ context, classified }), ...calendarFields(await calendarsThere(manager))];
}

/** The rules of a workstream as they are now; none, until somebody says some. */
export async function rulesOf(db: EntityManager, workstreamId: WorkstreamId, kind: RulesKind) {
  const workstream = await db.getRepository(WorkstreamTable).findOneBy({ id: workstreamId });
  if (!workstream) throw new Refusal('workstream-not-found', 'There is no such workstream.');
  const found = await db.getRepository(RoutingRulesTable).findOneBy({ workstreamId, kind });
  return {
    ...(found?.body ?? bodyOf[kind].parse({})),
    workstreamId,
    workstreamName: workstream.name,
    version: found?.version ?? 1,
    changedAt: found?.changedAt.toISOString() ?? null,
    conditionFields: await fieldsOf(db, workstreamId),
  };
}
