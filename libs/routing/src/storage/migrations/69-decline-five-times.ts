import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A workstream allows as many declines as the organisation may: one to five. It could be set to more. */
export class DeclineFiveTimes1795000135000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query('UPDATE distribution SET declines_allowed = 5 WHERE declines_allowed > 5');
  }

  async down(): Promise<void> {
    // what it was before is not kept; five may stand
  }
}
