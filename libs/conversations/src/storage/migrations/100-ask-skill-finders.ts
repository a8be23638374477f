import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whom the rules of a workstream ask what skills its work needs, and what they said of a conversation. */
export class AskSkillFinders1795000122000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE skill_asking (
        workstream_id uuid PRIMARY KEY,
        version int NOT NULL,
        skill_finder_ids uuid[] NOT NULL
      );
      ALTER TABLE conversation_context ADD COLUMN found_skills jsonb`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`ALTER TABLE conversation_context DROP COLUMN found_skills; DROP TABLE skill_asking`);
  }
}
