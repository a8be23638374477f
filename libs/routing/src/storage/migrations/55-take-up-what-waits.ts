import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which conversations wait for their customers, and work that a supervisor made of one (product.md 17.2 T18). */
export class TakeUpWhatWaits1795000098000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE conversation ADD COLUMN waits_since timestamptz');
    await db.query('ALTER TABLE work_item ADD COLUMN waited_since timestamptz');
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE work_item DROP COLUMN waited_since');
    await db.query('ALTER TABLE conversation DROP COLUMN waits_since');
  }
}
