import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Customers are asked how it was when it is due, which may be in the morning. */
export class AskByDaylight1795000126000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query('DROP INDEX survey_request_planned');
    await db.query('CREATE INDEX survey_request_planned ON survey_request (sent_at) WHERE token_hash IS NULL');
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP INDEX survey_request_planned');
    await db.query('CREATE INDEX survey_request_planned ON survey_request (id) WHERE token_hash IS NULL');
  }
}
