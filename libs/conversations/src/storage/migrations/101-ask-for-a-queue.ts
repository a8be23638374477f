import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Runs say on which workstream, in which queue and with which skills their answers are attended to (product.md 29.2). */
export class AskForAQueue1795000082030 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE outbound_run ADD COLUMN workstream_id uuid, ADD COLUMN queue_id uuid, ADD COLUMN fallback_queue_id uuid,
        ADD COLUMN skills jsonb NOT NULL DEFAULT '[]'`);
    await db.query('ALTER TABLE conversation_context ADD COLUMN wanted jsonb');
  }
  async down(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE conversation_context DROP COLUMN wanted');
    await db.query(`
      ALTER TABLE outbound_run DROP COLUMN workstream_id, DROP COLUMN queue_id, DROP COLUMN fallback_queue_id, DROP COLUMN skills`);
  }
}
