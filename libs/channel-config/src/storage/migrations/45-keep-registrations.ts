import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whether the carriers know who sends from a number; of those from before nobody has said. */
export class KeepRegistrations1795000123000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE support_number ADD COLUMN registration text NOT NULL DEFAULT 'unknown';
      ALTER TABLE support_number ALTER COLUMN registration DROP DEFAULT`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`ALTER TABLE support_number DROP COLUMN registration`);
  }
}
