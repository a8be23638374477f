import type { EntityManager } from 'typeorm';
import { type ExplanationStep, type ExplanationView, Refusal, type WorkItemId } from '#contracts';
import { WorkItemTable } from '../storage/work-item.table.ts';
import { WorkstreamTable } from '../storage/workstream.table.ts';
import { queueNames } from './queues.ts';

/** When a UUID v7 was made. */
const madeAt = (id: string): Date => new Date(Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16));

/** The way of a work item, oldest step first. Steps older than 30 days are not known any more. */
export async function explanationOf(db: EntityManager, id: WorkItemId): Promise<ExplanationView> {
  const item = await db.getRepository(WorkItemTable).findOneBy({ id });
  if (!item) throw new Refusal('work-item-not-found', 'There is no such work item.');
  const { conversationId, workstreamId, queueId, status, agentId } = item;
  const startedAt = madeAt(id);
  // no step is older than its item: only the partitions since then are looked at
  const steps: { stage: string; at: Date; told: unknown }[] = await db.query(
    `SELECT stage, at, told FROM explanation WHERE work_item_id = $1 AND at >= $2 ORDER BY at, id`,
    [id, new Date(startedAt.getTime() - 60_000)],
  );
  const workstream = await db.getRepository(WorkstreamTable).findOneBy({ id: workstreamId });
  return {
    workItemId: id,
    conversationId,
    workstream: { id: workstreamId, name: workstream?.name ?? '' },
    queue: { id: queueId, name: (await queueNames(db, [queueId])).get(queueId) ?? '' },
    status,
    agentId,
    startedAt: startedAt.toISOString(),
    steps: steps.map(({ stage, at, told }) => ({ stage, at: at.toISOString(), told }) as ExplanationStep),
  };
}
