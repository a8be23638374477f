import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Bytes that were attached lie under a name of their own: two files under one id never lie in one place. Null: under the id of the file. */
export class NameBytesByTheirContent1795000042000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE media ADD COLUMN stored_as text`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go up only.');
  }
}
