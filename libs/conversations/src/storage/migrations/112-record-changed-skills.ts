import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who changed which skills a conversation needs, and when (product.md 17.7). */
export class RecordChangedSkills1795000115000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE skill_change (
        id uuid PRIMARY KEY,
        conversation_id uuid NOT NULL,
        by_agent_id uuid NOT NULL,
        by_name text NOT NULL,
        from_skills jsonb NOT NULL,
        to_skills jsonb NOT NULL,
        changed_at timestamptz NOT NULL
      )`);
    await db.query('CREATE INDEX skill_changes_of_conversation ON skill_change (conversation_id, changed_at, id)');
  }
  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE skill_change');
  }
}
