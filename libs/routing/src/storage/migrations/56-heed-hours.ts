import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whether work overflows when the hours of its queue end (product.md 10, 43 G16). What waits already came before anybody asked. */
export class HeedHours1795000098500 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE work_item ADD COLUMN heeds_hours boolean NOT NULL DEFAULT false');
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE work_item DROP COLUMN heeds_hours');
  }
}
