import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Agents can have working hours of their own, which rules ask. */
export class KnowWorkingHours1795000121000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`ALTER TABLE agent ADD COLUMN operating_hours_id uuid`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`ALTER TABLE agent DROP COLUMN operating_hours_id`);
  }
}
