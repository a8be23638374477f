import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createFoundation } from '#event-bus';

/** Rows of `conversation` change with every text: room is left on the page, so that the indexes need not be touched. */
export class CreateConversations1767603600000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(createFoundation);
    await db.query(`
      CREATE TABLE conversation (
        id uuid PRIMARY KEY,
        version integer NOT NULL,
        channel_id uuid NOT NULL,
        workstream_id uuid,
        customer text NOT NULL,
        status text NOT NULL,
        status_reason text NOT NULL,
        status_since timestamptz NOT NULL,
        agent_id uuid,
        accepted boolean NOT NULL,
        previous_agent_id uuid,
        routing_version integer NOT NULL,
        unread integer NOT NULL,
        waiting_since timestamptz,
        last_text text NOT NULL,
        last_text_direction text NOT NULL,
        last_text_at timestamptz NOT NULL,
        last_text_position bigint NOT NULL,
        last_customer_text_at timestamptz NOT NULL,
        last_activity_at timestamptz NOT NULL,
        opened_at timestamptz NOT NULL,
        closed_at timestamptz,
        previous_conversation_id uuid
      ) WITH (fillfactor = 80)`);
    await db.query(`
      CREATE UNIQUE INDEX one_ongoing_conversation ON conversation (channel_id, customer)
        WHERE status IN ('open', 'active', 'waiting')`);
    await db.query(`CREATE INDEX conversation_latest ON conversation (channel_id, customer, id)`);
    await db.query(`
      CREATE INDEX conversation_of_agent ON conversation (agent_id, opened_at, id) WHERE status <> 'closed'`);
    await db.query(`
      CREATE INDEX conversation_closed_of_agent ON conversation (agent_id, closed_at, id) WHERE status = 'closed'`);
    await db.query(`CREATE INDEX conversation_not_closed ON conversation (opened_at, id) WHERE status <> 'closed'`);
    await db.query(`
      CREATE INDEX conversation_without_workstream ON conversation (channel_id) WHERE workstream_id IS NULL`);
    await db.query(`
      CREATE TABLE message (
        id uuid PRIMARY KEY,
        conversation_id uuid NOT NULL,
        direction text NOT NULL,
        body text NOT NULL,
        author_kind text NOT NULL,
        author_id uuid,
        author_name text,
        received_at timestamptz NOT NULL,
        position bigint NOT NULL,
        segments integer NOT NULL,
        media_ids uuid[] NOT NULL,
        delivery_state text,
        delivery_reason text,
        delivery_error text,
        delivery_changed_at timestamptz,
        delivery_version integer NOT NULL
      )`);
    await db.query(`CREATE INDEX message_thread ON message (conversation_id, received_at, position, id)`);
    await db.query(`
      CREATE TABLE channel (
        id uuid PRIMARY KEY,
        version integer NOT NULL,
        slug text NOT NULL,
        name text NOT NULL,
        workstream_id uuid NOT NULL,
        account_id uuid NOT NULL,
        provider text NOT NULL,
        number text NOT NULL,
        language text NOT NULL
      )`);
    await db.query(`
      CREATE TABLE workstream (
        id uuid PRIMARY KEY,
        version integer NOT NULL,
        slug text NOT NULL,
        name text NOT NULL,
        mode text NOT NULL,
        direction text NOT NULL,
        fallback_queue_id uuid NOT NULL
      )`);
  }
  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE workstream, channel, message, conversation, timer, inbox, set_aside, outbox');
  }
}
