/** A page of something that is told newest first, and whether there is more behind it. */
export interface Told<Item> {
  readonly items: readonly Item[];
  readonly hasMore: boolean;
}

/**
 * Several lists as one, newest first. What is older than the last of a list that goes on is left out: something that was not read yet may lie
 * before it.
 */
export function together<Item extends { readonly createdAt: string }>(lists: readonly Told<Item>[]): readonly Item[] {
  const ends = lists.flatMap(({ items, hasMore }) => (hasMore ? [Date.parse(items.at(-1)?.createdAt ?? '')] : []));
  const since = Math.max(-Infinity, ...ends.filter((end) => !Number.isNaN(end)));
  return lists
    .flatMap(({ items }) => items)
    .filter(({ createdAt }) => Date.parse(createdAt) >= since)
    .sort((one, other) => Date.parse(other.createdAt) - Date.parse(one.createdAt));
}
