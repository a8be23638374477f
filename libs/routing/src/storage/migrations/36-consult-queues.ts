import type { MigrationInterface, QueryRunner } from 'typeorm';

export class ConsultQueues1795000040010 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE consult_search (
        id uuid PRIMARY KEY,
        work_item_id uuid NOT NULL,
        queue_id uuid NOT NULL,
        by_agent_id uuid NOT NULL,
        note text,
        passes jsonb NOT NULL DEFAULT '{}',
        began_at timestamptz NOT NULL,
        ends_at timestamptz NOT NULL,
        ended_at timestamptz
      );
      CREATE UNIQUE INDEX one_search_a_queue ON consult_search (work_item_id, queue_id) WHERE ended_at IS NULL;
      CREATE INDEX searches_with_note ON consult_search (work_item_id) WHERE note IS NOT NULL;
      -- the search for which somebody of a queue is asked
      ALTER TABLE offer ADD search_id uuid`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go up only.');
  }
}
