import type { MigrationInterface, QueryRunner } from 'typeorm';

export class RulesAndQueues1795000000111 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE queue
        ADD COLUMN type text NOT NULL DEFAULT 'messaging',
        ADD COLUMN assignment_method text NOT NULL DEFAULT 'highest-capacity',
        ADD COLUMN operating_hours_id uuid,
        ADD COLUMN overflow jsonb NOT NULL
          DEFAULT '{"outOfHours": {"do": "assign-anyway", "queueId": null}, "workItemLimit": null, "waitingTime": null}',
        ADD COLUMN when_empty text NOT NULL DEFAULT 'hold',
        ADD COLUMN service_level_seconds int,
        ADD COLUMN short_abandon_seconds int,
        -- it stays for what was in it, and its slug is free
        ADD COLUMN removed_at timestamptz;
      DROP INDEX one_queue_a_slug, queues_by_name;
      CREATE UNIQUE INDEX one_queue_a_slug ON queue (slug) WHERE removed_at IS NULL;
      CREATE INDEX queues_by_name ON queue (name, id) WHERE removed_at IS NULL;

      CREATE TABLE routing_rules (
        workstream_id uuid NOT NULL,
        kind text NOT NULL,
        version int NOT NULL,
        body jsonb NOT NULL,
        changed_at timestamptz NOT NULL,
        PRIMARY KEY (workstream_id, kind)
      );

      -- who changed which queue or which rules, with what it was before and after; never changed itself
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
      CREATE UNIQUE INDEX one_change_a_version ON change (kind, subject_id, version);

      -- what its rules look at: as it was when it became ready, and what is known of its customer
      ALTER TABLE conversation
        ADD COLUMN facts jsonb,
        ADD COLUMN known jsonb,
        ADD COLUMN known_version int NOT NULL DEFAULT 0;

      ALTER TABLE work_item
        ADD COLUMN queued_at timestamptz NOT NULL DEFAULT now(),
        ADD COLUMN overflows_at timestamptz,
        ADD COLUMN overflow_rule_id uuid,
        ADD COLUMN escalations int NOT NULL DEFAULT 0,
        ADD COLUMN accepted_at timestamptz,
        ADD COLUMN ended_at timestamptz;
      UPDATE work_item SET queued_at = last_interaction_at;
      -- the lines of queues with a limit are counted whenever something arrives there
      CREATE INDEX work_items_untaken ON work_item (queue_id) WHERE status IN ('waiting', 'offered');
      CREATE INDEX work_items_overflowing ON work_item (overflows_at) WHERE status = 'waiting' AND overflows_at IS NOT NULL;
      -- for reports over a time; items come in the order of time, so a few pages are enough
      CREATE INDEX work_items_by_entry ON work_item USING brin (queued_at) WITH (pages_per_range = 16, autosummarize = on);

      CREATE TABLE overflow (
        id uuid PRIMARY KEY,
        happened_at timestamptz NOT NULL,
        work_item_id uuid NOT NULL,
        queue_id uuid NOT NULL,
        to_queue_id uuid,
        stage text NOT NULL,
        condition text NOT NULL,
        action text NOT NULL
      );
      CREATE INDEX overflows_by_time ON overflow (happened_at)`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go up only.');
  }
}
