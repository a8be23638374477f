import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A sender's last texts are found to be counted: whether carriers filter many of them. */
export class CountTheLast1795000096000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE INDEX delivery_last_of_channel ON delivery (channel_id, submitted_at) WHERE submitted_at IS NOT NULL`,
    );
  }

  async down(): Promise<void> {
    throw new Error('Migrations go up only.');
  }
}
