import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What was set up before there was provisioning goes on as provisioned. */
export class Provision1795000000003 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE provisioning (
        kind text PRIMARY KEY,
        version int NOT NULL,
        status text NOT NULL,
        fault_code text,
        fault_detail text,
        changed_at timestamptz NOT NULL
      );
      INSERT INTO provisioning (kind, version, status, changed_at)
      SELECT 'sms', 1, 'provisioned', now() WHERE EXISTS (SELECT FROM messaging_account)`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE provisioning');
  }
}
