import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What agents were and since when, and what they were offered today. */
export class KeepPresences1795000082000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    // the key answers what an agent was within a time without a look at the rows
    await db.query(`
      CREATE TABLE presence_span (
        agent_id uuid NOT NULL,
        began_at timestamptz NOT NULL,
        presence text NOT NULL,
        presence_id uuid,
        PRIMARY KEY (agent_id, began_at) INCLUDE (presence, presence_id)
      );
      INSERT INTO presence_span (agent_id, began_at, presence, presence_id)
        SELECT id, presence_since, presence, CASE WHEN silent_since IS NULL THEN presence_id END FROM agent;

      ALTER TABLE agent ADD COLUMN offers_of_day jsonb NOT NULL
        DEFAULT '{"day": "", "offered": 0, "accepted": 0, "rejected": 0, "timedOut": 0, "lost": 0, "withdrawn": 0}'`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE agent DROP COLUMN offers_of_day; DROP TABLE presence_span');
  }
}
