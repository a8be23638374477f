import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Of which customers' texts parts never came. */
export class ShowIncompleteTexts1795000092000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE message ADD COLUMN incomplete boolean NOT NULL DEFAULT false');
  }
  async down(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE message DROP COLUMN incomplete');
  }
}
