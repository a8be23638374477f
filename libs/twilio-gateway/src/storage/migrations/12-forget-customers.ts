import type { MigrationInterface, QueryRunner } from 'typeorm';

/** So that everything of a customer is found when they are to be forgotten (decisions R). */
export class ForgetCustomers1795000000112 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE incoming_message ADD COLUMN customer text;
      -- of texts before this only the forms know who sent them
      UPDATE incoming_message SET customer = sender.address FROM (
        SELECT message_id, received_at, replace(substring(encode(form, 'escape') FROM '(?:^|&)From=([^&]*)'), '%2B', '+') AS address
        FROM raw_form
      ) AS sender WHERE sender.message_id = incoming_message.message_id AND sender.received_at = incoming_message.received_at;
      CREATE INDEX incoming_message_of_customer ON incoming_message (customer) WHERE customer IS NOT NULL;
      CREATE INDEX delivery_of_recipient ON delivery (recipient);
    `);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go up only.');
  }
}
