import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What classification said of a conversation's work, for the queues that order by it. */
export class KeepClassified1795000099500 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE conversation ADD COLUMN classified jsonb');
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE conversation DROP COLUMN classified');
  }
}
