import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Alerts that were closed long ago are found to be forgotten. */
export class TrimAlerts1795000091000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE INDEX sending_alert_closed ON sending_alert (closed_at) WHERE closed_at IS NOT NULL`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go up only.');
  }
}
