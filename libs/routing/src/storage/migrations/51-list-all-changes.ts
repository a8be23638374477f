import type { MigrationInterface, QueryRunner } from 'typeorm';
import { listChangesByKind } from '#history';

/** The history of everything is read, and of one kind. */
export class ListAllChanges1795000084000 implements MigrationInterface {
  async up(db: QueryRunner): Promise<void> {
    await db.query(listChangesByKind);
    await db.query('CREATE INDEX staff_changes_of_kind ON staff_change (kind, id)');
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('DROP INDEX changes_of_kind');
    await db.query('DROP INDEX staff_changes_of_kind');
  }
}
