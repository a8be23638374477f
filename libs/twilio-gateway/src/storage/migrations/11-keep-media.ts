import type { MigrationInterface, QueryRunner } from 'typeorm';

export class KeepMedia1795000000111 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE media (
        id uuid PRIMARY KEY,
        direction text NOT NULL,
        channel_id uuid NOT NULL,
        conversation_id uuid,
        message_id uuid,
        place integer NOT NULL,
        text_sid text,
        file_sid text,
        file_name text,
        stated_type text,
        content_type text,
        size bigint,
        hash text,
        state text NOT NULL,
        reason text,
        attempts integer NOT NULL,
        due_at timestamptz,
        version integer NOT NULL,
        uploaded_by uuid,
        created_at timestamptz NOT NULL,
        changed_at timestamptz NOT NULL
      );
      CREATE UNIQUE INDEX media_of_message ON media (message_id, place) WHERE message_id IS NOT NULL;
      CREATE INDEX media_due ON media (due_at) WHERE due_at IS NOT NULL;
      CREATE INDEX media_unattached ON media (created_at)
        WHERE direction = 'out' AND message_id IS NULL AND state = 'stored';
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go up only.');
  }
}
