import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Conversations that agents began are known before their customers write; what is said of them sooner is kept (product.md 17.2 T10, T18). */
export class KnowWhatAgentsBegan1795000111500 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE conversation ADD COLUMN revived jsonb');
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('ALTER TABLE conversation DROP COLUMN revived');
  }
}
