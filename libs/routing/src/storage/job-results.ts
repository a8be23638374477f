import { EntitySchema, type EntityManager } from 'typeorm';
import type { JobId, RoutingJobView } from '#contracts';

/** What became of one that a job came to; `nth` is its place among them. */
interface KeptResult {
  readonly jobId: JobId;
  readonly nth: number;
  readonly subjectId: string;
  readonly code: string | null;
  readonly detail: string | null;
}

export const JobResultTable = new EntitySchema<KeptResult>({
  name: 'job_result',
  columns: {
    jobId: { type: 'uuid', name: 'job_id', primary: true },
    nth: { type: 'int', primary: true },
    subjectId: { type: 'uuid', name: 'subject_id' },
    code: { type: 'text', nullable: true },
    detail: { type: 'text', nullable: true },
  },
});

export type JobResults = RoutingJobView['results'];

/** What became of each that jobs came to. */
export const jobResults = (manager: EntityManager) => ({
  /** All of a job, in the order in which they were come to. */
  async of(jobId: JobId): Promise<JobResults> {
    const found = await manager.getRepository(JobResultTable).find({ where: { jobId }, order: { nth: 'ASC' } });
    return found.map(({ subjectId: id, code, detail }) => ({ id, code, detail }));
  },

  /** Some more of a job, behind the first `from`. */
  async add(jobId: JobId, from: number, results: JobResults): Promise<void> {
    await manager.query(
      `INSERT INTO job_result (job_id, nth, subject_id, code, detail)
       SELECT $1, $2::int + nth - 1, id, code, detail
       FROM unnest($3::uuid[], $4::text[], $5::text[]) WITH ORDINALITY AS result (id, code, detail, nth)`,
      [jobId, from, results.map(({ id }) => id), results.map(({ code }) => code), results.map(({ detail }) => detail)],
    );
  },
});
