import type { RoutingJobView, routingJobsView } from '#contracts';
import { page } from '#platform';
import type { EntityManager } from 'typeorm';
import type { z } from 'zod';
import { type Job, JobTable } from '../storage/job.table.ts';
import { subjectsOf } from '../use-cases/run-job.ts';
import { byAge, type PageAsked } from './page.ts';

const summaryOf = ({ id, request, by, createdAt, finishedAt, cancelledBy, results }: Job) => ({
  id,
  action: request.action,
  by: { subject: by.subject, name: by.name },
  createdAt: createdAt.toISOString(),
  finishedAt: finishedAt?.toISOString() ?? null,
  total: subjectsOf(request).length,
  done: results.filter(({ code }) => code === null).length,
  refused: results.filter(({ code }) => code !== null).length,
  cancelledBy,
});

/** How far a job has come, and what became of each that it came to. */
export const jobViewOf = (job: Job): RoutingJobView => ({ ...summaryOf(job), results: job.results });

/** What was done to many at once, newest first (product.md 18.4: action history). */
export async function listJobs(
  manager: EntityManager,
  { limit, cursor }: PageAsked,
): Promise<z.output<typeof routingJobsView>> {
  const after = byAge.read(cursor);
  const query = manager
    .createQueryBuilder(JobTable, 'j')
    .orderBy('j.createdAt', 'DESC')
    .addOrderBy('j.id', 'DESC')
    .limit(limit + 1);
  if (after) query.where('(j.createdAt, j.id) < (:since, :id)', after);
  const found = await query.getMany();
  return page(found, limit, ({ createdAt, id }) => byAge.write({ since: createdAt.toISOString(), id }), summaryOf);
}
