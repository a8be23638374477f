import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Deliveries of parts and rounds, looked for while in doubt, each in its place of a bucket; rates of senders; accounts that cannot send. */
export class SendInPartsAndAtAPace1795000000120 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE delivery
        ADD COLUMN whole_id uuid,
        ADD COLUMN part integer NOT NULL DEFAULT 1,
        ADD COLUMN parts integer NOT NULL DEFAULT 1,
        ADD COLUMN round integer NOT NULL DEFAULT 1,
        ADD COLUMN segments integer NOT NULL DEFAULT 1,
        ADD COLUMN bucket text NOT NULL DEFAULT '',
        ADD COLUMN turn double precision NOT NULL DEFAULT 0,
        ADD COLUMN look_at timestamptz,
        ADD COLUMN looks integer NOT NULL DEFAULT 0;
      UPDATE delivery SET whole_id = message_id;
      UPDATE delivery SET look_at = now() WHERE state = 'unknown' AND provider_sid IS NULL AND submitted_at > now() - interval '1 day';
      ALTER TABLE delivery ALTER COLUMN whole_id SET NOT NULL;
      CREATE UNIQUE INDEX one_delivery_a_round ON delivery (whole_id, part, round);

      DROP INDEX delivery_queue;
      CREATE INDEX delivery_queue ON delivery (bucket, priority, turn, message_id) WHERE state = 'queued';
      CREATE INDEX delivery_too_late ON delivery (valid_until) WHERE state = 'queued';
      DROP INDEX delivery_not_handed_over;
      CREATE INDEX delivery_not_handed_over ON delivery (conversation_id, written_at, whole_id, part)
        WHERE state IN ('queued', 'submitting') OR look_at IS NOT NULL;
      CREATE INDEX delivery_in_doubt ON delivery (look_at) WHERE look_at IS NOT NULL;
      CREATE INDEX delivery_in_doubt_to ON delivery (channel_id, recipient) WHERE look_at IS NOT NULL;

      CREATE INDEX delivery_by_time ON delivery (submitted_at) WHERE submitted_at IS NOT NULL;
      CREATE INDEX delivery_in_doubt_of ON delivery (bucket) WHERE look_at IS NOT NULL;

      CREATE TABLE sender_group (
        slug text PRIMARY KEY,
        version integer NOT NULL,
        name text NOT NULL,
        segments_per_second double precision NOT NULL,
        messaging_service_sid text,
        chosen_by text NOT NULL
      );
      CREATE TABLE sender_group_member (
        sender text PRIMARY KEY,
        slug text NOT NULL
      );
      CREATE INDEX sender_group_members ON sender_group_member (slug);

      CREATE TABLE sender_bucket (
        name text PRIMARY KEY,
        tokens double precision NOT NULL,
        filled_at timestamptz NOT NULL,
        turn double precision NOT NULL,
        served_at timestamptz NOT NULL
      );
      CREATE INDEX sender_bucket_in_turn ON sender_bucket (served_at);
      UPDATE delivery SET bucket = channel.number, turn = place.n
        FROM (SELECT message_id, row_number() OVER (ORDER BY written_at, message_id) AS n FROM delivery WHERE state = 'queued') AS place, channel
        WHERE place.message_id = delivery.message_id AND channel.id = delivery.channel_id;
      INSERT INTO sender_bucket (name, tokens, filled_at, turn, served_at)
        SELECT DISTINCT bucket, 1, now(), 0, now() FROM delivery WHERE bucket <> '';

      CREATE TABLE sending_settings (
        id integer PRIMARY KEY,
        version integer NOT NULL,
        plain_characters boolean NOT NULL,
        price_per_segment numeric,
        currency text NOT NULL
      );

      CREATE TABLE account_pause (
        account_id uuid PRIMARY KEY,
        error_code text NOT NULL,
        paused_at timestamptz NOT NULL
      );
      CREATE TABLE sending_alert (
        id uuid PRIMARY KEY,
        account_id uuid NOT NULL,
        sender text NOT NULL,
        error_code text NOT NULL,
        count integer NOT NULL,
        first_at timestamptz NOT NULL,
        last_at timestamptz NOT NULL,
        closed_at timestamptz,
        closed_by text
      );
      CREATE UNIQUE INDEX one_open_alert ON sending_alert (account_id, sender, error_code) WHERE closed_at IS NULL;
      CREATE INDEX sending_alert_in_order ON sending_alert (last_at, id);

      CREATE TABLE recipient_mark (
        recipient text PRIMARY KEY,
        mark text NOT NULL,
        error_code text NOT NULL,
        marked_at timestamptz NOT NULL
      );
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go up only.');
  }
}
