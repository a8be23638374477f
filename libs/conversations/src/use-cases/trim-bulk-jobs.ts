import { dayMs } from '#contracts';
import type { Transaction } from '#event-bus';
import { bulkJobs } from '../storage/bulk-jobs.ts';

/** How long it can be told what was done to many at once: thirteen months. */
const bulkJobsKeptDays = 400;

/** Forgets what was over longer ago than that, `atOnce` jobs in one transaction. True: there is more. */
export async function trimBulkJobs(tx: Transaction, atOnce = 50): Promise<boolean> {
  const since = new Date(tx.now.getTime() - bulkJobsKeptDays * dayMs);
  return (await bulkJobs(tx).forgetBefore(since, atOnce)) === atOnce;
}
