import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createSecretGrantsCopy } from '#copies';

/** Who may write the secrets of systems outside is granted apart; what is done with each is written down (product.md 36). */
export class GuardSecrets1795000050000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ${createSecretGrantsCopy};
      ALTER TABLE outside_secret ADD COLUMN previous_sealed text;
      ALTER TABLE outside_secret ADD COLUMN previous_until timestamptz;
      ALTER TABLE outside_secret ADD COLUMN last_used_at timestamptz;
      CREATE TABLE outside_secret_entry (
        id uuid PRIMARY KEY,
        kind text NOT NULL,
        subject uuid NOT NULL,
        happened_at timestamptz NOT NULL,
        action text NOT NULL,
        by_subject text NOT NULL,
        by_name text NOT NULL,
        purpose text,
        hour timestamptz,
        times integer,
        last_at timestamptz
      );
      CREATE INDEX entries_of_outside_secret ON outside_secret_entry (kind, subject, id);
      CREATE UNIQUE INDEX one_line_an_hour ON outside_secret_entry (hour, kind, subject, purpose, by_subject) WHERE (hour IS NOT NULL)`);
  }
  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      DROP TABLE outside_secret_entry, secret_grants_copy;
      ALTER TABLE outside_secret DROP COLUMN previous_sealed, DROP COLUMN previous_until, DROP COLUMN last_used_at`);
  }
}
