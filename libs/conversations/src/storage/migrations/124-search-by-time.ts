import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Texts are searched from the newest back, within times, and in what was somebody's before it was closed. */
export class SearchByTime1795000132000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query('CREATE INDEX message_received ON message (received_at, id)');
    await db.query(`CREATE INDEX conversation_before_closing ON conversation (previous_agent_id)
      WHERE status = 'closed' AND previous_agent_id IS NOT NULL`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP INDEX conversation_before_closing, message_received');
  }
}
