import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Channels get settings, and are set up in drafts. Channels from before have everything off. */
export class DraftChannels1795000000008 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE channel ADD COLUMN settings jsonb;
      UPDATE channel SET settings = '{
        "operatingHours": { "enabled": false, "hoursId": null },
        "survey": { "enabled": false, "surveyId": null, "mode": "link", "message": "",
          "bot": { "enabled": false, "surveyId": null, "mode": "link", "message": "", "sameSettings": true } },
        "attachments": { "enabled": false, "customers": false, "agents": false },
        "realTimeTranslation": false
      }';
      ALTER TABLE channel ALTER COLUMN settings SET NOT NULL;

      CREATE TABLE channel_draft (
        id uuid PRIMARY KEY,
        version int NOT NULL,
        said jsonb NOT NULL,
        by_subject text NOT NULL,
        by_name text NOT NULL,
        created_at timestamptz NOT NULL,
        changed_at timestamptz NOT NULL,
        finished_at timestamptz
      );
      CREATE INDEX drafts_by_change ON channel_draft (changed_at, id) WHERE finished_at IS NULL;
      CREATE INDEX drafts_of_person ON channel_draft (by_subject, changed_at, id) WHERE finished_at IS NULL`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE channel_draft; ALTER TABLE channel DROP COLUMN settings');
  }
}
