import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Agents find the cases that their conversations are about (product.md 19.2): by when these began, and by whose they are. */
export class FindCases1795000113000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE conversation ADD COLUMN case_id text');
    await db.query(`
      UPDATE conversation SET case_id = known.case_record->>'id'
      FROM conversation_context AS known
      WHERE known.conversation_id = conversation.id AND known.case_record IS NOT NULL`);
    await db.query(`
      CREATE INDEX conversation_about_cases ON conversation (agent_id, opened_at, id) WHERE case_id IS NOT NULL`);
    await db.query(`
      CREATE INDEX conversation_about_cases_of ON conversation (agent_id, customer, opened_at, id)
      WHERE case_id IS NOT NULL`);
    await db.query(`
      CREATE INDEX conversation_about_case ON conversation (agent_id, case_id, opened_at, id) WHERE case_id IS NOT NULL`);
  }
  async down(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE conversation DROP COLUMN case_id');
  }
}
