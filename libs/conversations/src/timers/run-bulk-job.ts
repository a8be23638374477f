import { z } from 'zod';
import { defineTimer } from '#event-bus';
import { doSome } from '../use-cases/do-to-many.ts';

/** Goes on with a job over many conversations: some of them in each transaction, so that other work passes in between. */
export const runBulkJob = defineTimer('run-bulk-job', z.object({}), async (tx, id) => {
  if (await doSome(tx, id)) await tx.schedule(runBulkJob, id, tx.now, {});
});
