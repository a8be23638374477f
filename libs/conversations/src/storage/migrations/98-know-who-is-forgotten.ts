import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createForgottenCustomers } from '#copies';

/**
 * Who was forgotten since when, so that what is heard of them too late leaves nothing; and whom a telling to another system is about, so that it
 * is forgotten with them.
 */
export class KnowWhoIsForgotten1795000081000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(createForgottenCustomers);
    await db.query(`
      ALTER TABLE webhook_delivery ADD COLUMN about text[] NOT NULL DEFAULT '{}';
      UPDATE webhook_delivery SET about = array_remove(ARRAY[
        fact->>'conversationId', fact->>'messageId', fact->>'customer',
        CASE kind WHEN 'message-received' THEN fact->>'from' WHEN 'text-written' THEN fact->>'to' END
      ], NULL) FROM (SELECT id AS told, body::jsonb->'data' AS fact FROM webhook_delivery) AS facts WHERE told = id;
      CREATE INDEX webhook_deliveries_about ON webhook_delivery USING gin (about);
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE forgotten_customer, forgetting_key');
    await db.query('ALTER TABLE webhook_delivery DROP COLUMN about');
  }
}
