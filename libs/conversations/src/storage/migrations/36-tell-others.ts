import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Other systems that are told of what happens, and what became of each telling. */
export class TellOthers1795000000136 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE webhook (
        id uuid PRIMARY KEY,
        version integer NOT NULL,
        name text NOT NULL,
        address text NOT NULL,
        kinds text[] NOT NULL,
        active boolean NOT NULL,
        turned_off_at timestamptz,
        turned_off_why text,
        failures integer NOT NULL,
        created_at timestamptz NOT NULL,
        changed_at timestamptz NOT NULL
      )`);
    await db.query(`
      CREATE TABLE webhook_delivery (
        id uuid PRIMARY KEY,
        webhook_id uuid NOT NULL,
        kind text NOT NULL,
        body text NOT NULL,
        state text NOT NULL,
        attempts integer NOT NULL,
        outcome text,
        created_at timestamptz NOT NULL,
        ended_at timestamptz
      )`);
    await db.query(`CREATE INDEX webhook_deliveries ON webhook_delivery (webhook_id, id)`);
    await db.query(`CREATE INDEX webhook_deliveries_ended ON webhook_delivery (ended_at) WHERE ended_at IS NOT NULL`);
  }
  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE webhook_delivery, webhook');
  }
}
