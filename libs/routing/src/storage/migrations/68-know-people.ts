import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whoever has opened the desk, agent or not: what they chose for themselves follows them, and administrators can be named to who needs one. */
export class KnowPeople1795000128500 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE person (
        id uuid PRIMARY KEY,
        name text NOT NULL,
        administers boolean NOT NULL,
        seen_at timestamptz NOT NULL,
        version int NOT NULL DEFAULT 0,
        preferences jsonb NOT NULL DEFAULT '{}'
      );
      CREATE INDEX administrators_seen ON person (seen_at, id) WHERE administers`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE person');
  }
}
