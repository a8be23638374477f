import { Injectable } from '@nestjs/common';
import { dayMs } from '#contracts';
import { Database, Loops } from '#event-bus';
import { trimBulkJobs } from '../use-cases/trim-bulk-jobs.ts';

/** Every day: what was done to many at once long ago is forgotten, some in each transaction, one replica at a time. */
@Injectable()
export class TrimBulkJobs {
  constructor(database: Database, loops: Loops) {
    const some = () => database.transact((tx) => trimBulkJobs(tx));
    loops.add('trim-bulk-jobs', async () => (await database.alone('trim-bulk-jobs', some)) ?? false, {
      everyMs: dayMs,
    });
  }
}
