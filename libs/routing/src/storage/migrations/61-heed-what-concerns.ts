import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What of a queue's overflow concerns an item that waits there: nothing where no rule sent it (product.md 9.4), the end of its hours once it has opened (43
 * G16). Of what is there already it is told by its queue whether a rule did.
 */
export class HeedWhatConcerns1795000111000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`ALTER TABLE work_item ADD COLUMN heeds text NOT NULL DEFAULT 'all'`);
    await db.query(`
      UPDATE work_item SET heeds = 'wait' WHERE NOT heeds_hours AND status <> 'done';
      UPDATE work_item SET heeds = 'nothing', overflows_at = NULL FROM workstream
      WHERE workstream.id = workstream_id AND queue_id = fallback_queue_id AND NOT heeds_hours
        AND (status <> 'done' OR EXISTS (SELECT FROM conversation WHERE conversation.id = conversation_id AND waits_since IS NOT NULL))`);
    await db.query('ALTER TABLE work_item DROP COLUMN heeds_hours');
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`ALTER TABLE work_item ADD COLUMN heeds_hours boolean NOT NULL DEFAULT false`);
    await db.query(`UPDATE work_item SET heeds_hours = true WHERE heeds = 'all' AND status <> 'done'`);
    await db.query('ALTER TABLE work_item DROP COLUMN heeds');
  }
}
