import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What routing knows of the work that a conversation is, for its record (product.md 17.7). */
export class RecordRoutes1795000050010 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE session ADD COLUMN work jsonb;
      CREATE TABLE overflow_move (
        id uuid PRIMARY KEY,
        conversation_id uuid NOT NULL,
        from_queue_id uuid NOT NULL,
        to_queue_id uuid NOT NULL,
        condition text NOT NULL,
        moved_at timestamptz NOT NULL
      );
      CREATE INDEX overflow_moves_of_conversation ON overflow_move (conversation_id);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE overflow_move;
      ALTER TABLE session DROP COLUMN work;
    `);
  }
}
