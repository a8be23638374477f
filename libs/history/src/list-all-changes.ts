import { type EntityManager, LessThan } from 'typeorm';
import { z } from 'zod';
import type { ConfigurationChange } from '#contracts';
import { cursorOf, page } from '#platform';
import { ChangeTable } from './changes.ts';
import { viewOfChange } from './list-changes.ts';

const byTime = cursorOf(z.object({ id: z.uuid() }));

/** What was changed of everything, or of one kind, newest first: ids are v7, and so tell the time. */
export async function listAllChanges(
  db: EntityManager,
  {
    kind,
    cursor,
    limit,
  }: { readonly kind?: string | undefined; readonly cursor?: string | undefined; readonly limit: number },
): Promise<{ items: ConfigurationChange[]; next: string | null }> {
  const from = byTime.read(cursor);
  const rows = await db.getRepository(ChangeTable).find({
    where: { ...(kind !== undefined && { kind }), ...(from && { id: LessThan(from.id) }) },
    order: { id: 'DESC' },
    take: limit + 1,
  });
  return page(rows, limit, byTime.write, viewOfChange);
}
