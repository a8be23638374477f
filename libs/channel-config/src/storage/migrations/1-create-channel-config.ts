import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createInbox, createOutbox, createTimer } from '#event-bus';

export class CreateChannelConfig1795000000001 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(createOutbox);
    await db.query(createInbox);
    await db.query(createTimer);
    await db.query(`
      CREATE TABLE messaging_account (
        id uuid PRIMARY KEY,
        version int NOT NULL,
        slug text NOT NULL,
        name text NOT NULL,
        provider text NOT NULL,
        account_sid text NOT NULL,
        key text NOT NULL,
        sealed_auth_token text NOT NULL,
        token_rotated_at timestamptz NOT NULL,
        created_at timestamptz NOT NULL,
        changed_at timestamptz NOT NULL
      );
      CREATE UNIQUE INDEX one_account_a_slug ON messaging_account (slug);
      CREATE UNIQUE INDEX one_account_a_key ON messaging_account (key);
      CREATE INDEX accounts_by_name ON messaging_account (name, id);

      CREATE TABLE support_number (
        id uuid PRIMARY KEY,
        account_id uuid NOT NULL CONSTRAINT number_of_account REFERENCES messaging_account (id),
        address text NOT NULL,
        type text NOT NULL,
        description text NOT NULL,
        place int NOT NULL
      );
      CREATE UNIQUE INDEX one_account_a_number ON support_number (address);
      CREATE INDEX numbers_of_account ON support_number (account_id, place);

      CREATE TABLE workstream (
        id uuid PRIMARY KEY,
        version int NOT NULL,
        slug text NOT NULL,
        name text NOT NULL,
        mode text NOT NULL,
        fallback_queue_id uuid NOT NULL,
        created_at timestamptz NOT NULL,
        changed_at timestamptz NOT NULL
      );
      CREATE UNIQUE INDEX one_workstream_a_slug ON workstream (slug);
      CREATE INDEX workstreams_by_name ON workstream (name, id);

      CREATE TABLE channel (
        id uuid PRIMARY KEY,
        version int NOT NULL,
        slug text NOT NULL,
        name text NOT NULL,
        workstream_id uuid NOT NULL CONSTRAINT channel_of_workstream REFERENCES workstream (id),
        number_id uuid NOT NULL CONSTRAINT channel_of_number REFERENCES support_number (id),
        language text NOT NULL,
        created_at timestamptz NOT NULL,
        changed_at timestamptz NOT NULL
      );
      CREATE UNIQUE INDEX one_channel_a_slug ON channel (slug);
      CREATE UNIQUE INDEX one_channel_a_number ON channel (number_id);
      CREATE INDEX channels_by_name ON channel (name, id);
      CREATE INDEX channels_of_workstream ON channel (workstream_id)`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE channel, workstream, support_number, messaging_account, timer, inbox, outbox');
  }
}
