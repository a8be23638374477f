import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Define1795000000007 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE definition (
        id uuid PRIMARY KEY,
        kind text NOT NULL,
        version int NOT NULL,
        slug text NOT NULL,
        name text NOT NULL,
        description text NOT NULL,
        body jsonb NOT NULL,
        created_at timestamptz NOT NULL,
        changed_at timestamptz NOT NULL,
        removed_at timestamptz
      );
      CREATE UNIQUE INDEX one_definition_a_slug ON definition (kind, slug) WHERE removed_at IS NULL;
      CREATE INDEX definitions_by_name ON definition (kind, name, id) WHERE removed_at IS NULL;
      CREATE INDEX definitions_by_change ON definition (kind, changed_at, id) WHERE removed_at IS NULL;
      CREATE INDEX definitions_by_content ON definition USING gin (body jsonb_path_ops) WHERE removed_at IS NULL;

      CREATE TABLE configuration_use (
        user_id uuid NOT NULL,
        field text NOT NULL,
        user_kind text NOT NULL,
        used_kind text NOT NULL,
        used_id uuid NOT NULL,
        PRIMARY KEY (user_id, field)
      );
      CREATE INDEX uses_of ON configuration_use (used_id);

      CREATE TABLE change (
        id uuid PRIMARY KEY,
        kind text NOT NULL,
        subject_id uuid NOT NULL,
        version int NOT NULL,
        action text NOT NULL,
        happened_at timestamptz NOT NULL,
        by_subject text NOT NULL,
        by_name text NOT NULL,
        before jsonb,
        after jsonb
      );
      CREATE UNIQUE INDEX one_change_a_version ON change (subject_id, version);
      CREATE INDEX changes_of_kind ON change (kind, id)`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE change, configuration_use, definition');
  }
}
