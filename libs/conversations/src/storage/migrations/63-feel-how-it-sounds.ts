import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How texts sound, and who is alerted of how a customer feels. */
export class FeelHowItSounds1795000020163 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`CREATE TABLE text_sentiment (message_id uuid PRIMARY KEY, score real NOT NULL)`);
    await db.query(`
      ALTER TABLE conversation_context
        ADD COLUMN alerts_agent boolean NOT NULL DEFAULT false,
        ADD COLUMN alerts_supervisor boolean NOT NULL DEFAULT false`);
    await db.query(
      `CREATE INDEX context_alerting ON conversation_context (conversation_id) WHERE alerts_agent OR alerts_supervisor`,
    );
  }
  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE text_sentiment');
    await db.query('ALTER TABLE conversation_context DROP COLUMN alerts_agent, DROP COLUMN alerts_supervisor');
  }
}
