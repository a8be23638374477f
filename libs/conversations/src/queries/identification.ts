import type { EntityManager } from 'typeorm';
import { type DirectorySourceView, type IdentificationView, Refusal, type WorkstreamId } from '#contracts';
import { usualIdentification } from '../domain/identification.ts';
import { DirectorySourceTable, IdentificationRuleTable } from '../storage/context.table.ts';
import { WorkstreamTable } from '../storage/copies.table.ts';

/** Which columns tell who wrote on a workstream. Refuses with `workstream-not-found`. */
export async function readIdentification(
  manager: EntityManager,
  workstreamId: WorkstreamId,
): Promise<IdentificationView> {
  if (!(await manager.existsBy(WorkstreamTable, { workstreamId })))
    throw new Refusal('workstream-not-found', 'There is no such workstream.');
  const rule = await manager.findOneBy(IdentificationRuleTable, { workstreamId });
  const { contactNumbers, accountNumbers, variables } = rule ?? usualIdentification;
  const [version, changedAt] = [rule?.version ?? 0, rule?.changedAt.toISOString() ?? null];
  return { workstreamId, contactNumbers, accountNumbers, variables, version, changedAt };
}

/** Where customers are looked up; here, until somebody says otherwise. */
export async function readDirectorySource(manager: EntityManager): Promise<DirectorySourceView> {
  const kept = await manager.findOneBy(DirectorySourceTable, { id: 1 });
  if (!kept)
    return { source: 'built-in', address: null, timeoutSeconds: 5, cacheSeconds: 300, version: 0, changedAt: null };
  const { source, address, timeoutSeconds, cacheSeconds, version, changedAt } = kept;
  return { source, address, timeoutSeconds, cacheSeconds, version, changedAt: changedAt.toISOString() };
}
