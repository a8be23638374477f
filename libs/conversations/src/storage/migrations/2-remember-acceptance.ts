import type { MigrationInterface, QueryRunner } from 'typeorm';

/** When the agent took a conversation: the desk shows it in the thread. */
export class RememberAcceptance1767690000000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE conversation ADD COLUMN accepted_at timestamptz');
  }
  async down(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE conversation DROP COLUMN accepted_at');
  }
}
