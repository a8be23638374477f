import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which rules ask which skill finders, as routing says it: one that rules name stays. */
export class KnowWhoAsksModels1795000122000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE rules_copy ADD COLUMN skill_finder_ids uuid[] NOT NULL DEFAULT '{}';
      CREATE INDEX rules_by_skill_finder ON rules_copy USING gin (skill_finder_ids)`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`ALTER TABLE rules_copy DROP COLUMN skill_finder_ids`);
  }
}
