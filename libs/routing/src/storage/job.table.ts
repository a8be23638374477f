import { EntitySchema } from 'typeorm';
import type { JobId, Person, RoutingJobRequest } from '#contracts';

/** Something that is done to many, some at a time, with a result for each (job-results.ts). */
export interface Job {
  readonly id: JobId;
  readonly request: RoutingJobRequest;
  readonly by: Pick<Person, 'subject' | 'name' | 'agentId'>;
  readonly createdAt: Date;
  readonly finishedAt: Date | null;
  /** Who cancelled it; null: nobody. */
  readonly cancelledBy: Pick<Person, 'subject' | 'name'> | null;
  /** To how many it was done, and how many were refused; together, how many it came to. */
  readonly done: number;
  readonly refused: number;
}

export const JobTable = new EntitySchema<Job>({
  name: 'job',
  columns: {
    id: { type: 'uuid', primary: true },
    request: { type: 'jsonb' },
    by: { type: 'jsonb' },
    createdAt: { type: 'timestamptz', name: 'created_at' },
    finishedAt: { type: 'timestamptz', name: 'finished_at', nullable: true },
    cancelledBy: { type: 'jsonb', name: 'cancelled_by', nullable: true },
    done: { type: 'int', default: 0 },
    refused: { type: 'int', default: 0 },
  },
  indices: [
    { name: 'job_created', columns: ['createdAt', 'id'] },
    { name: 'job_finished', columns: ['finishedAt'], where: 'finished_at IS NOT NULL' },
  ],
});
