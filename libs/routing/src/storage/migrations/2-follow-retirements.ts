import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createRetirement } from '#copies';

export class FollowRetirements1795000000003 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(createRetirement);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE retirement');
  }
}
