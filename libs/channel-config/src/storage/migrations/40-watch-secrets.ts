import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Reading for use is granted, too, and written down; until now every administrator had it. */
export class WatchSecrets1795000050000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      UPDATE secret_grants SET granted = jsonb_build_object('read', '{"roles": ["administrator"], "people": []}'::jsonb) || granted;
      ALTER TABLE secret_audit ADD COLUMN purpose text;
      ALTER TABLE secret_audit ADD COLUMN hour timestamptz;
      ALTER TABLE secret_audit ADD COLUMN times int;
      ALTER TABLE secret_audit ADD COLUMN last_at timestamptz;
      CREATE UNIQUE INDEX one_line_an_hour ON secret_audit (hour, secret, account_id, purpose, by_subject) WHERE (hour IS NOT NULL);
      CREATE TABLE secret_last_use (
        secret text NOT NULL,
        subject uuid NOT NULL,
        used_at timestamptz NOT NULL,
        PRIMARY KEY (secret, subject)
      )`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DROP TABLE secret_last_use;
      DROP INDEX one_line_an_hour;
      ALTER TABLE secret_audit DROP COLUMN purpose, DROP COLUMN hour, DROP COLUMN times, DROP COLUMN last_at`);
  }
}
