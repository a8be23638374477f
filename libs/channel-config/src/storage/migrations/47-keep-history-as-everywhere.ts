import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The table of changes as `#history` knows it: what is changed may go by a slug elsewhere. */
export class KeepHistoryAsEverywhere1795000126000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE change ALTER COLUMN subject_id TYPE text USING subject_id::text;
      DROP INDEX one_change_a_version;
      CREATE UNIQUE INDEX one_change_a_version ON change (kind, subject_id, version)`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DROP INDEX one_change_a_version;
      ALTER TABLE change ALTER COLUMN subject_id TYPE uuid USING subject_id::uuid;
      CREATE UNIQUE INDEX one_change_a_version ON change (subject_id, version)`);
  }
}
