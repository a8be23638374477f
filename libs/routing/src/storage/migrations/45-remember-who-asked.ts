import type { MigrationInterface, QueryRunner } from 'typeorm';

export class RememberWhoAsked1795000040500 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    // Not of plain offers: those are many, and nobody asks for them by their item.
    await db.query(`
      CREATE INDEX offers_by_colleagues ON offer (work_item_id, by_agent_id, offered_at)
        WHERE slot IN ('consult', 'transfer')`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go up only.');
  }
}
