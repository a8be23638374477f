import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Bots have sessions, too (product.md 17.6): one that has a conversation now has it since that was opened. */
export class KeepWhatBotsHad1795000082010 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE session ALTER COLUMN agent_id DROP NOT NULL, ADD COLUMN bot_id uuid');
    await db.query(`
      INSERT INTO session (id, conversation_id, channel_id, workstream_id, bot_id, created_at, accepted_at)
      SELECT gen_random_uuid(), c.id, c.channel_id, c.workstream_id, context.bot_id, c.opened_at, c.opened_at
      FROM conversation_context AS context JOIN conversation AS c ON c.id = context.conversation_id
      WHERE context.bot_state = 'with-bot' AND context.bot_id IS NOT NULL AND c.status = 'open'
      ON CONFLICT DO NOTHING`);
  }
  async down(db: QueryRunner): Promise<void> {
    await db.query('DELETE FROM session WHERE agent_id IS NULL');
    await db.query('ALTER TABLE session DROP COLUMN bot_id, ALTER COLUMN agent_id SET NOT NULL');
  }
}
