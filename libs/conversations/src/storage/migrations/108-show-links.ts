import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What lies behind links in texts, for a while; the links themselves are not kept here (product.md 43, G20). */
export class ShowLinks1795000111000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE link_preview (
        url_hash text PRIMARY KEY,
        page jsonb,
        good_until timestamptz NOT NULL
      )`);
    await db.query('CREATE INDEX link_preview_good_until ON link_preview (good_until)');
  }
  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE link_preview');
  }
}
