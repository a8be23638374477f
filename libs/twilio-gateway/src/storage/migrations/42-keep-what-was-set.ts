import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createChanges } from '#history';

/** Who changed settings and sender groups, when, and from what to what. */
export class KeepWhatWasSet1795000060000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(createChanges);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go up only.');
  }
}
