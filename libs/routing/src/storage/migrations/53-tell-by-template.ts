import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Offers carry how their agents are told of them, and stand as long as the template says unless the workstream says otherwise (product.md 15.1). */
export class TellByTemplate1795000086000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`ALTER TABLE offer ADD notification jsonb`);
    await db.query(`ALTER TABLE distribution ALTER offer_seconds DROP NOT NULL`);
    await db.query(`UPDATE distribution SET offer_seconds = NULL WHERE offer_seconds = 120`);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`UPDATE distribution SET offer_seconds = 120 WHERE offer_seconds IS NULL`);
    await db.query(`ALTER TABLE distribution ALTER offer_seconds SET NOT NULL`);
    await db.query(`ALTER TABLE offer DROP notification`);
  }
}
