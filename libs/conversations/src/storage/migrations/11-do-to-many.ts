import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What supervisors do to many conversations at once, and what became of each (product.md 18.4). */
export class DoToMany1795000000111 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE bulk_job (
        id uuid PRIMARY KEY,
        action text NOT NULL,
        by_id uuid NOT NULL,
        by_name text NOT NULL,
        total integer NOT NULL,
        created_at timestamptz NOT NULL,
        done_at timestamptz
      )`);
    await db.query(`CREATE INDEX bulk_job_created ON bulk_job (created_at, id)`);
    await db.query(`
      CREATE TABLE bulk_item (
        job_id uuid NOT NULL,
        conversation_id uuid NOT NULL,
        result text NOT NULL,
        code text,
        PRIMARY KEY (job_id, conversation_id)
      )`);
    await db.query(`CREATE INDEX bulk_item_pending ON bulk_item (job_id, conversation_id) WHERE result = 'pending'`);
  }
  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE bulk_item, bulk_job');
  }
}
