import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What happened to a forgotten number stays under its keyed hash, as in the ledger of consent: the one change that this ledger allows, too.
 * And who was forgotten when, so that nothing from before comes in after it.
 */
export class ForgetWhomWeBlocked1795000050010 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE forgotten_customer (pseudonym text PRIMARY KEY, forgotten_at timestamptz NOT NULL);

      CREATE FUNCTION blocking_forgets_names_only() RETURNS trigger LANGUAGE plpgsql AS $$
      DECLARE forgotten blocking_entry := OLD;
      BEGIN
        forgotten.number := NEW.number;
        forgotten.comment := '';
        IF OLD.number LIKE 'forgotten:%' OR NEW.number NOT LIKE 'forgotten:%' OR NEW IS DISTINCT FROM forgotten THEN
          RAISE EXCEPTION 'blocking_entry is a ledger: entries are added, never changed or deleted';
        END IF;
        RETURN NEW;
      END $$;
      DROP TRIGGER blocking_entry_only_grows ON blocking_entry;
      CREATE TRIGGER blocking_entry_only_grows BEFORE DELETE ON blocking_entry
        FOR EACH STATEMENT EXECUTE FUNCTION ledgers_only_grow();
      CREATE TRIGGER blocking_entry_forgets_names_only BEFORE UPDATE ON blocking_entry
        FOR EACH ROW EXECUTE FUNCTION blocking_forgets_names_only();
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go up only.');
  }
}
