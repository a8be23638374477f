import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What is done to many can be cancelled, is listed, and is forgotten long after it is over (product.md 18.4). */
export class CancelJobs1795000110000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE job ADD COLUMN cancelled_by jsonb');
    await db.query('CREATE INDEX job_created ON job (created_at, id)');
    await db.query('CREATE INDEX job_finished ON job (finished_at) WHERE finished_at IS NOT NULL');
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP INDEX job_finished, job_created');
    await db.query('ALTER TABLE job DROP COLUMN cancelled_by');
  }
}
