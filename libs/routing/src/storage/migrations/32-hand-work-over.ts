import type { MigrationInterface, QueryRunner } from 'typeorm';

export class HandWorkOver1795000000132 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE offer
        ADD slot text NOT NULL DEFAULT 'incoming',
        ADD by_agent_id uuid,
        ADD without_consent boolean NOT NULL DEFAULT false,
        -- what an offer to a colleague takes of them; of waiting work the item itself says it
        ADD units int NOT NULL DEFAULT 0,
        ADD held_profile_ids uuid[] NOT NULL DEFAULT '{}';
      CREATE INDEX offers_to_colleagues ON offer (work_item_id) WHERE state = 'offered' AND slot IN ('consult', 'transfer');
      CREATE INDEX offers_of_agent ON offer (agent_id, offered_at);

      -- who is asked for advice about a conversation, and what that takes of them
      CREATE TABLE consultation (
        id uuid PRIMARY KEY,
        work_item_id uuid NOT NULL,
        agent_id uuid NOT NULL,
        by_agent_id uuid NOT NULL,
        units int NOT NULL,
        held_profile_ids uuid[] NOT NULL,
        began_at timestamptz NOT NULL,
        ended_at timestamptz
      );
      CREATE UNIQUE INDEX one_consultation_a_colleague ON consultation (work_item_id, agent_id) WHERE ended_at IS NULL;
      CREATE INDEX consultations_of_agent ON consultation (agent_id, began_at);

      CREATE TABLE job (
        id uuid PRIMARY KEY,
        request jsonb NOT NULL,
        by jsonb NOT NULL,
        created_at timestamptz NOT NULL,
        finished_at timestamptz,
        results jsonb NOT NULL
      )`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go up only.');
  }
}
