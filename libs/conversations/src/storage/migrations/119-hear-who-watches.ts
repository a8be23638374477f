import type { MigrationInterface, QueryRunner } from 'typeorm';

/** When the desk of who reads along or joined was last heard of: who is silent for too long does not take part any more. */
export class HearWhoWatches1795000128000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE participant ADD COLUMN seen_at timestamptz');
    await db.query(`UPDATE participant SET seen_at = now() WHERE mode = 'monitor' AND left_at IS NULL`);
    await db.query(
      `INSERT INTO timer (kind, subject, due_at, data)
       SELECT DISTINCT 'lapse-watching', conversation_id || ' ' || agent_id, due,
         jsonb_build_object('conversationId', conversation_id, 'agentId', agent_id, 'plannedFor', due)
       FROM participant, (SELECT now() + interval '2 minutes' AS due) AS at
       WHERE mode = 'monitor' AND left_at IS NULL`,
    );
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`DELETE FROM timer WHERE kind = 'lapse-watching'`);
    await db.query('ALTER TABLE participant DROP COLUMN seen_at');
  }
}
