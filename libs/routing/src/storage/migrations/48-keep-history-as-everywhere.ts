import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The table of changes as `#history` knows it: what is changed may go by a slug elsewhere. */
export class KeepHistoryAsEverywhere1795000070000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE change ALTER COLUMN subject_id TYPE text USING subject_id::text');
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE change ALTER COLUMN subject_id TYPE uuid USING subject_id::uuid');
  }
}
