import type { MigrationInterface, QueryRunner } from 'typeorm';

export class NoteHandovers1795000040000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE offer ADD note text;
      CREATE INDEX offers_with_note ON offer (work_item_id) WHERE note IS NOT NULL;
      ALTER TABLE work_item ADD note text`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go up only.');
  }
}
