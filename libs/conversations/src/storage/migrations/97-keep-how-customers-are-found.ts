import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How customers are found has versions, as everything has that is configured; what was set already is at its first. */
export class KeepHowCustomersAreFound1795000060010 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    for (const table of ['identification_rule', 'directory_source']) {
      await db.query(`ALTER TABLE ${table} ADD COLUMN version int NOT NULL DEFAULT 1`);
      await db.query(`ALTER TABLE ${table} ALTER COLUMN version DROP DEFAULT`);
    }
  }
  async down(db: QueryRunner): Promise<void> {
    for (const table of ['identification_rule', 'directory_source'])
      await db.query(`ALTER TABLE ${table} DROP COLUMN version`);
  }
}
