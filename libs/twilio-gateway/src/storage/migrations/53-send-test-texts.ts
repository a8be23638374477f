import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Texts by which administrators try a number. */
export class SendTestTexts1795000132000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE test_text (
        id uuid PRIMARY KEY,
        account_id uuid NOT NULL,
        number_id uuid NOT NULL,
        sender text NOT NULL,
        recipient text NOT NULL,
        state text NOT NULL,
        version int NOT NULL,
        provider_sid text,
        error_code text,
        reason text,
        look_at timestamptz,
        asked_at timestamptz NOT NULL,
        changed_at timestamptz NOT NULL
      );
      CREATE INDEX test_text_by_age ON test_text (asked_at);
      CREATE INDEX test_text_of_recipient ON test_text (recipient)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE test_text');
  }
}
