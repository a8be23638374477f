import type { EntityManager } from 'typeorm';
import { z } from 'zod';
import { type ErasureView, type pageRequest, Refusal } from '#contracts';
import { cursorOf, page } from '#platform';
import { ErasureTable, erasureViewOf } from '../storage/erasures.ts';

const byId = cursorOf(z.uuid());

/** One page of erasures, newest id first. */
export async function listErasures(db: EntityManager, { cursor, limit }: z.output<typeof pageRequest>) {
  const query = db
    .getRepository(ErasureTable)
    .createQueryBuilder('e')
    .orderBy('e.id', 'DESC')
    .limit(limit + 1);
  const after = byId.read(cursor);
  if (after) query.where('e.id < :after', { after });
  const found = await query.getMany();
  return page(found, limit, ({ id }) => byId.write(id), erasureViewOf);
}

/** How far a customer is forgotten. Refuses with `erasure-not-found`. */
export async function readErasure(db: EntityManager, id: string): Promise<ErasureView> {
  const found = await db.findOneBy(ErasureTable, { id });
  if (!found) throw new Refusal('erasure-not-found', 'There is no such erasure.');
  return erasureViewOf(found);
}
