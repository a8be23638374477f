import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How often work may be declined is said for the whole organisation; of a workstream where it is another number there (product.md 11.5). */
export class DeclineEverywhere1795000099000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE distribution ALTER COLUMN declines_allowed DROP NOT NULL');
    // what nobody has set differs from no other workstream
    await db.query('UPDATE distribution SET declines_allowed = NULL WHERE declines_allowed = 3');
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('UPDATE distribution SET declines_allowed = 3 WHERE declines_allowed IS NULL');
    await db.query('ALTER TABLE distribution ALTER COLUMN declines_allowed SET NOT NULL');
  }
}
