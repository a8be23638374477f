import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createChanges } from '#history';

/** Who changed webhooks, when, and from what to what. */
export class KeepWhoIsTold1795000060000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(createChanges);
  }
  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE change');
  }
}
