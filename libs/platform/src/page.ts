/** One page of rows that were asked for with one more than the limit: `next` is where it goes on, null where nothing follows. */
export const page = <Row, View>(
  rows: readonly Row[],
  limit: number,
  cursorAfter: (row: Row) => string,
  view: (row: Row) => View,
): { items: View[]; next: string | null } => ({
  items: rows.slice(0, limit).map(view),
  next: rows.length > limit ? cursorAfter(rows[limit - 1]!) : null,
});

/** What is like text that holds these words, letter by letter (`LIKE`, `ILIKE`). */
export const likeOf = (words: string): string => `%${words.replace(/[\\%_]/g, '\\$&')}%`;
