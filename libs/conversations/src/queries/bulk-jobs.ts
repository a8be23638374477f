import {
  type bulkHistoryView,
  type bulkJobsRequest,
  type bulkJobsView,
  type BulkView,
  type ConversationId,
  Refusal,
} from '#contracts';
import { cursorOf, page } from '#platform';
import type { EntityManager } from 'typeorm';
import { z } from 'zod';
import { type BulkJob, bulkJobs } from '../storage/bulk-jobs.ts';

const headOf = ({ id, action, title, text, byId, byName, total, createdAt, doneAt, cancelledBy }: BulkJob) => ({
  id,
  action,
  title,
  text,
  by: { agentId: byId, name: byName },
  status: cancelledBy ? ('cancelled' as const) : doneAt ? ('done' as const) : ('running' as const),
  total,
  createdAt: createdAt.toISOString(),
  doneAt: doneAt?.toISOString() ?? null,
  cancelledBy,
});

/** How far a job has come, and what became of each. Refuses with `bulk-job-not-found`. */
export async function readBulkJob(manager: EntityManager, id: string): Promise<BulkView> {
  const job = await bulkJobs({ manager }).find(id);
  if (!job) throw new Refusal('bulk-job-not-found', 'There is no such job.');
  const items = await bulkJobs({ manager }).items(id);
  const counts = await bulkJobs({ manager }).counts([id]);
  return { ...headOf(job), filter: job.filter, counts: counts(id), items };
}

const cursor = cursorOf(z.tuple([z.iso.datetime(), z.uuid()]));
const placeOf = ({ createdAt, id }: BulkJob) => cursor.write([createdAt.toISOString(), id]);

/** What was done to many at once, newest first (product.md 18.4: action history). */
export async function listBulkJobs(
  manager: EntityManager,
  { limit, ...request }: z.output<typeof bulkJobsRequest>,
): Promise<z.output<typeof bulkJobsView>> {
  const found = await bulkJobs({ manager }).before(limit + 1, cursor.read(request.cursor) ?? null);
  const counts = await bulkJobs({ manager }).counts(found.map(({ id }) => id));
  return page(found, limit, placeOf, (job) => ({ ...headOf(job), filter: job.filter, counts: counts(job.id) }));
}

/** What was done to one conversation together with others, newest first. */
export async function bulkHistoryOf(
  manager: EntityManager,
  conversationId: ConversationId,
  { limit, ...request }: z.output<typeof bulkJobsRequest>,
): Promise<z.output<typeof bulkHistoryView>> {
  const found = await bulkJobs({ manager }).about(conversationId, limit + 1, cursor.read(request.cursor) ?? null);
  const view = ({ job, result, code }: (typeof found)[number]) => ({ ...headOf(job), result, code });
  return page(found, limit, ({ job }) => placeOf(job), view);
}
