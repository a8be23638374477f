import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Who is forgotten stays in the ledger of consent under a keyed hash (decisions R). That is the one change that the ledger allows: the
 * customer's name and what somebody wrote about them, never what was said and when.
 */
export class ForgetWhoseConsent1795000042010 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE consent_key (id integer PRIMARY KEY, sealed text NOT NULL);

      CREATE FUNCTION consent_forgets_names_only() RETURNS trigger LANGUAGE plpgsql AS $$
      DECLARE forgotten consent_entry := OLD;
      BEGIN
        forgotten.customer := NEW.customer;
        forgotten.comment := '';
        IF OLD.customer LIKE 'forgotten:%' OR NEW.customer NOT LIKE 'forgotten:%' OR NEW IS DISTINCT FROM forgotten THEN
          RAISE EXCEPTION 'consent_entry is a ledger: entries are added, never changed or deleted';
        END IF;
        RETURN NEW;
      END $$;
      DROP TRIGGER consent_entry_only_grows ON consent_entry;
      CREATE TRIGGER consent_entry_only_grows BEFORE DELETE ON consent_entry
        FOR EACH STATEMENT EXECUTE FUNCTION ledgers_only_grow();
      CREATE TRIGGER consent_entry_forgets_names_only BEFORE UPDATE ON consent_entry
        FOR EACH ROW EXECUTE FUNCTION consent_forgets_names_only();
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go up only.');
  }
}
