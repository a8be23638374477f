import type { MigrationInterface, QueryRunner } from 'typeorm';

/** When a text that waits will presumably leave, and until when one is tried that did not reach the customer. */
export class SayWhenTextsLeave1795000140000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(
      'ALTER TABLE message ADD COLUMN delivery_expected_at timestamptz, ADD COLUMN delivery_tried_until timestamptz',
    );
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE message DROP COLUMN delivery_expected_at, DROP COLUMN delivery_tried_until');
  }
}
