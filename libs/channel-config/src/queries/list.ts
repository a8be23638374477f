import { z } from 'zod';
import type { ConfigurationState } from '#contracts';
import { cursorOf } from '#platform';

/** Lists are sorted by name; the id settles equal names. */
export const byName = cursorOf(z.object({ name: z.string(), id: z.uuid() }));

export interface PageAsked {
  readonly cursor?: string | undefined;
  readonly limit: number;
}

export interface ListAsked extends PageAsked {
  /** Those in this state; where nothing is said, all that are not removed. */
  readonly state?: ConfigurationState | undefined;
}

/** The condition of it. `row` is the alias of the table, `asked` the parameter with the state or null. */
export const inState = (row: string, asked: string): string =>
  `CASE WHEN ${asked}::text IS NULL THEN ${row}.state <> 'removed' ELSE ${row}.state = ${asked} END`;

/** One page of rows that were asked for with one more than the limit. */
export function page<Row, View>(
  rows: readonly Row[],
  limit: number,
  keysOf: (row: Row) => { name: string; id: string },
  view: (row: Row) => View,
) {
  const last = rows.length > limit ? rows[limit - 1]! : null;
  return { items: rows.slice(0, limit).map(view), next: last && byName.write(keysOf(last)) };
}
