import type { MigrationInterface, QueryRunner } from 'typeorm';

export class RememberPreviousTokens1795000000002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE account ADD COLUMN previous_auth_tokens jsonb NOT NULL DEFAULT '[]'`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go up only.');
  }
}
