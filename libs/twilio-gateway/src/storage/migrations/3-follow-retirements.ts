import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createRetirement } from '#copies';

export class FollowRetirements1795000000003 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(createRetirement);
    await runner.query(`ALTER TABLE channel ADD COLUMN state text NOT NULL DEFAULT 'active'`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go up only.');
  }
}
