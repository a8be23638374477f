import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which texts went to the customer with links instead of their files. */
export class ShowLinksInstead1795000085000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE message ADD COLUMN delivery_as_links boolean NOT NULL DEFAULT false');
  }
  async down(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE message DROP COLUMN delivery_as_links');
  }
}
