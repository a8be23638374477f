import type { EntityManager } from 'typeorm';
import type { WorkstreamId, WorkstreamView } from '#contracts';
import type { Workstream } from '../domain/workstream.ts';
import { WorkstreamTable } from '../storage/workstream.table.ts';
import { byName, page, type PageAsked } from './list.ts';

export const viewOfWorkstream = ({ createdAt, changedAt, ...workstream }: Workstream): WorkstreamView => ({
  ...workstream,
  createdAt: createdAt.toISOString(),
  changedAt: changedAt.toISOString(),
});

export async function listWorkstreams(db: EntityManager, { cursor, limit }: PageAsked) {
  const from = byName.read(cursor);
  const rows = await db
    .getRepository(WorkstreamTable)
    .createQueryBuilder('w')
    .where(from ? '(w.name, w.id) > (:name, :id)' : 'true', from ?? {})
    .orderBy('w.name')
    .addOrderBy('w.id')
    .limit(limit + 1)
    .getMany();
  return page(rows, limit, (row) => row, viewOfWorkstream);
}

export async function workstreamOf(db: EntityManager, id: WorkstreamId): Promise<WorkstreamView | null> {
  const found = await db.getRepository(WorkstreamTable).findOneBy({ id });
  return found && viewOfWorkstream(found);
}
