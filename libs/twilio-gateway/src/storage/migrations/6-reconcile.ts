import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Reconcile1795000000006 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE reconciliation (
        channel_id uuid NOT NULL,
        direction text NOT NULL,
        version integer NOT NULL,
        since timestamptz NOT NULL,
        until timestamptz,
        mark timestamptz NOT NULL,
        cursor timestamptz,
        span integer NOT NULL,
        hurried boolean NOT NULL,
        next_at timestamptz,
        compared_at timestamptz,
        failures integer NOT NULL,
        problem text,
        PRIMARY KEY (channel_id, direction)
      );
      CREATE INDEX reconciliation_due ON reconciliation (next_at);
      -- of a channel that was finished before this, only texts from now on: since when it is ours is not known here
      INSERT INTO reconciliation (channel_id, direction, version, since, mark, span, hurried, next_at, failures)
        SELECT id, direction, version, now(), now(), 2592000, false, now(), 0
        FROM channel CROSS JOIN (VALUES ('in'), ('out')) AS way (direction);

      CREATE TABLE silence_mark (
        after_seconds integer PRIMARY KEY,
        mark timestamptz NOT NULL
      );
      CREATE INDEX delivery_by_sid ON delivery (provider_sid) WHERE provider_sid IS NOT NULL;
      CREATE INDEX delivery_without_end ON delivery (channel_id, submitted_at)
        WHERE provider_sid IS NOT NULL AND state IN ('unknown', 'accepted', 'sent');
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go up only.');
  }
}
