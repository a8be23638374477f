import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How far bots have read, the cards of smart assists, and what texts say in other languages. */
export class TalkWithAssistants1795000000133 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`ALTER TABLE channel ADD COLUMN IF NOT EXISTS settings jsonb`);
    await db.query(`
      CREATE TABLE bot_session (
        conversation_id uuid PRIMARY KEY,
        bot_id uuid NOT NULL,
        read_at timestamptz,
        read_position bigint NOT NULL,
        choices text[] NOT NULL,
        replies integer NOT NULL
      )`);
    await db.query(`
      CREATE TABLE assist_card (
        id uuid PRIMARY KEY,
        conversation_id uuid NOT NULL,
        assist_id uuid NOT NULL,
        version integer NOT NULL,
        type text NOT NULL,
        title text NOT NULL,
        body text NOT NULL,
        actions jsonb NOT NULL,
        state text NOT NULL,
        created_at timestamptz NOT NULL
      )`);
    await db.query(`CREATE INDEX assist_cards_of_conversation ON assist_card (conversation_id, id)`);
    await db.query(`
      CREATE TABLE message_translation (
        message_id uuid PRIMARY KEY,
        conversation_id uuid NOT NULL,
        language text NOT NULL,
        text text NOT NULL,
        detected text
      )`);
    await db.query(`CREATE INDEX translations_of_conversation ON message_translation (conversation_id)`);
  }
  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE message_translation, assist_card, bot_session');
  }
}
