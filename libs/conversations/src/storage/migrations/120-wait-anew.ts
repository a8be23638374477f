import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Since when customers wait for a first agent whose conversation was closed before one took it and came back: while it was closed nobody waited. */
export class WaitAnew1795000129000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE conversation ADD COLUMN first_wait_since timestamptz');
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE conversation DROP COLUMN first_wait_since');
  }
}
