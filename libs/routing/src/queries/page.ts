import { z } from 'zod';
import type { pageRequest } from '#contracts';
import { cursorOf } from '#platform';

export type PageAsked = z.output<typeof pageRequest>;

/** Lists of names are sorted by name; the id settles equal ones. */
export const byName = cursorOf(z.object({ name: z.string(), id: z.uuid() }));
/** Lists of work are sorted by age; the id settles equal ones. */
export const byAge = cursorOf(z.object({ since: z.iso.datetime(), id: z.uuid() }));

/** What is like text that holds these words, letter by letter. */
export const likeOf = (words: string): string => `%${words.replace(/[\\%_]/g, '\\$&')}%`;

/** One page of rows that were asked for with one more than the limit. */
export const page = <Row, View>(
  rows: readonly Row[],
  limit: number,
  cursorAfter: (row: Row) => string,
  view: (row: Row) => View,
): { items: View[]; next: string | null } => ({
  items: rows.slice(0, limit).map(view),
  next: rows.length > limit ? cursorAfter(rows[limit - 1]!) : null,
});
