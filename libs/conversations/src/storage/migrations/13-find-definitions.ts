import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Automated messages are found by their trigger, time-out rules by their workstream, however many there are. After the copies themselves. */
export class FindDefinitions1795000010113 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE INDEX automated_message_copy ON definition_copy ((defined ->> 'trigger'))
        WHERE kind = 'automated-message'`);
    await db.query(`
      CREATE INDEX time_out_rule_copy ON definition_copy ((defined ->> 'workstreamId'))
        WHERE kind = 'time-out-rule'`);
  }
  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP INDEX time_out_rule_copy, automated_message_copy');
  }
}
