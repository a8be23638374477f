import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Files that were refused to an account are found when it has other credentials. */
export class FindRefusedFiles1795000098020 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE INDEX media_refused ON media (channel_id, created_at)
       WHERE state IN ('late', 'unavailable') AND reason = 'provider-refused'`,
    );
  }

  async down(): Promise<void> {
    throw new Error('Migrations go up only.');
  }
}
