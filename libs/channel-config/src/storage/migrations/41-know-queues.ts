import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which queues go by which operating hours, as routing says it: hours that one names stay. */
export class KnowQueues1795000090000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE queue_copy (
        id uuid PRIMARY KEY,
        version int NOT NULL,
        name text NOT NULL,
        -- null: it goes by none, or was removed
        operating_hours_id uuid
      );
      CREATE INDEX queues_by_hours ON queue_copy (operating_hours_id, name) WHERE operating_hours_id IS NOT NULL`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`DROP TABLE queue_copy`);
  }
}
