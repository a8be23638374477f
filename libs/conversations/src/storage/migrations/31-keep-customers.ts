import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Customers: contacts, accounts and cases in one table, because they are kept, found and imported alike. People look for them by the
 * beginnings of words, which the column `words` is for; texts find them by their numbers.
 */
export class KeepCustomers1795000000131 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE directory_record (
        id uuid PRIMARY KEY,
        kind text NOT NULL,
        version integer NOT NULL,
        name text NOT NULL,
        active boolean NOT NULL,
        contact_id uuid,
        account_id uuid,
        email text,
        data jsonb NOT NULL,
        created_at timestamptz NOT NULL,
        changed_at timestamptz NOT NULL
      )`);
    await db.query(`CREATE INDEX directory_by_name ON directory_record (kind, name, id)`);
    await db.query(`
      CREATE INDEX directory_cases_of_contact ON directory_record (contact_id) WHERE contact_id IS NOT NULL`);
    await db.query(`CREATE INDEX directory_of_account ON directory_record (account_id) WHERE account_id IS NOT NULL`);
    await db.query(`CREATE INDEX directory_by_email ON directory_record (email) WHERE email IS NOT NULL`);
    await db.query(`
      CREATE FUNCTION directory_words(name text, data jsonb) RETURNS tsvector LANGUAGE sql IMMUTABLE PARALLEL SAFE
      RETURN to_tsvector('pg_catalog.simple', concat_ws(' ', name, data->>'firstName', data->>'lastName', data->>'nickname',
        data->>'company', data->>'email', data->>'number', data->>'title'))`);
    await db.query(`CREATE INDEX directory_words ON directory_record USING gin (directory_words(name, data))`);
    await db.query(`
      CREATE TABLE directory_number (
        record_id uuid NOT NULL,
        of_column text NOT NULL,
        kind text NOT NULL,
        number text NOT NULL,
        PRIMARY KEY (record_id, of_column)
      )`);
    await db.query(`CREATE INDEX directory_by_number ON directory_number (number text_pattern_ops)`);
    await db.query(`
      CREATE TABLE identification_rule (
        workstream_id uuid PRIMARY KEY,
        contact_numbers text[] NOT NULL,
        account_numbers text[] NOT NULL,
        variables boolean NOT NULL,
        changed_at timestamptz NOT NULL
      )`);
    await db.query(`
      CREATE TABLE directory_source (
        id integer PRIMARY KEY,
        source text NOT NULL,
        address text,
        timeout_seconds integer NOT NULL,
        cache_seconds integer NOT NULL,
        changed_at timestamptz NOT NULL
      )`);
    await db.query(`
      CREATE TABLE directory_answer (
        number text PRIMARY KEY,
        found jsonb NOT NULL,
        until timestamptz NOT NULL
      )`);
    await db.query(`CREATE INDEX directory_answer_until ON directory_answer (until)`);
    await db.query(`
      CREATE TABLE conversation_context (
        conversation_id uuid PRIMARY KEY,
        customer text NOT NULL,
        contact jsonb,
        account jsonb,
        case_record jsonb,
        candidates jsonb NOT NULL,
        linked_by text,
        preferred_agent_ids uuid[] NOT NULL,
        variables jsonb NOT NULL,
        language text NOT NULL,
        started_by text NOT NULL,
        ready_held boolean NOT NULL,
        bot_id uuid,
        bot_state text,
        bot_summary text,
        sentiment text,
        outbound jsonb,
        changed_at timestamptz NOT NULL
      ) WITH (fillfactor = 85)`);
    await db.query(`CREATE INDEX context_of_customer ON conversation_context (customer, conversation_id)`);
    await db.query(`
      CREATE INDEX context_of_contact ON conversation_context ((contact->>'id'), conversation_id) WHERE contact IS NOT NULL`);
  }
  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DROP TABLE conversation_context, directory_answer, directory_source, identification_rule, directory_number,
        directory_record`);
    await db.query('DROP FUNCTION directory_words(text, jsonb)');
  }
}
