import type { EntityManager } from 'typeorm';
import { Refusal, type WorkstreamId } from '#contracts';
import { RoutingRulesTable, type RulesKind } from '../storage/routing-rules.ts';
import { WorkstreamTable } from '../storage/workstream.table.ts';
import { bodyOf } from '../use-cases/save-rules.ts';

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
  };
}
