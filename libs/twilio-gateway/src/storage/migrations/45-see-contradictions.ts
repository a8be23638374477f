import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What was seen of a text is found by the text, and what contradicts by its time. */
export class SeeContradictions1795000085010 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE INDEX delivery_observation_of_text ON delivery_observation (message_id, observed_at);
      CREATE INDEX delivery_observation_contradicting ON delivery_observation (observed_at, id) WHERE effect = 'contradicted';
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go up only.');
  }
}
