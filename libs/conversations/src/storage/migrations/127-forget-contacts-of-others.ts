import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who is to be forgotten may be a contact of a directory of one's own, which calls them as it likes. */
export class ForgetContactsOfOthers1795000142700 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE erasure ALTER COLUMN contact_id TYPE text');
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE erasure ALTER COLUMN contact_id TYPE uuid USING contact_id::uuid');
  }
}
