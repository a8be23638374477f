import type { MigrationInterface, QueryRunner } from 'typeorm';

export class ReportAgents1795000040520 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    // offers lie in the order in which they were made
    await db.query(
      `CREATE INDEX offers_by_time ON offer USING brin (offered_at) WITH (pages_per_range = 16, autosummarize = on)`,
    );
  }

  async down(): Promise<void> {
    throw new Error('Migrations go up only.');
  }
}
