import { z } from 'zod';
import { jobId } from '#contracts';
import { defineTimer, type TimerContract } from '#event-bus';
import { runJob } from '../use-cases/run-job.ts';

/** Stands for a job that is not done: does some of it at a time, also after a restart. */
export const jobStep: TimerContract<Record<string, never>> = defineTimer(
  'job-step',
  z.object({}),
  async (tx, subject) => {
    if (await runJob(tx, jobId.parse(subject))) await tx.schedule(jobStep, subject, tx.now, {});
  },
);
