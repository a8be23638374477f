import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who set, replaced and revoked the API keys of accounts. */
export class AuditApiKeys1795000030030 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE api_key_entry (
        id uuid PRIMARY KEY,
        account_id uuid NOT NULL,
        happened_at timestamptz NOT NULL,
        action text NOT NULL,
        sid text NOT NULL,
        by_subject text NOT NULL,
        by_name text NOT NULL
      );
      CREATE INDEX entries_of_api_key ON api_key_entry (account_id, id)`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go up only.');
  }
}
