import type { EntityManager } from 'typeorm';
import { z } from 'zod';
import { type ConfigurationListRequest, Refusal } from '#contracts';
import { cursorOf, likeOf, page } from '#platform';

/** Lists are sorted by name or by their last change; the id settles what is equal. */
const bySort = cursorOf(z.object({ sort: z.string(), value: z.string(), id: z.uuid() }));

export interface PageAsked {
  readonly cursor?: string | undefined;
  readonly limit: number;
}

/** What every row of these lists has. */
interface Sorted {
  readonly id: string;
  readonly name: string;
  readonly changed_at: Date;
}

interface Source {
  /** The statement up to its conditions. */
  readonly select: string;
  /** The alias of the table in it. */
  readonly row: string;
  /** What the words asked for are looked for in, beside name and slug: a condition on the parameter. */
  readonly search?: (like: string) => string;
  /** Columns that are to be equal to something, where it is said. */
  readonly equal?: Readonly<Record<string, string | undefined>>;
}

/** One page, as asked: those that are not removed unless a state is asked for. */
export async function listed<Row extends Sorted, View>(
  db: EntityManager,
  { select, row, search, equal = {} }: Source,
  { cursor, limit, state, q, sort }: ConfigurationListRequest,
  view: (row: Row) => View,
): Promise<{ items: View[]; next: string | null }> {
  const from = bySort.read(cursor);
  if (from && from.sort !== sort)
    throw new Refusal('unreadable', 'The cursor belongs to the list in another order.', 'cursor');
  const values: unknown[] = [];
  const parameter = (value: unknown): string => `$${values.push(value)}`;
  const [column, type] = sort.endsWith('name') ? (['name', 'text'] as const) : (['changed_at', 'timestamptz'] as const);
  const [before, way] = sort.startsWith('-') ? (['<', 'DESC'] as const) : (['>', 'ASC'] as const);

  const conditions = [state ? `${row}.state = ${parameter(state)}` : `${row}.state <> 'removed'`];
  for (const [name, value] of Object.entries(equal))
    if (value !== undefined) conditions.push(`${row}.${name} = ${parameter(value)}`);
  if (q) {
    const like = parameter(likeOf(q));
    const places = [`${row}.name ILIKE ${like}`, `${row}.slug ILIKE ${like}`, ...(search ? [search(like)] : [])];
    conditions.push(`(${places.join(' OR ')})`);
  }
  if (from)
    conditions.push(
      `(${row}.${column}, ${row}.id) ${before} (${parameter(from.value)}::${type}, ${parameter(from.id)}::uuid)`,
    );
  const rows: Row[] = await db.query(
    `${select} WHERE ${conditions.join(' AND ')} ORDER BY ${row}.${column} ${way}, ${row}.id ${way} LIMIT ${parameter(limit + 1)}`,
    values,
  );
  const placeOf = ({ name, changed_at, id }: Row) =>
    bySort.write({ sort, value: column === 'name' ? name : changed_at.toISOString(), id });
  return page(rows, limit, placeOf, view);
}
