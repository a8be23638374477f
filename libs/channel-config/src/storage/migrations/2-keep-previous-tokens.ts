import type { MigrationInterface, QueryRunner } from 'typeorm';

export class KeepPreviousTokens1795000000002 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`ALTER TABLE messaging_account ADD COLUMN previous_tokens jsonb NOT NULL DEFAULT '[]'`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE messaging_account DROP COLUMN previous_tokens');
  }
}
