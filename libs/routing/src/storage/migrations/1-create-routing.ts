import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createFoundation } from '#event-bus';

export class CreateRouting1795000000002 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(createFoundation);
    await db.query(`
      CREATE TABLE queue (
        id uuid PRIMARY KEY,
        version int NOT NULL,
        slug text NOT NULL,
        name text NOT NULL,
        priority int NOT NULL
      );
      CREATE UNIQUE INDEX one_queue_a_slug ON queue (slug);
      CREATE INDEX queues_by_name ON queue (name, id);

      -- names agents that may not have signed in yet
      CREATE TABLE queue_member (
        queue_id uuid NOT NULL CONSTRAINT member_of_queue REFERENCES queue (id),
        agent_id uuid NOT NULL,
        PRIMARY KEY (queue_id, agent_id)
      );
      CREATE INDEX queues_of_agent ON queue_member (agent_id, queue_id);

      -- a copy; channel-config owns the workstream
      CREATE TABLE workstream (
        id uuid PRIMARY KEY,
        version int NOT NULL,
        name text NOT NULL,
        fallback_queue_id uuid NOT NULL
      );

      CREATE TABLE distribution (
        workstream_id uuid PRIMARY KEY,
        version int NOT NULL,
        capacity_units int NOT NULL,
        offer_seconds int NOT NULL,
        allowed_presences text[] NOT NULL
      );

      CREATE TABLE agent (
        id uuid PRIMARY KEY,
        version int NOT NULL,
        name text NOT NULL,
        presence text NOT NULL,
        presence_set_by text NOT NULL,
        presence_since timestamptz NOT NULL,
        capacity_used int NOT NULL,
        capacity_total int NOT NULL,
        idle_since timestamptz,
        silent_since timestamptz,
        presence_before text,
        presence_before_set_by text
      ) WITH (fillfactor = 70);
      CREATE INDEX agents_by_name ON agent (name, id);
      -- does not name capacity, so that a change of capacity touches no index
      CREATE INDEX agents_connected ON agent (id) WHERE silent_since IS NULL;

      -- apart from the agent, because it is written every 10 s and changes nobody's view
      CREATE TABLE agent_beat (
        agent_id uuid PRIMARY KEY,
        beat_at timestamptz NOT NULL,
        shown jsonb NOT NULL
      ) WITH (fillfactor = 50);

      -- how far a conversation was heard of; also of one that ended before it was ever ready
      CREATE TABLE conversation (
        id uuid PRIMARY KEY,
        ready_version int NOT NULL,
        ended_version int NOT NULL
      ) WITH (fillfactor = 80);

      -- ready, but of a workstream not heard of yet
      CREATE TABLE early_conversation (
        conversation_id uuid NOT NULL,
        version int NOT NULL,
        workstream_id uuid NOT NULL,
        event jsonb NOT NULL,
        PRIMARY KEY (conversation_id, version)
      );
      CREATE INDEX early_conversations_of_workstream ON early_conversation (workstream_id);

      CREATE TABLE work_item (
        id uuid PRIMARY KEY,
        version int NOT NULL,
        conversation_id uuid NOT NULL,
        episode int NOT NULL,
        workstream_id uuid NOT NULL,
        queue_id uuid NOT NULL,
        customer text NOT NULL,
        preview text NOT NULL,
        status text NOT NULL,
        agent_id uuid,
        offer_id uuid,
        units int NOT NULL,
        last_interaction_at timestamptz NOT NULL,
        offers int NOT NULL,
        passes jsonb NOT NULL,
        correlation_id uuid NOT NULL,
        ready_event_id uuid NOT NULL
      ) WITH (fillfactor = 70);
      CREATE UNIQUE INDEX one_work_item_an_episode ON work_item (conversation_id, episode);
      CREATE INDEX work_items_in_line ON work_item (queue_id, workstream_id, last_interaction_at, id) WHERE status = 'waiting';
      CREATE INDEX work_items_by_age ON work_item (status, last_interaction_at, id);

      CREATE TABLE offer (
        id uuid PRIMARY KEY,
        version int NOT NULL,
        work_item_id uuid NOT NULL,
        conversation_id uuid NOT NULL,
        queue_id uuid NOT NULL,
        agent_id uuid NOT NULL,
        state text NOT NULL,
        why text NOT NULL,
        offered_at timestamptz NOT NULL,
        expires_at timestamptz NOT NULL,
        ended_at timestamptz
      ) WITH (fillfactor = 70);
      CREATE INDEX standing_offers_of_agent ON offer (agent_id) WHERE state = 'offered'`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`DROP TABLE offer, work_item, early_conversation, conversation, agent_beat, agent, distribution,
      workstream, queue_member, queue, timer, inbox, set_aside, outbox`);
  }
}
