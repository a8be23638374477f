import { dayMs } from '#contracts';
import type { Transaction } from '#event-bus';

/** How long it can be told what was done to many at once: thirteen months. */
const jobsKeptDays = 400;

/** Forgets what was over longer ago than that, `atOnce` jobs in one transaction. True: there is more. */
export async function trimJobs({ manager, now }: Transaction, atOnce = 50): Promise<boolean> {
  const [removed]: { jobs: number }[] = await manager.query(
    `WITH gone AS (
       DELETE FROM job WHERE id IN (SELECT id FROM job WHERE finished_at < $1 ORDER BY finished_at LIMIT $2 FOR UPDATE SKIP LOCKED)
       RETURNING id
     ), results AS (DELETE FROM job_result WHERE job_id IN (SELECT id FROM gone))
     SELECT count(*)::int AS jobs FROM gone`,
    [new Date(now.getTime() - jobsKeptDays * dayMs), atOnce],
  );
  return removed?.jobs === atOnce;
}
