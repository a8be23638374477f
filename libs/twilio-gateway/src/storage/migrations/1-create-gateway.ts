import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createFoundation } from '#event-bus';

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
    await runner.query(keepPartitions);
    await runner.query(`SELECT keep_partitions(current_date - 1, current_date - 1, current_date + 7)`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go up only.');
  }
}

/**
 * Opens a partition for each day from `today` to `last_day` and drops those before `oldest` (days of UTC). It runs as the owner of the
 * tables, because the service's own role may not change them. Rows that found no partition lie in `..._rest` and move when their day is
 * opened. Attaching does not hold up writers; what would have to wait longer than 5 s for a lock is left for the next time.
 */
const keepPartitions = `
  CREATE FUNCTION keep_partitions(oldest date, today date, last_day date) RETURNS void
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = gateway, pg_temp SET lock_timeout = '5s' AS $$
  DECLARE
    parent text;
    time_column text;
    day date;
    child text;
    day_begins timestamptz;
    day_ends timestamptz;
  BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('gateway.keep_partitions'));
    FOR parent, time_column IN VALUES ('raw_form', 'received_at'), ('delivery_observation', 'observed_at') LOOP
      day := today;
      WHILE day <= last_day LOOP
        child := parent || to_char(day, '"_"YYYYMMDD');
        day_begins := day::timestamp AT TIME ZONE 'UTC';
        day := day + 1;
        day_ends := day::timestamp AT TIME ZONE 'UTC';
        CONTINUE WHEN to_regclass(child) IS NOT NULL;
        EXECUTE format('CREATE TABLE %I (LIKE %I INCLUDING ALL)', child, parent);
        EXECUTE format(
          'WITH moved AS (DELETE FROM %1$I WHERE %2$I >= %3$L AND %2$I < %4$L RETURNING *) INSERT INTO %5$I SELECT * FROM moved',
          parent || '_rest', time_column, day_begins, day_ends, child);
        EXECUTE format('ALTER TABLE %I ATTACH PARTITION %I FOR VALUES FROM (%L) TO (%L)', parent, child, day_begins, day_ends);
      END LOOP;
      FOR child IN
        SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
        WHERE i.inhparent = to_regclass(parent) AND c.relname ~ '_[0-9]{8}$'
          AND c.relname < parent || to_char(oldest, '"_"YYYYMMDD')
      LOOP
        EXECUTE format('DROP TABLE %I', child);
      END LOOP;
      EXECUTE format('DELETE FROM %I WHERE %I < %L', parent || '_rest', time_column, oldest::timestamp AT TIME ZONE 'UTC');
    END LOOP;
  END $$`;
