import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whom a text names that waits to leave: whose joining was told is known by it. */
export class KnowWhoseJoiningIsTold1795000114000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE pending_text ADD COLUMN agent_id uuid');
  }
  async down(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE pending_text DROP COLUMN agent_id');
  }
}
