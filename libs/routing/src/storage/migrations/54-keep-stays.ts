import type { MigrationInterface, QueryRunner } from 'typeorm';

/** In which queues work was before the one where it is, for their reports. */
export class KeepStays1795000087000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE queue_stay (
        id uuid PRIMARY KEY,
        work_item_id uuid NOT NULL,
        workstream_id uuid NOT NULL,
        queue_id uuid NOT NULL,
        queued_at timestamptz NOT NULL,
        accepted_at timestamptz,
        left_at timestamptz NOT NULL,
        how text NOT NULL
      )`);
    // what is known of before: what overflowed after waiting, and what an agent took and does not have since
    await db.query(`
      WITH way AS (
        SELECT work_item_id, queue_id, NULL::timestamptz AS accepted_at, happened_at AS left_at, 'overflow' AS how
        FROM overflow WHERE stage = 'in-queue' AND action = 'transfer'
        UNION ALL
        SELECT item.id, offer.queue_id, offer.ended_at,
          coalesce(lead(offered_at) OVER (PARTITION BY item.id ORDER BY offered_at), item.queued_at), 'other'
        FROM offer JOIN work_item AS item ON item.id = work_item_id
        WHERE offer.state = 'accepted' AND slot IN ('incoming', 'supervisor-assign') AND offer.ended_at < item.queued_at
      )
      INSERT INTO queue_stay
      SELECT gen_random_uuid(), item.id, item.workstream_id, way.queue_id,
        coalesce(lag(left_at) OVER (PARTITION BY item.id ORDER BY left_at), least(item.last_interaction_at, way.accepted_at, left_at)),
        way.accepted_at, left_at, how
      FROM way JOIN work_item AS item ON item.id = work_item_id`);
    await db.query(`
      CREATE INDEX stays_by_entry ON queue_stay (queued_at);
      CREATE INDEX stays_of_item ON queue_stay (work_item_id, queued_at)`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE queue_stay');
  }
}
