import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a bot passed on when it handed over: why, and the variables it found out (product.md 25). */
export class HandOverWithReason1795000041000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE conversation_context ADD COLUMN hand_off jsonb`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE conversation_context DROP COLUMN hand_off`);
  }
}
