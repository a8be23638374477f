import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Lists say who wrote the last text, and that texts of the agent did not arrive. What is closed already is as it was. */
export class KnowWhoWroteLast1795000116000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE conversation
        ADD COLUMN last_text_author jsonb,
        ADD COLUMN failed integer NOT NULL DEFAULT 0`);
    await db.query(`
      UPDATE conversation AS c
      SET last_text_author = jsonb_build_object('kind', m.author_kind, 'agentId', m.author_id, 'name', m.author_name)
      FROM message AS m
      WHERE c.status <> 'closed' AND c.last_text_direction = 'out' AND m.conversation_id = c.id
        AND m.received_at = c.last_text_at AND m.position = c.last_text_position AND m.direction = 'out'`);
  }
  async down(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE conversation DROP COLUMN last_text_author, DROP COLUMN failed');
  }
}
