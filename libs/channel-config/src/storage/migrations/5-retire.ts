import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What is removed stays for the history, and its slug and number are free: so a channel keeps its account and address itself, whatever
 * becomes of the number.
 */
export class Retire1795000000005 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    for (const table of ['messaging_account', 'workstream', 'channel'])
      await db.query(`
        ALTER TABLE ${table}
          ADD COLUMN state text NOT NULL DEFAULT 'active',
          ADD COLUMN retired_how text,
          ADD COLUMN retired_at timestamptz`);
    await db.query(`
      ALTER TABLE channel DROP CONSTRAINT channel_of_number, ADD COLUMN account_id uuid, ADD COLUMN number text;
      UPDATE channel SET account_id = n.account_id, number = n.address FROM support_number n WHERE n.id = number_id;
      ALTER TABLE channel ALTER COLUMN account_id SET NOT NULL, ALTER COLUMN number SET NOT NULL;
      ALTER TABLE channel ADD CONSTRAINT channel_of_account FOREIGN KEY (account_id) REFERENCES messaging_account (id);
      ALTER TABLE support_number ADD COLUMN removed boolean NOT NULL DEFAULT false;

      DROP INDEX one_account_a_slug, one_workstream_a_slug, one_channel_a_slug, one_channel_a_number, one_account_a_number;
      CREATE UNIQUE INDEX one_account_a_slug ON messaging_account (slug) WHERE state <> 'removed';
      CREATE UNIQUE INDEX one_workstream_a_slug ON workstream (slug) WHERE state <> 'removed';
      CREATE UNIQUE INDEX one_channel_a_slug ON channel (slug) WHERE state <> 'removed';
      CREATE UNIQUE INDEX one_channel_a_number ON channel (number_id) WHERE state <> 'removed';
      CREATE UNIQUE INDEX one_account_a_number ON support_number (address) WHERE NOT removed;
      CREATE INDEX channels_of_account ON channel (account_id);

      CREATE TABLE usage_report (
        kind text NOT NULL,
        id uuid NOT NULL,
        service text NOT NULL,
        version int NOT NULL,
        report int NOT NULL,
        count int NOT NULL,
        counted_at timestamptz NOT NULL,
        PRIMARY KEY (kind, id, service)
      )`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go up only.');
  }
}
