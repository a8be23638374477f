import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which rules ask whether which operating hours work, as routing says it: hours that one names stay. */
export class KnowRules1795000120000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE rules_copy (
        kind text NOT NULL,
        -- the workstream or queue whose they are
        subject_id uuid NOT NULL,
        version int NOT NULL,
        calendars text[] NOT NULL,
        PRIMARY KEY (kind, subject_id)
      );
      CREATE INDEX rules_by_calendar ON rules_copy USING gin (calendars);
      ALTER TABLE queue_copy ADD COLUMN removed boolean NOT NULL DEFAULT false`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`ALTER TABLE queue_copy DROP COLUMN removed; DROP TABLE rules_copy`);
  }
}
