import type { MigrationInterface, QueryRunner } from 'typeorm';

export class KnowNumbers1795000000004 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    // one version back: the next announcement says the same version again, and brings the numbers
    await runner.query(`
      ALTER TABLE account ADD COLUMN numbers jsonb NOT NULL DEFAULT '[]';
      UPDATE account SET version = version - 1;
      CREATE TABLE connected_number (
        number_id uuid PRIMARY KEY,
        account_id uuid NOT NULL,
        connected_at timestamptz NOT NULL
      )`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go up only.');
  }
}
