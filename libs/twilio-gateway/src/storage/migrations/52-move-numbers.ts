import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A channel's number may move from one account to another: which had it before, and up to where the texts of each were compared. */
export class MoveNumbers1795000125000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE channel ADD COLUMN formerly jsonb NOT NULL DEFAULT '[]';
      ALTER TABLE reconciliation ADD COLUMN account_id uuid;
      UPDATE reconciliation SET account_id = channel.account_id FROM channel WHERE channel.id = channel_id;
      DELETE FROM reconciliation WHERE account_id IS NULL;
      ALTER TABLE reconciliation ALTER COLUMN account_id SET NOT NULL;
      ALTER TABLE reconciliation DROP CONSTRAINT reconciliation_pkey;
      ALTER TABLE reconciliation ADD PRIMARY KEY (channel_id, account_id, direction)`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go up only.');
  }
}
