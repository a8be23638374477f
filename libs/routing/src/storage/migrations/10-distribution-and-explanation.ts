import type { MigrationInterface, QueryRunner } from 'typeorm';
import { keepPartitionsOf } from '#event-bus';

export class DistributionAndExplanation1795000000110 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE workstream
        ADD COLUMN slug text NOT NULL DEFAULT '',
        ADD COLUMN mode text NOT NULL DEFAULT 'push';
      ALTER TABLE workstream ALTER COLUMN slug DROP DEFAULT, ALTER COLUMN mode DROP DEFAULT;
      -- what is announced next is taken, also of a version that is known: the old copies lack these columns
      UPDATE workstream SET version = 0;

      ALTER TABLE distribution
        ADD COLUMN capacity_format text NOT NULL DEFAULT 'units',
        ADD COLUMN capacity_profile_id uuid,
        ADD COLUMN wrap_up_block text NOT NULL DEFAULT 'always',
        ADD COLUMN wrap_up_block_seconds int,
        ADD COLUMN skill_matching text NOT NULL DEFAULT 'none',
        ADD COLUMN keep_same_agent boolean NOT NULL DEFAULT true,
        ADD COLUMN affinity_timeout_seconds int NOT NULL DEFAULT 120,
        ADD COLUMN allow_selecting_from_push boolean NOT NULL DEFAULT false,
        ADD COLUMN declines_allowed int NOT NULL DEFAULT 3,
        ADD COLUMN decline_pause_seconds int,
        ADD COLUMN waiting_threshold_seconds int,
        ADD COLUMN handling_threshold_seconds int;
      ALTER TABLE distribution
        ALTER COLUMN capacity_format DROP DEFAULT,
        ALTER COLUMN wrap_up_block DROP DEFAULT,
        ALTER COLUMN skill_matching DROP DEFAULT,
        ALTER COLUMN keep_same_agent DROP DEFAULT,
        ALTER COLUMN affinity_timeout_seconds DROP DEFAULT,
        ALTER COLUMN allow_selecting_from_push DROP DEFAULT,
        ALTER COLUMN declines_allowed DROP DEFAULT;

      -- the key is the order in which one item's steps are read
      CREATE TABLE explanation (
        work_item_id uuid NOT NULL,
        at timestamptz NOT NULL,
        id uuid NOT NULL,
        stage text NOT NULL,
        told jsonb NOT NULL,
        PRIMARY KEY (work_item_id, at, id)
      ) PARTITION BY RANGE (at);
      CREATE TABLE explanation_rest PARTITION OF explanation DEFAULT;
    `);
    await db.query(keepPartitionsOf('routing', [['explanation', 'at']]));
    await db.query(`SELECT keep_partitions(current_date - 1, current_date - 1, current_date + 7)`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go up only.');
  }
}
