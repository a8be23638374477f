import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Accounts may be at other providers than Twilio; a channel says who carries its texts. */
export class KnowProviders1795000030030 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE channel ADD provider text NOT NULL DEFAULT 'twilio';
      ALTER TABLE channel ALTER provider DROP DEFAULT`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`ALTER TABLE channel DROP provider`);
  }
}
