import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What is set for everybody, and for a workstream. `about`: what it is about; its history and what it names go by its own id. */
export class KeepSettings1795000000011 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE settings (
        id uuid PRIMARY KEY,
        kind text NOT NULL,
        about uuid NOT NULL,
        version int NOT NULL,
        body jsonb NOT NULL,
        changed_at timestamptz NOT NULL
      );
      CREATE UNIQUE INDEX one_record_of_settings ON settings (kind, about)`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE settings');
  }
}
