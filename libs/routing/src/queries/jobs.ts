import { type JobId, Refusal, type RoutingJobView, type routingJobsView } from '#contracts';
import { page } from '#platform';
import type { EntityManager } from 'typeorm';
import type { z } from 'zod';
import { jobResults } from '../storage/job-results.ts';
import { type Job, JobTable } from '../storage/job.table.ts';
import { subjectsOf } from '../use-cases/run-job.ts';
import { byAge, type PageAsked } from './page.ts';

const summaryOf = ({ id, request, by, createdAt, finishedAt, cancelledBy, done, refused }: Job) => ({
  id,
  action: request.action,
  by: { subject: by.subject, name: by.name },
  createdAt: createdAt.toISOString(),
  finishedAt: finishedAt?.toISOString() ?? null,
  total: subjectsOf(request).length,
  done,
  refused,
  cancelledBy,
});

/** How far a job has come, and what became of each that it came to. */
export const jobViewOf = async (manager: EntityManager, job: Job): Promise<RoutingJobView> => ({
  ...summaryOf(job),
  results: await jobResults(manager).of(job.id),
});

/** One job. Refuses with `job-not-found`. */
export async function readJob(manager: EntityManager, id: JobId): Promise<RoutingJobView> {
  const found = await manager.getRepository(JobTable).findOneBy({ id });
  if (!found) throw new Refusal('job-not-found', 'There is no such job.');
  return jobViewOf(manager, found);
}

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
