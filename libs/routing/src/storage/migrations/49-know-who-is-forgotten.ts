import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createForgottenCustomers } from '#copies';

/** Who was forgotten since when, so that what is heard of them too late leaves nothing. */
export class KnowWhoIsForgotten1795000081000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(createForgottenCustomers);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP TABLE forgotten_customer, forgetting_key');
  }
}
