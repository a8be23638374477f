import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How far each workstream's closed conversations are forgotten. */
export class KeepNoLonger1795000020164 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE retention_mark (
        workstream_id uuid PRIMARY KEY,
        closed_at timestamptz NOT NULL,
        conversation_id uuid NOT NULL
      )`);
  }
  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE retention_mark');
  }
}
