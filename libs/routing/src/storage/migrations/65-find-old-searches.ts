import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What queues were asked for advice is found by when, to be forgotten like the work that it was about. */
export class FindOldSearches1795000126000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query('CREATE INDEX searches_by_time ON consult_search (began_at)');
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP INDEX searches_by_time');
  }
}
