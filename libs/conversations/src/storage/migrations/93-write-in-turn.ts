import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Runs that write in an order of their own or are slowed down, and more about those they write to (product.md 29.2). */
export class WriteInTurn1795000041020 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE outbound_run ADD COLUMN description text NOT NULL DEFAULT '', ADD COLUMN taken_in text NOT NULL DEFAULT 'fifo',
        ADD COLUMN throttle jsonb NOT NULL DEFAULT '[]';
      ALTER TABLE outbound_contact ADD COLUMN turn float8, ADD COLUMN reference text, ADD COLUMN message text,
        ADD COLUMN not_before timestamptz, ADD COLUMN not_after timestamptz;
      DROP INDEX outbound_due;
      CREATE INDEX outbound_due ON outbound_contact (due_at)
        WHERE state = 'pending' AND due_at IS NOT NULL AND turn IS NULL;
      CREATE INDEX outbound_due_in_turn ON outbound_contact (due_at)
        WHERE state = 'pending' AND due_at IS NOT NULL AND turn IS NOT NULL;
      CREATE INDEX outbound_turns ON outbound_contact (run_id, turn, id)
        WHERE state = 'pending' AND due_at IS NOT NULL AND turn IS NOT NULL;
      CREATE INDEX outbound_answered ON outbound_contact (run_id, answered_at) WHERE answered_at IS NOT NULL;
      CREATE INDEX outbound_runs_in_turn ON outbound_run (ends_at)
        WHERE state = 'running' AND (taken_in <> 'fifo' OR throttle <> '[]');
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP INDEX outbound_runs_in_turn, outbound_answered, outbound_turns, outbound_due_in_turn, outbound_due;
      CREATE INDEX outbound_due ON outbound_contact (due_at) WHERE state = 'pending' AND due_at IS NOT NULL;
      ALTER TABLE outbound_contact DROP COLUMN turn, DROP COLUMN reference, DROP COLUMN message, DROP COLUMN not_before,
        DROP COLUMN not_after;
      ALTER TABLE outbound_run DROP COLUMN description, DROP COLUMN taken_in, DROP COLUMN throttle;
    `);
  }
}
