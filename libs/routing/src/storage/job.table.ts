import { EntitySchema } from 'typeorm';
import type { JobId, Person, RoutingJobRequest, RoutingJobView } from '#contracts';

/** Something that is done to many, some at a time, with a result for each. */
export interface Job {
  readonly id: JobId;
  readonly request: RoutingJobRequest;
  readonly by: Pick<Person, 'subject' | 'name' | 'agentId'>;
  readonly createdAt: Date;
  readonly finishedAt: Date | null;
  /** Who cancelled it; null: nobody. */
  readonly cancelledBy: Pick<Person, 'subject' | 'name'> | null;
  readonly results: RoutingJobView['results'];
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
    results: { type: 'jsonb' },
  },
  indices: [
    { name: 'job_created', columns: ['createdAt', 'id'] },
    { name: 'job_finished', columns: ['finishedAt'], where: 'finished_at IS NOT NULL' },
  ],
});
