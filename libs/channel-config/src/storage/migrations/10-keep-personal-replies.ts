import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Quick replies of one's own. */
export class KeepPersonalReplies1795000000010 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE personal_quick_reply (
        id uuid PRIMARY KEY,
        owner_id uuid NOT NULL,
        version int NOT NULL,
        locale text NOT NULL,
        message text NOT NULL,
        tags text[] NOT NULL,
        created_at timestamptz NOT NULL,
        changed_at timestamptz NOT NULL
      );
      CREATE INDEX personal_quick_replies_of_owner ON personal_quick_reply (owner_id, id)`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go up only.');
  }
}
