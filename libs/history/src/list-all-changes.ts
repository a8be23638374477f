import { type EntityManager, LessThan } from 'typeorm';
import { z } from 'zod';
import type { ConfigurationChange } from '#contracts';
import { cursorOf } from '#platform';
import type { ChangeRow } from './changes.ts';
import { viewOfChange } from './list-changes.ts';

const byTime = cursorOf(z.object({ id: z.uuid() }));

/** The entity of a table in which a service keeps changes, of the columns of `ChangeRow`; ids are v7, and so tell the time. */
export interface ChangesTable {
  readonly options: { readonly name: string };
}

/** What was changed of everything in these tables, or of one kind, newest first. */
export async function listAllChanges(
  db: EntityManager,
  tables: readonly ChangesTable[],
  {
    kind,
    cursor,
    limit,
  }: { readonly kind?: string | undefined; readonly cursor?: string | undefined; readonly limit: number },
): Promise<{ items: ConfigurationChange[]; next: string | null }> {
  const from = byTime.read(cursor);
  const rows: ChangeRow[] = [];
  for (const table of tables)
    rows.push(
      ...(await db.getRepository<ChangeRow>(table.options.name).find({
        where: { ...(kind !== undefined && { kind }), ...(from && { id: LessThan(from.id) }) },
        order: { id: 'DESC' },
        take: limit + 1,
      })),
    );
  const newest = rows.toSorted((one, other) => (one.id < other.id ? 1 : -1));
  const items = newest.slice(0, limit).map(viewOfChange);
  return { items, next: newest.length > limit ? byTime.write({ id: items.at(-1)!.id }) : null };
}
