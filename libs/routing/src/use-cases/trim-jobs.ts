import { dayMs } from '#contracts';
import type { Transaction } from '#event-bus';

/** How long it can be told what was done to many at once: thirteen months. */
const jobsKeptDays = 400;

/** Forgets what was over longer ago than that, `atOnce` jobs in one transaction. True: there is more. */
export async function trimJobs({ manager, now }: Transaction, atOnce = 50): Promise<boolean> {
  const [, removed]: [unknown, number] = await manager.query(
    `DELETE FROM job WHERE id IN (SELECT id FROM job WHERE finished_at < $1 ORDER BY finished_at LIMIT $2 FOR UPDATE SKIP LOCKED)`,
    [new Date(now.getTime() - jobsKeptDays * dayMs), atOnce],
  );
  return removed === atOnce;
}
