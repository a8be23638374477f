import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which texts the translator did not help with. */
export class TellFailedTranslations1795000098000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE message_translation ADD COLUMN failed boolean NOT NULL DEFAULT false');
  }
  async down(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE message_translation DROP COLUMN failed');
  }
}
