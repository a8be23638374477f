import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the gateway said of the files of texts. A text carries it along, so that a thread needs no second look. */
export class ShowMedia1795000000160 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE message_media (
        id uuid PRIMARY KEY,
        message_id uuid,
        conversation_id uuid,
        version integer NOT NULL,
        state text NOT NULL,
        reason text,
        content_type text,
        size bigint,
        file_name text,
        next_try_at timestamptz
      );
      ALTER TABLE message ADD COLUMN media jsonb NOT NULL DEFAULT '[]';
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go up only.');
  }
}
