import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Until when wrap-up takes its agent's capacity, so that limits that change do not close it before. */
export class HoldWrapUp1795000127000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE conversation ADD COLUMN wrap_up_blocked_until timestamptz');
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE conversation DROP COLUMN wrap_up_blocked_until');
  }
}
