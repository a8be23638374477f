import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which accounts carried a channel's texts before its number moved. */
export class MoveNumbers1795000130000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`ALTER TABLE channel ADD COLUMN formerly jsonb NOT NULL DEFAULT '[]'`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`ALTER TABLE channel DROP COLUMN formerly`);
  }
}
