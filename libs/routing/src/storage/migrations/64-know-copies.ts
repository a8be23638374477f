import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whose copy a queue is, so that the same copy asked for again is told from another one. */
export class KnowCopies1795000125000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE queue ADD COLUMN copied_from uuid');
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE queue DROP COLUMN copied_from');
  }
}
