import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which version of what each service goes by. */
export class InForce1795000000009 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      CREATE TABLE in_force (
        kind text NOT NULL,
        id uuid NOT NULL,
        service text NOT NULL,
        version int NOT NULL,
        applied_at timestamptz NOT NULL,
        PRIMARY KEY (kind, id, service)
      )`);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go up only.');
  }
}
