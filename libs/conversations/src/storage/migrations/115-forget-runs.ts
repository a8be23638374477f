import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whom runs wrote to is forgotten after as long as their workstream keeps what was said; which runs are, is known. */
export class ForgetRuns1795000124000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE outbound_run ADD COLUMN forgotten_at timestamptz');
    await db.query('CREATE INDEX outbound_runs_kept ON outbound_run (ends_at) WHERE forgotten_at IS NULL');
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE outbound_run DROP COLUMN forgotten_at');
  }
}
