import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createFoundation, keepPartitionsOf } from '#event-bus';

export class CreateGateway1795000000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(createFoundation);
    await runner.query(`
      CREATE TABLE account (
        id uuid PRIMARY KEY,
        version integer NOT NULL,
        key text NOT NULL,
        account_sid text NOT NULL,
        sealed_auth_token text NOT NULL
      );
      CREATE UNIQUE INDEX one_account_a_key ON account (key);

      CREATE TABLE channel (
        id uuid PRIMARY KEY,
        version integer NOT NULL,
        account_id uuid NOT NULL,
        number text NOT NULL
      );

      CREATE SEQUENCE incoming_position;
      CREATE TABLE incoming_message (
        sid text PRIMARY KEY,
        message_id uuid NOT NULL,
        channel_id uuid NOT NULL,
        received_at timestamptz NOT NULL,
        position bigint NOT NULL
      );

      CREATE TABLE raw_form (
        message_id uuid NOT NULL,
        received_at timestamptz NOT NULL,
        form bytea NOT NULL,
        PRIMARY KEY (message_id, received_at)
      ) PARTITION BY RANGE (received_at);
      CREATE TABLE raw_form_rest PARTITION OF raw_form DEFAULT;

      CREATE TABLE delivery (
        message_id uuid PRIMARY KEY,
        conversation_id uuid NOT NULL,
        channel_id uuid NOT NULL,
        recipient text NOT NULL,
        body text NOT NULL,
        priority integer NOT NULL,
        written_at timestamptz NOT NULL,
        valid_until timestamptz NOT NULL,
        state text NOT NULL,
        version integer NOT NULL,
        provider_sid text,
        error_code text,
        reason text,
        attempts integer NOT NULL,
        due_at timestamptz NOT NULL,
        submitted_at timestamptz,
        changed_at timestamptz NOT NULL
      );
      CREATE INDEX delivery_queue ON delivery (priority, written_at, message_id) WHERE state = 'queued';
      CREATE INDEX delivery_not_handed_over ON delivery (conversation_id, written_at, message_id)
        WHERE state IN ('queued', 'submitting');
      CREATE INDEX delivery_being_submitted ON delivery (submitted_at) WHERE state = 'submitting';

      CREATE TABLE delivery_observation (
        id uuid NOT NULL,
        observed_at timestamptz NOT NULL,
        message_id uuid NOT NULL,
        source text NOT NULL,
        word text NOT NULL,
        provider_sid text,
        error_code text,
        effect text NOT NULL,
        PRIMARY KEY (id, observed_at)
      ) PARTITION BY RANGE (observed_at);
      CREATE TABLE delivery_observation_rest PARTITION OF delivery_observation DEFAULT;
    `);
    await runner.query(
      keepPartitionsOf('gateway', [
        ['raw_form', 'received_at'],
        ['delivery_observation', 'observed_at'],
      ]),
    );
    await runner.query(`SELECT keep_partitions(current_date - 1, current_date - 1, current_date + 7)`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go up only.');
  }
}
