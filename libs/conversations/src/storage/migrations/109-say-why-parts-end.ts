import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Why somebody who took part does not any more (product.md 17.6); null of those who left before this was kept. */
export class SayWhyPartsEnd1795000112000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE participant ADD COLUMN closure_reason text');
  }
  async down(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE participant DROP COLUMN closure_reason');
  }
}
