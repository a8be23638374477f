import type { MigrationInterface, QueryRunner } from 'typeorm';

export class KeepOwnOrders1795000040510 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE work_item
        -- by which rules of its queue an item was cut out, and what they see of it; empty: by none
        ADD cut text NOT NULL DEFAULT '',
        -- its place where these give the queue an order of its own
        ADD place bytea;
      DROP INDEX work_items_in_line;
      CREATE INDEX work_items_in_line ON work_item (queue_id, workstream_id, need, cut, place, last_interaction_at, id)
        WHERE status = 'waiting'`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go up only.');
  }
}
