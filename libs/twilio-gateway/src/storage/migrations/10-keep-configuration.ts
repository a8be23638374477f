import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createConfigurationCopies } from '#copies';

/** How keywords are answered and which files are let in: copies of what channel-config says. */
export class KeepConfiguration1795000000110 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(createConfigurationCopies);
    await runner.query(`
      CREATE TABLE channel_settings (
        id uuid PRIMARY KEY,
        version integer NOT NULL,
        language text NOT NULL,
        customers_may_attach boolean NOT NULL,
        agents_may_attach boolean NOT NULL
      )`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go up only.');
  }
}
