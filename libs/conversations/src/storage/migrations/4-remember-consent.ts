import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who opted out of being texted from which number: a copy of what the gateway's ledger says. */
export class RememberConsent1795000000004 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE consent (
        number text NOT NULL,
        customer text NOT NULL,
        at timestamptz NOT NULL,
        position bigint NOT NULL,
        status text NOT NULL,
        source text NOT NULL,
        PRIMARY KEY (number, customer)
      )`);
    await db.query(`CREATE INDEX channels_of_number ON channel (number)`);
    await db.query(`ALTER TABLE conversation ADD COLUMN opted_out_at timestamptz, ADD COLUMN opted_out_by text`);
  }
  async down(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE conversation DROP COLUMN opted_out_at, DROP COLUMN opted_out_by');
    await db.query('DROP INDEX channels_of_number');
    await db.query('DROP TABLE consent');
  }
}
