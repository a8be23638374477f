import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createSecretGrantsCopy } from '#copies';

/** Who may set API keys is granted apart from being an administrator; what each is used for is written down (product.md 36). */
export class GuardApiKeys1795000050000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ${createSecretGrantsCopy};
      ALTER TABLE account_api_key ADD COLUMN last_used_at timestamptz;
      ALTER TABLE api_key_entry ADD COLUMN purpose text;
      ALTER TABLE api_key_entry ADD COLUMN hour timestamptz;
      ALTER TABLE api_key_entry ADD COLUMN times integer;
      ALTER TABLE api_key_entry ADD COLUMN last_at timestamptz;
      CREATE UNIQUE INDEX one_line_an_hour ON api_key_entry (hour, account_id, sid, purpose) WHERE (hour IS NOT NULL)`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go up only.');
  }
}
