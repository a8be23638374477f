import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which rules name which context variables, as routing says it: one that rules name stays. */
export class KnowWhoNamesVariables1795000125000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE rules_copy ADD COLUMN variables text[] NOT NULL DEFAULT '{}';
      CREATE INDEX rules_by_variable ON rules_copy USING gin (variables)`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`ALTER TABLE rules_copy DROP COLUMN variables`);
  }
}
