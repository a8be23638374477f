import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What Twilio could not bring us is read from its error log (twilio.md 4.10, 4.11). */
export class WatchErrorLog1795000090000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE webhook_failure (
        sid text PRIMARY KEY,
        account_id uuid NOT NULL,
        error_code text NOT NULL,
        number text,
        happened_at timestamptz NOT NULL
      );
      CREATE INDEX webhook_failure_of_account ON webhook_failure (account_id, happened_at);
      CREATE INDEX webhook_failure_by_age ON webhook_failure (happened_at);

      CREATE TABLE error_log_mark (
        account_id uuid PRIMARY KEY,
        mark timestamptz NOT NULL,
        next_at timestamptz NOT NULL,
        failures integer NOT NULL,
        problem text
      );
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go up only.');
  }
}
