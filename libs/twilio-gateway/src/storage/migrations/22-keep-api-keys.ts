import type { MigrationInterface, QueryRunner } from 'typeorm';

export class KeepApiKeys1795000000122 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE account_api_key (
        account_id uuid PRIMARY KEY,
        version integer NOT NULL,
        sid text,
        sealed_secret text,
        set_at timestamptz NOT NULL
      )`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go up only.');
  }
}
