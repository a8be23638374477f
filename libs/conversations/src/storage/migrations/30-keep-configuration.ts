import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Definitions and settings that conversations act on: copies of what channel-config says. */
export class KeepConfiguration1795000000130 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE definition_copy (
        kind text NOT NULL,
        id uuid NOT NULL,
        version integer NOT NULL,
        defined jsonb,
        PRIMARY KEY (kind, id)
      )`);
    await db.query(`
      CREATE TABLE settings_copy (
        kind text NOT NULL,
        subject uuid NOT NULL,
        version integer NOT NULL,
        settled jsonb NOT NULL,
        PRIMARY KEY (kind, subject)
      )`);
  }
  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE settings_copy, definition_copy');
  }
}
