import type { MigrationInterface, QueryRunner } from 'typeorm';

/** An agent's own views of their lists, which follow them from desk to desk (product.md 19.2). */
export class KeepListViews1795000085000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`CREATE TABLE list_views (agent_id uuid PRIMARY KEY, version int NOT NULL, views jsonb NOT NULL)`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE list_views');
  }
}
