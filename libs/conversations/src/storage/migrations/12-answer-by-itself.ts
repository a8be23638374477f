import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What is said by itself: texts that leave in a moment, and how many a conversation has had (product.md 17.5, 21, 22). */
export class AnswerByItself1795000000112 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`ALTER TABLE channel ADD COLUMN IF NOT EXISTS settings jsonb`);
    await db.query(`
      CREATE TABLE pending_text (
        position bigserial PRIMARY KEY,
        conversation_id uuid NOT NULL,
        trigger text NOT NULL,
        body text NOT NULL
      )`);
    await db.query(`CREATE INDEX pending_text_of_conversation ON pending_text (conversation_id, position)`);
    await db.query(`
      CREATE TABLE automated_count (
        conversation_id uuid PRIMARY KEY,
        texts integer NOT NULL
      )`);
    await db.query(`
      CREATE INDEX conversation_of_workstream ON conversation (workstream_id, id) WHERE status <> 'closed'`);
    await db.query(`
      CREATE TABLE survey_request (
        id uuid PRIMARY KEY,
        conversation_id uuid NOT NULL,
        token_hash text,
        survey_id uuid NOT NULL,
        survey jsonb NOT NULL,
        message text NOT NULL,
        locale text NOT NULL,
        channel_id uuid NOT NULL,
        workstream_id uuid,
        customer text NOT NULL,
        agent_id uuid,
        queue_id uuid,
        handled_by text NOT NULL,
        sent_at timestamptz NOT NULL,
        expires_at timestamptz NOT NULL,
        answered_at timestamptz,
        score integer,
        comment text
      )`);
    await db.query(`CREATE UNIQUE INDEX one_survey_of_conversation ON survey_request (conversation_id)`);
    await db.query(`CREATE UNIQUE INDEX survey_request_token ON survey_request (token_hash)`);
    await db.query(`
      CREATE INDEX survey_request_unanswered ON survey_request (channel_id, customer, sent_at) WHERE answered_at IS NULL`);
    await db.query(`CREATE INDEX survey_request_planned ON survey_request (id) WHERE token_hash IS NULL`);
    await db.query(`CREATE INDEX conversation_opened ON conversation USING brin (opened_at)`);
    await db.query(`CREATE INDEX survey_request_sent ON survey_request (sent_at, id)`);
  }
  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE survey_request');
    await db.query('DROP INDEX conversation_opened, conversation_of_workstream');
    await db.query('DROP TABLE automated_count, pending_text');
  }
}
