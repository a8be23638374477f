import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Every further text of a conversation writes its row again. With room on its page that touches no index; and one index less where a customer's
 * conversations are found by the customer first.
 */
export class StayOnThePage1795000020090 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE conversation SET (fillfactor = 60);
      DROP INDEX conversation_latest, conversation_of_customer;
      CREATE INDEX conversation_latest ON conversation (customer, channel_id, id);
      CREATE INDEX context_with_bot ON conversation_context (conversation_id) WHERE bot_state = 'with-bot';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE conversation RESET (fillfactor);
      DROP INDEX context_with_bot;
      DROP INDEX conversation_latest;
      CREATE INDEX conversation_latest ON conversation (channel_id, customer, id);
      CREATE INDEX conversation_of_customer ON conversation (customer);
    `);
  }
}
