import { type bulkJobsRequest, type bulkJobsView, type BulkView, Refusal } from '#contracts';
import { cursorOf } from '#platform';
import type { EntityManager } from 'typeorm';
import { z } from 'zod';
import { type BulkJob, bulkJobs } from '../storage/bulk-jobs.ts';

const summaryOf = ({ id, action, byId, byName, total, createdAt, doneAt }: BulkJob) => ({
  id,
  action,
  by: { agentId: byId, name: byName },
  status: doneAt ? ('done' as const) : ('running' as const),
  total,
  createdAt: createdAt.toISOString(),
  doneAt: doneAt?.toISOString() ?? null,
});

/** How far a job has come, and what became of each. Refuses with `bulk-job-not-found`. */
export async function readBulkJob(manager: EntityManager, id: string): Promise<BulkView> {
  const job = await bulkJobs({ manager }).find(id);
  if (!job) throw new Refusal('bulk-job-not-found', 'There is no such job.');
  const items = await bulkJobs({ manager }).items(id);
  return {
    ...summaryOf(job),
    items: items.map(({ conversationId, result, code }) => ({ conversationId, result, code })),
  };
}

const cursor = cursorOf(z.tuple([z.iso.datetime(), z.uuid()]));

/** What was done to many at once, newest first (product.md 18.4: action history). */
export async function listBulkJobs(
  manager: EntityManager,
  { limit, ...request }: z.output<typeof bulkJobsRequest>,
): Promise<z.output<typeof bulkJobsView>> {
  const found = await bulkJobs({ manager }).before(limit + 1, cursor.read(request.cursor) ?? null);
  const page = found.slice(0, limit);
  const last = found.length > limit ? page.at(-1)! : null;
  return { items: page.map(summaryOf), next: last && cursor.write([last.createdAt.toISOString(), last.id]) };
}
