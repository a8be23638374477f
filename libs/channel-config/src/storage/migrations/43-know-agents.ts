import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which agents have which operating hours for their own, as routing says it: hours that one names stay. */
export class KnowAgents1795000121000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE agent_copy (
        id uuid PRIMARY KEY,
        version int NOT NULL,
        name text NOT NULL,
        -- null: none of their own
        operating_hours_id uuid
      );
      CREATE INDEX agents_by_hours ON agent_copy (operating_hours_id, name) WHERE operating_hours_id IS NOT NULL`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`DROP TABLE agent_copy`);
  }
}
