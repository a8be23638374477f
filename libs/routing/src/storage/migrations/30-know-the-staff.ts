import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createConfigurationCopies } from '#copies';

export class KnowTheStaff1795000000130 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(createConfigurationCopies);
    await db.query(`
      CREATE TABLE staff_definition (
        kind text NOT NULL,
        id uuid PRIMARY KEY,
        version int NOT NULL,
        slug text NOT NULL,
        name text NOT NULL,
        description text NOT NULL,
        body jsonb NOT NULL,
        created_at timestamptz NOT NULL,
        changed_at timestamptz NOT NULL,
        removed_at timestamptz
      );
      CREATE UNIQUE INDEX one_staff_definition_a_slug ON staff_definition (kind, slug) WHERE removed_at IS NULL;
      CREATE INDEX staff_definitions_by_name ON staff_definition (kind, name, id) WHERE removed_at IS NULL;

      -- who changed what of the staff, with what it was before and after; never changed itself
      CREATE TABLE staff_change (
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
      CREATE UNIQUE INDEX one_staff_change_a_version ON staff_change (subject_id, version);

      CREATE TABLE agent_skill (
        agent_id uuid NOT NULL,
        skill_id uuid NOT NULL,
        rating int NOT NULL,
        -- the rating as a share of the best one of the skill's model
        level float8 NOT NULL,
        active boolean NOT NULL,
        PRIMARY KEY (agent_id, skill_id)
      );
      CREATE INDEX agents_with_skill ON agent_skill (skill_id);

      -- one row: what holds for all work
      CREATE TABLE assignment_settings (
        id uuid PRIMARY KEY,
        version int NOT NULL,
        body jsonb NOT NULL
      );

      ALTER TABLE agent
        ADD first_name text,
        ADD last_name text,
        ADD nickname text,
        ADD locale text,
        ADD settings_version int NOT NULL DEFAULT 1,
        ADD presence_id uuid,
        ADD presence_reason text NOT NULL DEFAULT 'capacity',
        ADD presence_before_reason text,
        ADD profiles jsonb NOT NULL DEFAULT '{}',
        ADD sessions int NOT NULL DEFAULT 0,
        ADD released_at timestamptz,
        ADD default_presence text NOT NULL DEFAULT 'available',
        ADD default_presence_id uuid,
        ADD presence_ids uuid[] NOT NULL DEFAULT '{}';
      UPDATE agent SET presence_reason = 'chosen' WHERE presence_set_by = 'agent';
      UPDATE agent SET presence_reason = 'disconnected' WHERE silent_since IS NOT NULL;

      ALTER TABLE queue_member
        ADD joined_at timestamptz NOT NULL DEFAULT now(),
        ADD last_assigned_at timestamptz;

      ALTER TABLE work_item
        ADD held_profile_ids uuid[] NOT NULL DEFAULT '{}',
        ADD skills jsonb NOT NULL DEFAULT '[]',
        ADD profile_ids uuid[] NOT NULL DEFAULT '{}',
        ADD favour jsonb,
        ADD need text NOT NULL DEFAULT '';
      UPDATE agent SET sessions = (SELECT count(*) FROM work_item WHERE agent_id = agent.id AND status = 'assigned');
      DROP INDEX work_items_in_line;
      CREATE INDEX work_items_in_line ON work_item (queue_id, workstream_id, need, last_interaction_at, id) WHERE status = 'waiting';
      -- the work of one agent: for their desk, and for what is counted of their capacity
      CREATE INDEX work_items_of_agent ON work_item (agent_id) WHERE status IN ('offered', 'assigned')`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go up only.');
  }
}
