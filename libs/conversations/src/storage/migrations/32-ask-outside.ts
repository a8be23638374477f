import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What other systems have to be asked, and what we sign it with. */
export class AskOutside1795000000132 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE errand (
        kind text NOT NULL,
        subject text NOT NULL,
        due_at timestamptz,
        revision integer NOT NULL,
        attempt integer NOT NULL,
        failures integer NOT NULL,
        under_way boolean NOT NULL,
        correlation_id uuid NOT NULL,
        PRIMARY KEY (kind, subject)
      ) WITH (fillfactor = 70)`);
    await db.query(`CREATE INDEX errand_due ON errand (kind, due_at)`);
    await db.query(`
      CREATE TABLE outside_secret (
        kind text NOT NULL,
        subject uuid NOT NULL,
        sealed text NOT NULL,
        changed_at timestamptz NOT NULL,
        changed_by text NOT NULL,
        PRIMARY KEY (kind, subject)
      )`);
  }
  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE outside_secret, errand');
  }
}
