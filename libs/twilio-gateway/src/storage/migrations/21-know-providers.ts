import type { MigrationInterface, QueryRunner } from 'typeorm';

export class KnowProviders1795000000121 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE account ADD COLUMN provider text NOT NULL DEFAULT 'twilio';
      ALTER TABLE channel ADD COLUMN provider text NOT NULL DEFAULT 'twilio';
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go up only.');
  }
}
