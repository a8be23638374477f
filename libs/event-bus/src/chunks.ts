/** The items in lists of at most `size`: a statement takes a bounded number of values, and a fact is of a bounded length. */
export function* chunks<Item>(items: readonly Item[], size: number): Generator<Item[]> {
  for (let from = 0; from < items.length; from += size) yield items.slice(from, from + size);
}
