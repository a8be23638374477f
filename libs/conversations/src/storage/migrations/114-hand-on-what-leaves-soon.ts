import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Texts of runs that were written and have not left yet are counted, so that no more are handed on than leave soon. */
export class HandOnWhatLeavesSoon1795000123000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE outbound_contact ADD COLUMN waits boolean NOT NULL DEFAULT false');
    await db.query('CREATE INDEX outbound_waiting ON outbound_contact (channel_id, sent_at) WHERE waits');
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE outbound_contact DROP COLUMN waits');
  }
}
