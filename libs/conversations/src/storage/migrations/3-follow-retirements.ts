import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createRetirement } from '#copies';

/** Conversations that are not closed are found by their channel: with `one_ongoing_conversation`, and this one for the rest. */
export class FollowRetirements1795000000003 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(createRetirement);
    await db.query(`ALTER TABLE channel ADD COLUMN state text NOT NULL DEFAULT 'active'`);
    await db.query(`ALTER TABLE workstream ADD COLUMN state text NOT NULL DEFAULT 'active'`);
    await db.query(`CREATE INDEX channels_of_workstream ON channel (workstream_id)`);
    await db.query(`CREATE INDEX conversation_in_wrap_up ON conversation (channel_id) WHERE status = 'wrap-up'`);
  }
  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP INDEX conversation_in_wrap_up, channels_of_workstream');
    await db.query('ALTER TABLE workstream DROP COLUMN state');
    await db.query('ALTER TABLE channel DROP COLUMN state');
    await db.query('DROP TABLE retirement');
  }
}
