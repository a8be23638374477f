import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Runs at a pace, and answers that have to come in time (product.md 29.2). */
export class PaceRuns1795000041010 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE outbound_run ADD COLUMN texts_per_minute int, ADD COLUMN first_response_minutes int;
      CREATE INDEX outbound_planned ON outbound_contact (run_id, due_at) WHERE state = 'pending' AND due_at IS NOT NULL;
      CREATE INDEX outbound_sent ON outbound_contact (run_id, sent_at) WHERE sent_at IS NOT NULL;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX outbound_planned, outbound_sent;
      ALTER TABLE outbound_run DROP COLUMN texts_per_minute, DROP COLUMN first_response_minutes;
    `);
  }
}
