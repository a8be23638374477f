import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a rule said in the name of an agent is no answer of theirs. */
export class KnowWhatRulesSaid1795000131000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE message ADD COLUMN by_rule boolean NOT NULL DEFAULT false');
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE message DROP COLUMN by_rule');
  }
}
