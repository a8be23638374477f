import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Files of people to write to, as far as they are taken into their runs. */
export class TakeAudiences1795000086000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE outbound_audience (
        id uuid PRIMARY KEY,
        run_id uuid NOT NULL,
        lines int NOT NULL DEFAULT 0,
        taken int NOT NULL DEFAULT 0,
        added int NOT NULL DEFAULT 0,
        begun_at timestamptz NOT NULL,
        read_at timestamptz,
        done_at timestamptz
      );
      CREATE INDEX outbound_audiences_of_run ON outbound_audience (run_id);
      CREATE INDEX outbound_audiences_to_take ON outbound_audience (begun_at) WHERE done_at IS NULL;
      CREATE TABLE outbound_audience_part (
        audience_id uuid NOT NULL,
        nth int NOT NULL,
        contacts jsonb NOT NULL,
        PRIMARY KEY (audience_id, nth)
      )`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go up only.');
  }
}
