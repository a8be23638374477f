import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What Advanced Opt-Out took a word for is found by the word. */
export class LearnWords1795000098010 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE INDEX consent_entry_of_word ON consent_entry (word, sender) WHERE word IS NOT NULL`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go up only.');
  }
}
