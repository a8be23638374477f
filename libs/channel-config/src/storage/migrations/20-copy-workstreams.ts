import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Workstreams have a direction and may be copies; lists are sorted by their last change, too. */
export class CopyWorkstreams1795000000120 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE workstream ADD direction text NOT NULL DEFAULT 'inbound', ADD copied_from uuid;
      CREATE INDEX workstreams_by_change ON workstream (changed_at, id);
      CREATE INDEX accounts_by_change ON messaging_account (changed_at, id);
      CREATE INDEX channels_by_change ON channel (changed_at, id)`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DROP INDEX channels_by_change;
      DROP INDEX accounts_by_change;
      DROP INDEX workstreams_by_change;
      ALTER TABLE workstream DROP copied_from, DROP direction`);
  }
}
