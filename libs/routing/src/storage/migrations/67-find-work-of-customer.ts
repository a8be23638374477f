import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whoever is to be forgotten is looked for while nothing else may be taken in: all work ever done was read for it. */
export class FindWorkOfCustomer1795000128000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query('CREATE INDEX work_items_of_customer ON work_item (customer)');
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP INDEX work_items_of_customer');
  }
}
