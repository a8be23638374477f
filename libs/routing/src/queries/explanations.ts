import type { EntityManager } from 'typeorm';
import {
  classification,
  type ExplanationStage,
  type ExplanationStep,
  type ExplanationView,
  Refusal,
  routeToQueue,
  type WorkItemId,
  type WorkstreamId,
} from '#contracts';
import { type Found, tellFound } from '../domain/classify.ts';
import { type KeptRoute, tellRoute } from '../domain/route.ts';
import type { ChangeRow } from '../storage/changes.ts';
import { WorkItemTable } from '../storage/work-item.table.ts';
import { WorkstreamTable } from '../storage/workstream.table.ts';
import { queueNames } from './queues.ts';

/** The way of a work item, oldest step first. Steps older than 30 days are not known any more. */
export async function explanationOf(db: EntityManager, id: WorkItemId): Promise<ExplanationView> {
  const item = await db.getRepository(WorkItemTable).findOneBy({ id });
  if (!item) throw new Refusal('work-item-not-found', 'There is no such work item.');
  const { conversationId, workstreamId, queueId, status, agentId, lastInteractionAt } = item;
  // no step is older than what its customer wrote: only the partitions since then are looked at
  const steps: Kept[] = await db.query(
    `SELECT stage, at, told FROM explanation WHERE work_item_id = $1 AND at >= $2 ORDER BY at, id`,
    [id, new Date(lastInteractionAt.getTime() - 60_000)],
  );
  const workstream = await db.getRepository(WorkstreamTable).findOneBy({ id: workstreamId });
  return {
    workItemId: id,
    conversationId,
    workstream: { id: workstreamId, name: workstream?.name ?? '' },
    queue: { id: queueId, name: (await queueNames(db, [queueId])).get(queueId) ?? '' },
    status,
    agentId,
    startedAt: (steps[0]?.at ?? item.queuedAt).toISOString(),
    steps: await tellSteps(db, workstreamId, steps),
  };
}

interface Kept {
  readonly stage: ExplanationStage;
  readonly at: Date;
  readonly told: unknown;
}

/** Steps of rules keep which ones applied and their version: the history says what they were. */
async function tellSteps(
  db: EntityManager,
  workstreamId: WorkstreamId,
  steps: readonly Kept[],
): Promise<ExplanationStep[]> {
  const routes = steps.filter(({ stage }) => stage === 'route-to-queue').map(({ told }) => told as KeptRoute);
  const names = await queueNames(
    db,
    routes.flatMap(({ queueId, fitted }) => [queueId, ...fitted.map((one) => one.queueId)]),
  );
  const rules = await rulesAt(db, workstreamId, steps);
  return steps.map(({ stage, at, told }) => {
    const step = (now: unknown) => ({ stage, at: at.toISOString(), told: now }) as ExplanationStep;
    if (stage !== 'classification' && stage !== 'route-to-queue') return step(told);
    const { version, ...kept } = told as { version: number };
    const body = rules.get(`${stage} ${version}`) ?? {};
    if (stage === 'classification') return step(tellFound(classification.parse(body), version, kept as Found));
    return step(tellRoute(routeToQueue.parse(body), version, kept as KeptRoute, (id) => names.get(id) ?? ''));
  });
}

/** The rules of a workstream at the versions that these steps name, by kind and version; what is as in the beginning is not among them. */
async function rulesAt(db: EntityManager, workstreamId: WorkstreamId, steps: readonly Kept[]) {
  const asked = steps.filter(({ stage }) => stage === 'classification' || stage === 'route-to-queue');
  if (asked.length === 0) return new Map<string, unknown>();
  const rows: Pick<ChangeRow, 'kind' | 'version' | 'after'>[] = await db.query(
    `SELECT kind, version, after FROM change
     WHERE subject_id = $1 AND (kind, version) IN (SELECT * FROM unnest($2::text[], $3::int[]))`,
    [workstreamId, asked.map(({ stage }) => stage), asked.map(({ told }) => (told as { version: number }).version)],
  );
  return new Map<string, unknown>(rows.map(({ kind, version, after }) => [`${kind} ${version}`, after]));
}
