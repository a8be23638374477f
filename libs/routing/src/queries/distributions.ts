import type { EntityManager } from 'typeorm';
import { type DistributionView, Refusal, type WorkstreamId } from '#contracts';
import { DistributionTable, WorkstreamTable } from '../storage/workstream.table.ts';

/** How a workstream distributes its work. */
export async function distributionOf(db: EntityManager, workstreamId: WorkstreamId): Promise<DistributionView> {
  const settings = await db.getRepository(DistributionTable).findOneBy({ workstreamId });
  const workstream = await db.getRepository(WorkstreamTable).findOneBy({ id: workstreamId });
  if (!settings || !workstream) throw new Refusal('workstream-not-found', 'There is no such workstream.');
  const { name: workstreamName, mode, fallbackQueueId } = workstream;
  return { ...settings, workstreamName, mode, fallbackQueueId };
}
