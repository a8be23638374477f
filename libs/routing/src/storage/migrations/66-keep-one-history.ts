import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What is changed of the staff is kept with everything else: there is one history of a service. */
export class KeepOneHistory1795000127000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      INSERT INTO change (id, kind, subject_id, version, action, happened_at, by_subject, by_name, before, after)
      SELECT id, kind, subject_id::text, version, action, happened_at, by_subject, by_name, before, after FROM staff_change;
      DROP TABLE staff_change`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE staff_change (LIKE change INCLUDING DEFAULTS INCLUDING CONSTRAINTS);
      ALTER TABLE staff_change ADD PRIMARY KEY (id), ALTER COLUMN subject_id TYPE uuid USING subject_id::uuid;
      CREATE UNIQUE INDEX one_staff_change_a_version ON staff_change (subject_id, version);
      CREATE INDEX staff_changes_of_kind ON staff_change (kind, id);
      WITH ours AS (
        DELETE FROM change WHERE kind NOT IN ('queue', 'custom-assignment', 'distribution', 'classification', 'route-to-queue')
        RETURNING *
      )
      INSERT INTO staff_change (id, kind, subject_id, version, action, happened_at, by_subject, by_name, before, after)
      SELECT id, kind, subject_id::uuid, version, action, happened_at, by_subject, by_name, before, after FROM ours`);
  }
}
