import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Texts are found by the beginnings of their words. A frequent word is found by walking back through the ids, which rise with time; a rare one
 * by the index: the planner knows which it is.
 */
export class SearchAndForget1795000000135 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`CREATE INDEX message_words ON message USING gin (to_tsvector('pg_catalog.simple', body))`);
    await db.query(`CREATE INDEX conversation_closed ON conversation (closed_at, id) WHERE status = 'closed'`);
    await db.query(`CREATE INDEX conversation_of_customer ON conversation (customer)`);
    await db.query(`
      CREATE TABLE erasure (
        id uuid PRIMARY KEY,
        contact_id uuid,
        addresses text[] NOT NULL,
        requested_at timestamptz NOT NULL,
        requested_by text NOT NULL,
        blanked integer NOT NULL,
        conversations_at timestamptz,
        gateway_at timestamptz,
        routing_at timestamptz
      )`);
  }
  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE erasure');
    await db.query('DROP INDEX conversation_of_customer, conversation_closed, message_words');
  }
}
