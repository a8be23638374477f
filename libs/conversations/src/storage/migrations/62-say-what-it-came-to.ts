import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What conversations came to, as their agents said it. */
export class SayWhatItCameTo1795000020162 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE disposition (
        conversation_id uuid NOT NULL,
        agent_id uuid NOT NULL,
        code_id uuid NOT NULL,
        agent_name text NOT NULL,
        name text NOT NULL,
        category text NOT NULL,
        effect text NOT NULL,
        workstream_id uuid,
        chosen_at timestamptz NOT NULL,
        said_at timestamptz,
        PRIMARY KEY (conversation_id, agent_id, code_id)
      )`);
    await db.query(`CREATE INDEX disposition_chosen ON disposition (chosen_at)`);
  }
  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE disposition');
  }
}
