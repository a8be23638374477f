import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a colleague answered may be heard of before what they were asked. */
export class RememberEarlyAnswers1795000131500 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE colleague_offer ADD COLUMN answered boolean NOT NULL DEFAULT false');
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DELETE FROM colleague_offer WHERE answered');
    await db.query('ALTER TABLE colleague_offer DROP COLUMN answered');
  }
}
