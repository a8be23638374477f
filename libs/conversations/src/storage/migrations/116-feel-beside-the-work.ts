import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Whose texts are still to be read, a row for each text: written with it, so without anything that could make it wait, and taken away soon. How a text
 * sounds is kept where it says something either way.
 */
export class FeelBesideTheWork1795000125000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE unfelt (
        position bigint GENERATED ALWAYS AS IDENTITY,
        conversation_id uuid NOT NULL,
        PRIMARY KEY (position)
      ) WITH (fillfactor = 100, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000)`);
    await db.query(
      `INSERT INTO unfelt (conversation_id) SELECT subject::uuid FROM errand WHERE kind = 'feeling' ORDER BY due_at`,
    );
    await db.query(`DELETE FROM errand WHERE kind = 'feeling'`);
    await db.query('DELETE FROM text_sentiment WHERE score = 0');
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE unfelt');
  }
}
