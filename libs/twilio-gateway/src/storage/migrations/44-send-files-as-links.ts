import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Texts whose files nobody takes are sent anew with links to them, unless it is set otherwise (twilio.md 4.11). */
export class SendFilesAsLinks1795000085000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE delivery ADD COLUMN links_round integer;
      ALTER TABLE sending_settings ADD COLUMN files_as_links boolean NOT NULL DEFAULT true;
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go up only.');
  }
}
