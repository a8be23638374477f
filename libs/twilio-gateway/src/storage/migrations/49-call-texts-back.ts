import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which texts are not wanted any more is known when their turn to leave comes, whatever was heard first. */
export class CallTextsBack1795000098000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE called_back_text (
        message_id uuid PRIMARY KEY,
        called_back_at timestamptz NOT NULL
      );
      CREATE INDEX called_back_text_by_age ON called_back_text (called_back_at);
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go up only.');
  }
}
