import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who handled a conversation and took part in it, what they noted and said to each other, and what colleagues are asked (product.md 17.6, 18). */
export class FollowHandling1795000000110 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE conversation
        ADD COLUMN companions jsonb NOT NULL DEFAULT '[]',
        ADD COLUMN wrap_up_ends_at timestamptz`);
    await db.query(
      `UPDATE conversation SET wrap_up_ends_at = status_since + interval '1 day' WHERE status = 'wrap-up'`,
    );
    await db.query(`
      CREATE TABLE session (
        id uuid PRIMARY KEY,
        conversation_id uuid NOT NULL,
        channel_id uuid NOT NULL,
        workstream_id uuid,
        agent_id uuid NOT NULL,
        queue_id uuid,
        created_at timestamptz NOT NULL,
        accepted_at timestamptz,
        ended_at timestamptz,
        closed_at timestamptz,
        closure_reason text
      ) WITH (fillfactor = 80)`);
    await db.query(`CREATE UNIQUE INDEX one_open_session ON session (conversation_id) WHERE closed_at IS NULL`);
    await db.query(`CREATE INDEX session_of_conversation ON session (conversation_id, created_at, id)`);
    await db.query(`CREATE INDEX session_created ON session (created_at)`);
    await db.query(`
      INSERT INTO session (id, conversation_id, channel_id, workstream_id, agent_id, created_at, accepted_at, ended_at)
      SELECT gen_random_uuid(), id, channel_id, workstream_id, agent_id, coalesce(accepted_at, status_since), accepted_at,
             CASE WHEN status = 'wrap-up' THEN status_since END
      FROM conversation WHERE status IN ('active', 'wrap-up') AND agent_id IS NOT NULL`);
    await db.query(`
      CREATE TABLE participant (
        conversation_id uuid NOT NULL,
        agent_id uuid NOT NULL,
        mode text NOT NULL,
        joined_at timestamptz NOT NULL,
        name text NOT NULL,
        spoke boolean NOT NULL,
        left_at timestamptz,
        PRIMARY KEY (conversation_id, agent_id, mode, joined_at)
      )`);
    await db.query(`CREATE INDEX participant_present ON participant (agent_id, conversation_id) WHERE left_at IS NULL`);
    await db.query(`
      CREATE TABLE note (
        id uuid PRIMARY KEY,
        conversation_id uuid NOT NULL,
        author_id uuid NOT NULL,
        author_name text NOT NULL,
        body text NOT NULL,
        at timestamptz NOT NULL
      )`);
    await db.query(`CREATE INDEX note_of_conversation ON note (conversation_id, at, id)`);
    await db.query(`
      CREATE TABLE private_message (
        id uuid PRIMARY KEY,
        conversation_id uuid NOT NULL,
        author_id uuid NOT NULL,
        author_name text NOT NULL,
        body text NOT NULL,
        at timestamptz NOT NULL
      )`);
    await db.query(`CREATE INDEX private_message_of_conversation ON private_message (conversation_id, at, id)`);
    await db.query(`
      CREATE TABLE colleague_offer (
        offer_id uuid PRIMARY KEY,
        conversation_id uuid NOT NULL,
        slot text NOT NULL,
        agent_id uuid NOT NULL,
        by_agent_id uuid,
        queue_id uuid NOT NULL,
        made_at timestamptz NOT NULL
      )`);
    await db.query(`CREATE TABLE agent (id uuid PRIMARY KEY, version integer NOT NULL, name text NOT NULL,
      first_name text, last_name text, nickname text, locale text)`);
    await db.query(`
      CREATE TABLE life_settings (
        workstream_id uuid PRIMARY KEY,
        version integer NOT NULL,
        settings jsonb NOT NULL,
        changed_at timestamptz NOT NULL
      )`);
    await db.query(`CREATE TABLE queue (id uuid PRIMARY KEY, version integer NOT NULL, slug text NOT NULL, name text NOT NULL,
      state text NOT NULL, operating_hours_id uuid)`);
  }
  async down(db: QueryRunner): Promise<void> {
    await db.query(
      'DROP TABLE queue, life_settings, agent, colleague_offer, private_message, note, participant, session',
    );
    await db.query('ALTER TABLE conversation DROP COLUMN wrap_up_ends_at, DROP COLUMN companions');
  }
}
