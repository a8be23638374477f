import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How many segments carriers take of a group in a day, and how many left today (twilio.md 4.6). */
export class CountTheDay1795000042020 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE sender_group ADD COLUMN segments_per_day integer;
      ALTER TABLE sender_group ADD COLUMN time_zone text NOT NULL DEFAULT 'America/Los_Angeles';
      ALTER TABLE sender_bucket ADD COLUMN day date;
      ALTER TABLE sender_bucket ADD COLUMN left_in_day integer NOT NULL DEFAULT 0;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go up only.');
  }
}
