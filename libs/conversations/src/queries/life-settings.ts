import { type LifeSettingsView, Refusal, type WorkstreamId } from '#contracts';
import type { EntityManager } from 'typeorm';
import { warningsOf } from '../domain/life-settings.ts';
import { WorkstreamTable } from '../storage/copies.table.ts';
import { lifeSettingsOf } from '../storage/life-settings.ts';

/** How the conversations of a workstream live. Refuses with `workstream-not-found`. */
export async function readLifeSettings(manager: EntityManager, workstreamId: WorkstreamId): Promise<LifeSettingsView> {
  const workstream = await manager.getRepository(WorkstreamTable).findOneBy({ workstreamId });
  if (!workstream) throw new Refusal('workstream-not-found', 'There is no such workstream.');
  const life = await lifeSettingsOf({ manager }).find(workstreamId);
  return {
    ...life,
    workstreamName: workstream.name,
    changedAt: life.changedAt?.toISOString() ?? null,
    warnings: warningsOf(life),
  };
}
