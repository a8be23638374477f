import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What became of each that a job came to is a row: written once, instead of all of them again with every few more. */
export class KeepResultsApart1795000143000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE job_result (
        job_id uuid NOT NULL,
        nth integer NOT NULL,
        subject_id uuid NOT NULL,
        code text,
        detail text,
        PRIMARY KEY (job_id, nth)
      );
      INSERT INTO job_result
        SELECT job.id, nth - 1, (result ->> 'id')::uuid, result ->> 'code', result ->> 'detail'
        FROM job, jsonb_array_elements(results) WITH ORDINALITY AS told (result, nth);
      ALTER TABLE job ADD COLUMN done integer NOT NULL DEFAULT 0, ADD COLUMN refused integer NOT NULL DEFAULT 0;
      UPDATE job SET done = told.done, refused = told.refused
        FROM (SELECT job_id, count(*) FILTER (WHERE code IS NULL) AS done, count(code) AS refused FROM job_result GROUP BY 1) AS told
        WHERE told.job_id = job.id;
      ALTER TABLE job DROP COLUMN results`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE job ADD COLUMN results jsonb NOT NULL DEFAULT '[]';
      UPDATE job SET results = told.results FROM (
        SELECT job_id, jsonb_agg(jsonb_build_object('id', subject_id, 'code', code, 'detail', detail) ORDER BY nth) AS results
        FROM job_result GROUP BY 1) AS told WHERE told.job_id = job.id;
      ALTER TABLE job ALTER COLUMN results DROP DEFAULT, DROP COLUMN done, DROP COLUMN refused;
      DROP TABLE job_result`);
  }
}
