import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the gateway found at the provider. Without foreign keys: a fact may come before or after what it is about. */
export class KeepChecks1795000000006 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE account_check (
        account_id uuid PRIMARY KEY,
        of_version int NOT NULL,
        outcome text NOT NULL,
        error_code text,
        checked_at timestamptz NOT NULL
      );
      CREATE TABLE number_check (
        number_id uuid PRIMARY KEY,
        of_version int NOT NULL,
        outcome text NOT NULL,
        fault text,
        error_code text,
        checked_at timestamptz NOT NULL
      );
      CREATE TABLE connected_number (
        number_id uuid PRIMARY KEY,
        connected_at timestamptz NOT NULL
      )`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE connected_number, number_check, account_check');
  }
}
