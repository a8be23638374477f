import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What masking hides of texts, sealed, and who read it. */
export class HideWords1795000020161 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`ALTER TABLE message ADD COLUMN masked boolean NOT NULL DEFAULT false`);
    await db.query(`CREATE TABLE hidden_text (message_id uuid PRIMARY KEY, sealed text NOT NULL)`);
    await db.query(`
      CREATE TABLE reveal (
        id uuid PRIMARY KEY,
        message_id uuid NOT NULL,
        conversation_id uuid NOT NULL,
        agent_id uuid NOT NULL,
        agent_name text NOT NULL,
        reason text NOT NULL,
        at timestamptz NOT NULL
      )`);
    await db.query(`CREATE INDEX reveal_of_conversation ON reveal (conversation_id, id)`);
  }
  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE reveal, hidden_text');
    await db.query('ALTER TABLE message DROP COLUMN masked');
  }
}
