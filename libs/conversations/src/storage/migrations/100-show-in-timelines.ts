import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What we wrote first is part of a customer's timeline where its configuration says so (product.md 29.1); what was sent so far is. */
export class ShowInTimelines1795000082020 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE outbound_contact ADD COLUMN in_timeline boolean NOT NULL DEFAULT true');
  }
  async down(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE outbound_contact DROP COLUMN in_timeline');
  }
}
