import type { MigrationInterface, QueryRunner } from 'typeorm';

export class KnowTheDesks1795000000131 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`ALTER TABLE agent_beat ADD desks jsonb NOT NULL DEFAULT '{}'`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go up only.');
  }
}
