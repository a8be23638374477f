import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Texts to many customers and words to many agents, what found them, who cancelled it, and what was done to one conversation (product.md 18.4). */
export class MessageMany1795000110000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      ALTER TABLE bulk_job
        ADD COLUMN title text,
        ADD COLUMN text text,
        ADD COLUMN masked boolean NOT NULL DEFAULT false,
        ADD COLUMN filter jsonb,
        ADD COLUMN cancelled_by jsonb`);
    await db.query('ALTER TABLE bulk_item ADD COLUMN sent_at timestamptz');
    await db.query('CREATE INDEX bulk_item_of_conversation ON bulk_item (conversation_id, job_id)');
    await db.query('CREATE INDEX bulk_job_done ON bulk_job (done_at) WHERE done_at IS NOT NULL');
  }
  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP INDEX bulk_job_done, bulk_item_of_conversation');
    await db.query('ALTER TABLE bulk_item DROP COLUMN sent_at');
    await db.query(
      'ALTER TABLE bulk_job DROP COLUMN title, DROP COLUMN text, DROP COLUMN masked, DROP COLUMN filter, DROP COLUMN cancelled_by',
    );
  }
}
