import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Texts to customers who did not write first. A contact is found by when it is due, by its text, and by its number when somebody answers. */
export class WriteFirst1795000000134 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE outbound_run (
        id uuid PRIMARY KEY,
        version integer NOT NULL,
        name text NOT NULL,
        configuration_id uuid NOT NULL,
        channel_id uuid NOT NULL,
        state text NOT NULL,
        priority text NOT NULL,
        begins_at timestamptz NOT NULL,
        ends_at timestamptz NOT NULL,
        attempts integer NOT NULL,
        reattempt_after_minutes integer NOT NULL,
        keep_context_days integer NOT NULL,
        created_at timestamptz NOT NULL,
        created_by text NOT NULL
      )`);
    await db.query(`CREATE INDEX outbound_runs_newest ON outbound_run (created_at, id)`);
    await db.query(`
      CREATE TABLE outbound_contact (
        id uuid PRIMARY KEY,
        run_id uuid NOT NULL,
        channel_id uuid NOT NULL,
        to_number text NOT NULL,
        name text NOT NULL,
        case_name text NOT NULL,
        opted_in boolean NOT NULL,
        locale text,
        context jsonb NOT NULL,
        state text NOT NULL,
        reason text,
        attempts integer NOT NULL,
        due_at timestamptz,
        message_id uuid,
        thread_id uuid NOT NULL,
        sent_at timestamptz,
        keep_until timestamptz,
        text text,
        answered_at timestamptz
      ) WITH (fillfactor = 80)`);
    await db.query(`CREATE INDEX outbound_contacts_of_run ON outbound_contact (run_id, id)`);
    await db.query(`CREATE UNIQUE INDEX outbound_contact_once ON outbound_contact (run_id, to_number)`);
    await db.query(
      `CREATE INDEX outbound_due ON outbound_contact (due_at) WHERE state = 'pending' AND due_at IS NOT NULL`,
    );
    await db.query(`CREATE INDEX outbound_by_message ON outbound_contact (message_id) WHERE message_id IS NOT NULL`);
    await db.query(`
      CREATE INDEX outbound_to_number ON outbound_contact (to_number, sent_at) WHERE sent_at IS NOT NULL`);
    await db.query(`CREATE TABLE outbound_request (id uuid PRIMARY KEY, at timestamptz NOT NULL)`);
    await db.query(`CREATE INDEX outbound_requests_by_time ON outbound_request (at)`);
  }
  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE outbound_request, outbound_contact, outbound_run');
  }
}
