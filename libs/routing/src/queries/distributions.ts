import type { EntityManager } from 'typeorm';
import { type DistributionView, Refusal, type WorkstreamId, type WorkTouchedView } from '#contracts';
import { DistributionTable, WorkstreamTable } from '../storage/workstream.table.ts';

/** How a workstream distributes its work. */
export async function distributionOf(db: EntityManager, workstreamId: WorkstreamId): Promise<DistributionView> {
  const settings = await db.getRepository(DistributionTable).findOneBy({ workstreamId });
  const workstream = await db.getRepository(WorkstreamTable).findOneBy({ id: workstreamId });
  if (!settings || !workstream) throw new Refusal('workstream-not-found', 'There is no such workstream.');
  const { name: workstreamName, mode, fallbackQueueId } = workstream;
  return { ...settings, workstreamName, mode, fallbackQueueId };
}

/** How much work of a workstream waits, is offered, and is in somebody's hands. Reads all that is not done, which is little. */
export async function workTouched(db: EntityManager, workstreamId: WorkstreamId): Promise<WorkTouchedView> {
  await distributionOf(db, workstreamId);
  const rows: { status: keyof WorkTouchedView; count: number }[] = await db.query(
    `SELECT status, count(*)::int AS count FROM work_item
     WHERE status IN ('waiting', 'offered', 'assigned') AND workstream_id = $1 GROUP BY status`,
    [workstreamId],
  );
  const of = (status: keyof WorkTouchedView) => rows.find((row) => row.status === status)?.count ?? 0;
  return { waiting: of('waiting'), offered: of('offered'), assigned: of('assigned') };
}
