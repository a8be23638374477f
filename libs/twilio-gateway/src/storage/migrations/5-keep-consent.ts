import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The ledger of consent and the numbers that are blocked (product.md 30, 31). What was written into a ledger stays as it is: the database sees to it. */
export class KeepConsent1795000000005 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE FUNCTION ledgers_only_grow() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        RAISE EXCEPTION '% is a ledger: entries are added, never changed or deleted', TG_TABLE_NAME;
      END $$;

      CREATE TABLE consent_entry (
        id uuid PRIMARY KEY,
        position bigint NOT NULL,
        sender text NOT NULL,
        customer text NOT NULL,
        status text NOT NULL,
        source text NOT NULL,
        at timestamptz NOT NULL,
        actor_id uuid,
        actor_name text,
        message_id uuid,
        word text,
        comment text NOT NULL
      );
      CREATE UNIQUE INDEX consent_entry_in_order ON consent_entry (position);
      CREATE INDEX consent_entry_of_pair ON consent_entry (sender, customer, at, position);
      CREATE INDEX consent_entry_of_sender ON consent_entry (sender, position);
      CREATE INDEX consent_entry_of_customer ON consent_entry (customer, position);
      CREATE TRIGGER consent_entry_only_grows BEFORE UPDATE OR DELETE ON consent_entry
        FOR EACH STATEMENT EXECUTE FUNCTION ledgers_only_grow();

      CREATE INDEX channel_by_number ON channel (number);
      CREATE TABLE sender_pool (number text PRIMARY KEY, pool text);
      CREATE INDEX sender_pool_members ON sender_pool (pool);

      CREATE TABLE blocked_number (
        number text PRIMARY KEY,
        state text NOT NULL,
        reports integer NOT NULL,
        comment text NOT NULL,
        changed_by_id uuid,
        changed_by_name text,
        changed_at timestamptz NOT NULL
      );
      CREATE INDEX blocked_number_by_state ON blocked_number (state, changed_at, number);
      CREATE TABLE blocking_entry (
        id uuid PRIMARY KEY,
        number text NOT NULL,
        kind text NOT NULL,
        comment text NOT NULL,
        actor_id uuid,
        actor_name text,
        at timestamptz NOT NULL
      );
      CREATE INDEX blocking_entry_of_number ON blocking_entry (number, at, id);
      CREATE TRIGGER blocking_entry_only_grows BEFORE UPDATE OR DELETE ON blocking_entry
        FOR EACH STATEMENT EXECUTE FUNCTION ledgers_only_grow();
      CREATE TABLE blocking_settings (
        id integer PRIMARY KEY,
        version integer NOT NULL,
        auto_block boolean NOT NULL,
        reports_to_block integer NOT NULL
      );

      ALTER TABLE incoming_message ADD COLUMN blocked_from text;
      CREATE INDEX incoming_message_blocked ON incoming_message (blocked_from, position) WHERE blocked_from IS NOT NULL;
      ALTER TABLE delivery ADD COLUMN answers_keyword boolean NOT NULL DEFAULT false;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go up only.');
  }
}
