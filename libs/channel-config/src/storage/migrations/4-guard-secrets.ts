import type { MigrationInterface, QueryRunner } from 'typeorm';

export class GuardSecrets1795000000004 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE secret_grants (
        secret text PRIMARY KEY,
        version int NOT NULL,
        granted jsonb NOT NULL,
        changed_at timestamptz NOT NULL
      );
      CREATE TABLE secret_audit (
        id uuid PRIMARY KEY,
        secret text NOT NULL,
        happened_at timestamptz NOT NULL,
        action text NOT NULL,
        account_id uuid,
        by_subject text NOT NULL,
        by_name text NOT NULL,
        before jsonb,
        after jsonb
      );
      CREATE INDEX audit_of_secret ON secret_audit (secret, id)`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE secret_audit, secret_grants');
  }
}
