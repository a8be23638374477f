import type { MigrationInterface, QueryRunner } from 'typeorm';

export class TellOfLines1795000023300 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      -- what was told last of each line that nobody can take anything of: one row a line, however much waits in it
      CREATE TABLE line_look (line_id uuid PRIMARY KEY, told_at timestamptz NOT NULL, digest text NOT NULL);
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go up only.');
  }
}
