import type { MigrationInterface, QueryRunner } from 'typeorm';

/** By which version a conversation last came to need somebody: what routing says of who had it before is late. */
export class NumberEpisodes1795000130000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE conversation ADD COLUMN episode int NOT NULL DEFAULT 0');
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE conversation DROP COLUMN episode');
  }
}
