import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CustomAssignment1795000023400 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE queue_rules (
        queue_id uuid PRIMARY KEY,
        version int NOT NULL,
        body jsonb NOT NULL,
        changed_at timestamptz NOT NULL
      );
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go up only.');
  }
}
